"""What anybody checks without asking the server: one file, `rubrica_verificar.py` (ET 6.4, 13, 14).

It imports nothing of Rúbrica, on purpose: who doubts the server should not have to run its code. It
writes the formats again, from `docs/protocolo.md`; the tests hold both writings together. Here it
is in modules, which know only one another; `union` makes of them the file that is handed out.
"""
