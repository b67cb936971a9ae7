"""Opens what the door received: cross-checks, looks up, finds who repeats (ET 6.4, 10.3, 10.4).

Only here is a paquete opened. The Mesa asks for the images of one record, and each asking is an
asiento.
"""
