"""The preliminary figures of a process, for its promovente and officials (ET 2.1 b, 2.2, 10.7)."""
