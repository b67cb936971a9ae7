"""docs/estados.md, generated from the table: `python -m rubrica.registros.estados` writes it."""

from __future__ import annotations

from pathlib import Path

from rubrica.registros.rules import CLASES, TRANSICIONES, Clase, Estatus

DOCUMENTO = Path(__file__).parents[3] / "docs/estados.md"
ENCABEZADO = """\
# Estados de un registro

El estatus de un registro se mueve únicamente por esta tabla. Cada flecha dice qué acto la dibuja y
qué numeral de las Especificaciones Técnicas la ordena. La página se genera de
`server/rubrica/registros/rules.py`; una prueba compara las dos.

"""
SIGNIFICA = {
    Clase.ENVIADOS: "todo registro con acuse, esté donde esté",
    Clase.PARA_COMPULSA: "revisados en la Mesa de Control, sin inconsistencia",
    Clase.DUPLICADOS: "revisados sin inconsistencia; la misma persona ya cuenta en el proceso",
    Clase.CON_INCONSISTENCIA: "por dictamen, por determinación, por análisis o por regla",
    Clase.EN_MESA: "esperan la revisión de una persona, o que el OPL determine lo que se apartó",
    Clase.EN_PROCESAMIENTO: "recibidos que aún no se abren, no abren, o esperan su corte",
}


def documento() -> str:
    """Return docs/estados.md: the classes of ET 10.7 and the diagram of the table."""
    return ENCABEZADO + _classes() + "\n" + _diagram()


def _classes() -> str:
    filas = [f"| {clase.value}) | {SIGNIFICA[clase]} | {_estatus_of(clase)} |\n" for clase in Clase]
    return "| ET 10.7 | reúne | estatus |\n| --- | --- | --- |\n" + "".join(filas)


def _estatus_of(clase: Clase) -> str:
    if clase is Clase.ENVIADOS:
        return "todos"
    return ", ".join(f"`{e.value}`" for e in Estatus if CLASES[e] is clase)


def _diagram() -> str:
    flechas = [f"  {t.de} --> {t.a} : {t.acto} ({t.numeral})\n" for t in TRANSICIONES]
    return (
        "```mermaid\nstateDiagram-v2\n  [*] --> RECIBIDO : acuse (ET 6.4)\n"
        + "".join(flechas)
        + "```\n"
    )


if __name__ == "__main__":
    DOCUMENTO.write_text(documento(), encoding="utf-8")
