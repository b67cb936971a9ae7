"""E-mails that the ET orders: a sealed outbox and their texts (ET 2.3, 3.3, 3.4, 4.6, 6.4).

Whoever enqueues cannot read back: recipient and data are sealed to the worker's key, and erased
once delivered, so that a copy of the database shows no e-mail and no CIC.
"""
