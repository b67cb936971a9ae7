"""A whole month of supports delivered, opened with stock tools and counted by somebody else.

Only age (or the same format read by another process), tar, sha256sum and csv take part after the
delivery: what the OPL has on its own desk.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import islice
from pathlib import Path

import pyrage
import pytest

from bench import entrega as banco
from rubrica.cuentas.models import Cuenta
from rubrica.ficticio.padron import Padron, Persona, escribir
from rubrica.padron import services as padron
from rubrica.resultados import queries
from rubrica.resultados.tests import apertura
from rubrica.resultados.tests.conftest import INICIO, congelar, preparada

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("llave")]
CORTE = date(2026, 10, 31)


def recibir(cuantos: int, carpeta: Path) -> list[Persona]:
    """So many supports of as many people of a cut, reviewed and in class b; return whose."""
    gente = Padron(cuantos * 2, corte=CORTE)
    ruta = escribir(gente, carpeta / "padron")
    cargado = padron.cargar(ruta=ruta, fecha=CORTE, quien="inés", momento=INICIO)
    padron.activar(corte=cargado.pk, quien="irma", momento=INICIO)
    suyas = list(islice((p for p in gente if p.situacion == "lista_nominal"), cuantos))
    banco.llenar("OAX26", cargado.pk, iter(suyas))
    return suyas


@pytest.mark.numeral("ET 13.5", "ET 13.6")
@pytest.mark.parametrize(
    "cuantos", [1_000, pytest.param(100_000, marks=[pytest.mark.soak, pytest.mark.timeout(1800)])]
)
def test_what_was_frozen_is_what_the_opl_opens_and_counts(
    irma: Cuenta,
    del_opl: pyrage.x25519.Identity,
    tmp_path: Path,
    cuantos: int,
) -> None:
    suyas = recibir(cuantos, tmp_path)
    corte = congelar(irma)

    entrega = preparada(irma, corte)
    (tmp_path / "opl").mkdir()
    filas = apertura.filas(entrega, del_opl, tmp_path / "opl")

    fila = queries.corte("OAX26", corte)
    assert fila
    renglones = queries.documento(fila)["formula"]["renglones"]
    assert len(filas) == fila.validos == cuantos
    assert {f["clave_de_elector"] for f in filas} == {p.clave_elector for p in suyas}
    por_municipio = Counter(f["municipio"] for f in filas)
    assert por_municipio == {r["municipio"]: r["validos"] for r in renglones if r["validos"]}
    assert apertura.codigo_de_integridad(tmp_path / "opl") == entrega.codigo
