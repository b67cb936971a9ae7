"""Synthetic people, credentials and days of work: what the demo, the tests and the benches feed on.

Everything here is invented and comes from a seed: the same seed gives the same bytes, whatever the
clock, the locale or the order of threads. No real person, credential or face has a part in it.
"""
