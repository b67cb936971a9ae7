"""The review of auxiliares: their *Cédula de Registro*, their devices, the authority's bajas.

ET 3.8, 4.5, 4.10. Only officials come here; each look at a person's data is an asiento.
"""
