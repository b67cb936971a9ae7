"""PDF documents that people print, sign and keep: one place that composes them.

No table and no key: a context gives its own plantilla and its data, and gets the bytes of a PDF/A.
Served: Declaración de Confidencialidad (ET 9.3), FURA (ET 3.6), Cédula de Registro (ET 4.5).
"""

from rubrica.documentos.composicion import LETRA, DocumentoImposible, compilar

__all__ = ["LETRA", "DocumentoImposible", "compilar"]
