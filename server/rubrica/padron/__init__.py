"""The monthly cuts of the Padrón Electoral: loaded whole or not at all, asked by key (ET 10.4).

A registro is looked up in the cut of the last day of the month before its reception, so several
stay loaded, one partition each. What names a person is sealed with the key of its cut; what finds
it is a blind index under another. Both keys die with the cut.
"""
