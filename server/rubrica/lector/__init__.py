"""The general reader: any printed text of a picture, line by line, and what a credential says.

It is slow and heavy, and reads only for its own process of the worker (ADR 0112): `motor` alone
knows the engine. What it reads informs the person who reviews (ET 10.3).
"""
