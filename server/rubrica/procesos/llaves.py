"""The keys, under the name by which contexts first knew them; rubrica.llaves is their place."""

from rubrica.llaves import *  # noqa: F403
