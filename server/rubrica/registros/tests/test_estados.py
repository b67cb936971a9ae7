from rubrica.registros.estados import DOCUMENTO, documento


def test_the_page_of_the_docs_is_the_table() -> None:
    """docs/estados.md is read by people who do not read Python; it may not drift."""
    assert DOCUMENTO.read_text(encoding="utf-8") == documento()
