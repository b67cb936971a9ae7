"""Results of a process: what Mesa and hearings left, frozen, signed and delivered (ET 13)."""
