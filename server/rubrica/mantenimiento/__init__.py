"""Planned maintenance: announced in time, with its particulars, and obeyed by the door (ET 6.3)."""
