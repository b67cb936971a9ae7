"""Señales: what a machine notices in a record and tells the person who reviews it (ET 10.3).

They order the queue and inform; they never decide: no function of this room can move a record.
Each is a row of catalogo.toml (its words) and of umbrales.toml (its threshold), and a measure of
`pixeles`. What a record shows by itself is measured once; what it shares with others is found by
the one worker that holds the índice of perceptual hashes in memory.
"""
