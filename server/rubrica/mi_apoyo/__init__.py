"""The citizen's own door: registration, bond of person, e-mail and device (ET 7.2–7.26)."""
