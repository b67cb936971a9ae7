"""Mechanisms of participation: registered, approved, rehearsed, opened (ET 1, 13.6)."""
