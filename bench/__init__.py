"""Reproducible measurements against the bars in barras.toml: `make bench`, `make bench-<name>`."""
