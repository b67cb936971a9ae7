"""The files say what the page says, run nothing, and are written by parts (ET 2.2)."""

from __future__ import annotations

import csv
import io
import re
import tracemalloc
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubrica.bitacora.models import Asiento
from rubrica.cifras import exportar
from rubrica.cifras.exportar import Hoja
from rubrica.cifras.tablas import Fila
from rubrica.cifras.tests.conftest import cliente
from rubrica.cuentas.models import Cuenta
from rubrica.procesos.models import Proceso
from rubrica.registros.models import Registro

CASA = "/cifras/OAX26/"
DONDE = {
    "clases": "", "dias": "", "inconsistencias": "", "situaciones": "", "dispersion": "dispersion/",
    "municipios": "municipios/", "auxiliares": "auxiliares/", "registros": "registros/",
}  # fmt: skip
_NS = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def renglones_de_xlsx(contenido: bytes, hoja: int = 1) -> list[list[str]]:
    """The cells of a sheet as text; there is no formula in it."""
    with zipfile.ZipFile(io.BytesIO(contenido)) as libro:
        raiz = ElementTree.fromstring(libro.read(f"xl/worksheets/sheet{hoja}.xml"))  # noqa: S314
    assert raiz.findall(".//x:f", _NS) == []
    return [
        ["".join(celda.itertext()) for celda in fila.findall("x:c", _NS)]
        for fila in raiz.findall(".//x:row", _NS)
    ]


def renglones_de_csv(contenido: bytes) -> list[list[str]]:
    assert contenido.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(contenido.decode("utf-8-sig"))))


def bajar(cuenta: Cuenta, archivo: str) -> bytes:
    respuesta = cliente(cuenta).get(f"{CASA}exportar/{archivo}")
    assert "attachment" in respuesta.headers["Content-Disposition"]
    return b"".join(respuesta)


def cifras(texto: str) -> list[str]:
    return re.findall(r'class="cifra">([\d,]+)<', texto)


@pytest.mark.django_db
@pytest.mark.numeral("ET 2.2")
@pytest.mark.parametrize("tabla", [t for t in DONDE if t != "registros"])
def test_both_files_have_the_figures_of_the_page_in_its_order(
    poblado: Proceso, pilar: Cuenta, tabla: str
) -> None:
    pagina = cliente(pilar).get(CASA + DONDE[tabla]).content.decode()
    tablas = re.findall(r'<table class="tabla tabla-fichas">.*?</table>', pagina, re.S)

    en_csv = renglones_de_csv(bajar(pilar, f"{tabla}.csv"))
    en_xlsx = [r for r in renglones_de_xlsx(bajar(pilar, f"{tabla}.xlsx")) if r]

    def numeros(renglones: list[list[str]]) -> list[str]:
        cuerpo = renglones[5:-1]
        columnas = len(re.findall(r'<th scope="col" class="numero">', hallada))
        return [f"{int(celda):,}" for r in cuerpo if r for celda in r[-columnas:]]

    (hallada,) = [t for t in tablas if f'<caption class="solo-lector">{en_csv[0][0]}<' in t]
    assert numeros([r for r in en_csv if r]) == numeros(en_xlsx) == cifras(hallada)


@pytest.mark.django_db
@pytest.mark.numeral("ET 2.2")
@pytest.mark.parametrize("formato", ["csv", "xlsx"])
def test_each_file_says_of_which_process_and_instant_and_that_it_is_preliminary(
    poblado: Proceso, pilar: Cuenta, formato: str
) -> None:
    contenido = bajar(pilar, f"registros.{formato}?clase=d")
    renglones = (renglones_de_csv if formato == "csv" else renglones_de_xlsx)(contenido)

    cabeza = [r[0] for r in renglones[:5]]
    assert cabeza[1] == "Información de carácter informativo y preliminar (ET 2.2)"
    assert cabeza[2] == "Proceso OAX26: Consulta sobre el agua"
    assert re.fullmatch(r"Cifras al \d{4}-\d\d-\d\d \d\d:\d\d:\d\d \(hora Centro\)", cabeza[3])
    assert cabeza[4] == "Filtros: Clase: Con inconsistencia"
    assert renglones[-1] == ["Renglones", "2"]


