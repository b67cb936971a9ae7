"""The review desk: a person looks at every record and says what was found (ET 10.1–10.3)."""
