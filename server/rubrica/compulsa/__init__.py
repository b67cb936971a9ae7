"""The situación registral of every reviewed record, asked again of its own cut (ET 10.4, 10.7 b).

A compulsa derives the indexes of the cut from the sealed forms, joins them with it, proves which
records stay as they were and moves the others by the table of estatus. What entered comes out.
"""
