"""What every page stands on: base template, components, headers, errors, home, the app."""
