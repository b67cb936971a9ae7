"""What every page stands on: base template, components, headers, errors, home and the app's files."""