@pytest.mark.django_db
@pytest.mark.numeral("ET 2.2")
def test_the_list_has_every_record_and_nobody_s_data(poblado: Proceso, pilar: Cuenta) -> None:
    renglones = renglones_de_csv(bajar(pilar, "registros.csv"))

    folios = [r[0] for r in renglones if r and r[0].startswith("OAX26-")]
    en_orden = Registro.objects.order_by("-recibido_en", "-id").values_list("folio", flat=True)
    assert folios == list(en_orden)
    assert renglones[-1] == ["Renglones", str(len(folios))]
    assert "una cruz" not in str(renglones)


@pytest.mark.django_db
@pytest.mark.numeral("ET 14.1")
def test_who_takes_a_file_away_stays_in_the_bitacora(poblado: Proceso, pilar: Cuenta) -> None:
    bajar(pilar, "auxiliares.xlsx")

    asiento = Asiento.objects.get(acto="exportar_cifras")
    assert (asiento.actor, asiento.objeto) == (f"cuenta:{pilar.pk}", "auxiliares")
    assert cliente(pilar).get(f"{CASA}exportar/nada.csv").status_code == 404


def _hoja(filas: list[Fila] | Iterator[Fila]) -> Hoja:
    return Hoja(titulo="T", cabeza=["T"], columnas=("a", "b", "c"), filas=filas)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30))
def test_no_text_becomes_a_formula(texto: str) -> None:
    for hostil in (texto, f"={texto}", f"+{texto}", f"-{texto}", f"@{texto}", f"\t={texto}"):
        archivo = b"".join(exportar.como_csv(_hoja([(hostil, 1, None)])))
        celda = renglones_de_csv(archivo)[3][0]
        assert not celda.startswith(exportar.DE_FORMULA)
        assert celda.removeprefix("'") == hostil.removeprefix("'")


def test_a_formula_is_only_text_in_the_workbook_and_dates_are_dates() -> None:
    fila = (
        '=HYPERLINK("https://ejemplo.test")',
        date(2026, 11, 12),
        datetime(2026, 11, 12, 18, tzinfo=UTC),
    )

    with exportar.como_xlsx(_hoja([fila])) as archivo:
        escrita = renglones_de_xlsx(archivo.read())[-2]

    assert escrita == ['=HYPERLINK("https://ejemplo.test")', "46338", "46338.5"]


def test_a_hundred_thousand_rows_take_no_more_memory_than_a_thousand() -> None:
    def filas(n: int) -> Iterator[Fila]:
        return ((f"OAX26-0153-1-{i:06}-XYK", i, "Firma no válida") for i in range(n))

    def maximo(n: int) -> list[int]:
        topes = []
        for escribir in (_escribir_csv, _escribir_xlsx):
            tracemalloc.start()
            escribir(filas(n))
            topes.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
        return topes

    pocas, muchas = maximo(1_000), maximo(100_000)

    assert all(m < 1.5 * p + 1_000_000 for p, m in zip(pocas, muchas, strict=True))


def _escribir_csv(filas: Iterator[Fila]) -> None:
    for _ in exportar.como_csv(_hoja(filas)):
        pass


def _escribir_xlsx(filas: Iterator[Fila]) -> None:
    exportar.como_xlsx(_hoja(filas)).close()


def test_past_what_a_sheet_takes_the_rows_go_on_in_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exportar, "MAX_POR_HOJA", 2)

    with exportar.como_xlsx(_hoja([("x", n, "") for n in range(5)])) as archivo:
        contenido = archivo.read()

    tres = [renglones_de_xlsx(contenido, n) for n in (1, 2, 3)]
    assert [[r[1] for r in hoja if r and r[0] == "x"] for hoja in tres] == [
        ["0", "1"],
        ["2", "3"],
        ["4"],
    ]
    assert tres[2][-1] == ["Renglones", "5"]
