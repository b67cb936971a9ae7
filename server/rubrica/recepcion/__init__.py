"""The door: a sobre and a paquete in, a signed receipt out (ET 5.13, 6).

It holds the receipt key and the key of the time, and no key of any process: it cannot read what
it receives. Only what the ET orders is refused; the rest is received and, where a rule says so,
classed by it (docs/protocolo.md).
"""
