"""The Credencial para Votar as text: its MRZ, its keys, and what each says of the others.

Every reader returns a frozen value or raises LecturaInvalida with exactly one Causa (ET 5.6-5.8).
"""
