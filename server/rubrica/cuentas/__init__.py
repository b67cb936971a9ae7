"""People with an account, what each may do and where, and their two doors (ET 2, 9).

Below `procesos` on purpose: a page of any context asks here who may open it, so this context knows
a process only by its Id.
"""
