"""The end of the data's life: a process is eliminated, and a constancia says so (ET 13.9, 14).

Each context declares in its `eliminacion.toml` what becomes of each of its columns; `registro`
reads them, and a test fails for one that nobody declared. Two people, custodians who attest and a
cooling-off period come before; keys, files, rows and statistics go, in steps that whoever follows
a killed process takes up where it was.
"""
