"""The bitácora: append-only, salted, ordered by one sequencer, signed by checkpoints (ET 10.5, 14).

An act writes its asiento in its own transaction and neither numbers nor chains it. Afterwards one
sequencer gives each leaf its place, and a checkpoint signs the Merkle root of all of them. Only
leaf hashes and checkpoints are ever published.
"""
