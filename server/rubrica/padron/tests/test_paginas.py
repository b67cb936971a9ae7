"""The officials' pages of the padrón, and who is kept out of them."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from rubrica.cuentas.models import Cuenta
from rubrica.cuentas.rules import Rol
from rubrica.cuentas.tests.elenco import Reparto
from rubrica.padron.models import Corte
from rubrica.padron.tests.conftest import ANA, JUAN, MOMENTO, Escribir


@pytest.fixture
def ines(reparto: Reparto) -> object:
    """Inés, of the DERFE too: the second person."""
    return reparto("Inés", Rol.DERFE, autoridad="INE")


def cargar(ruta: Path, fecha: str = "2026-10-31", por: str = "irma@ejemplo.test") -> None:
    call_command("cargar_corte", str(ruta), f"--fecha={fecha}", f"--por={por}", "--entidad=20")


def url(corte: Corte, acto: str = "") -> str:
    return f"/padron/{corte.pk}/{acto}"


def test_the_list_says_what_each_cut_holds(client: Client, irma: object, corte: Corte) -> None:
    client.force_login(irma)  # type: ignore[arg-type]

    pagina = client.get("/padron/").content.decode()

    assert "31 de octubre de 2026" in pagina
    assert "Cargado, sin activar" in pagina


def test_a_load_under_way_shows_how_far_it_has_come(client: Client, irma: object) -> None:
    Corte.objects.create(
        fecha="2026-09-30", estado="CARGANDO", bytes=200, bytes_leidos=84,
        cargado_por="irma@ejemplo.test", cargado_en=MOMENTO,
    )  # fmt: skip
    client.force_login(irma)  # type: ignore[arg-type]

    assert 'value="42"' in client.get("/padron/").content.decode()


@pytest.mark.numeral("ET 10.4")
def test_who_loaded_a_cut_is_told_that_another_activates_it(
    client: Client, irma: object, corte: Corte
) -> None:
    client.force_login(irma)  # type: ignore[arg-type]

    assert "Falta una segunda firma" in client.get(url(corte)).content.decode()
    assert client.post(url(corte, "activar/")).status_code == 409
    corte.refresh_from_db()
    assert corte.estado == "CARGADO"


@pytest.mark.numeral("ET 10.4")
def test_a_second_person_activates_it_once(client: Client, ines: Cuenta, corte: Corte) -> None:
    client.force_login(ines)

    assert client.post(url(corte, "activar/")).status_code == 302
    assert client.post(url(corte, "activar/")).status_code == 409
    corte.refresh_from_db()
    assert (corte.estado, corte.activado_por) == ("ACTIVO", f"cuenta:{ines.pk}")


def test_the_page_of_a_cut_counts_by_place_and_names_nobody(
    client: Client, irma: object, corte: Corte
) -> None:
    client.force_login(irma)  # type: ignore[arg-type]

    pagina = client.get(url(corte)).content.decode()

    assert "Distrito 21" in pagina
    assert corte.sha256 in pagina
    assert "HERNÁNDEZ" not in pagina


def test_a_cut_that_is_not_there_is_not_found(client: Client, irma: object) -> None:
    client.force_login(irma)  # type: ignore[arg-type]

    assert client.get("/padron/999999/").status_code == 404
    assert client.post("/padron/999999/activar/").status_code == 404


@pytest.mark.parametrize("ruta", ["", "activar/"])
def test_ramiro_and_olga_are_kept_out(
    client: Client, ramiro: object, olga: object, corte: Corte, ruta: str
) -> None:
    for intruso in (ramiro, olga):
        client.force_login(intruso)  # type: ignore[arg-type]
        respuesta = client.post(url(corte, ruta)) if ruta else client.get(url(corte))

        assert respuesta.status_code == 403
    assert client.get("/padron/").status_code == 403


@pytest.mark.numeral("ET 10.4")
def test_the_command_loads_in_the_name_of_who_may(
    irma: Cuenta, escribir: Escribir, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("crear_instalacion")
    cargar(escribir(JUAN, ANA))

    assert "2 filas" in capsys.readouterr().out
    assert Corte.objects.get().cargado_por == f"cuenta:{irma.pk}"


@pytest.mark.parametrize(
    ("por", "fecha", "razon"),
    [
        ("nadie@ejemplo.test", "2026-10-31", "No hay una cuenta"),
        ("olga@ejemplo.test", "2026-10-31", "no puede"),
        ("irma@ejemplo.test", "2026-10-30", "último día"),
    ],
)
@pytest.mark.usefixtures("irma", "olga")
def test_the_command_says_why_it_did_not(
    escribir: Escribir, por: str, fecha: str, razon: str
) -> None:
    with pytest.raises(CommandError, match=razon):
        cargar(escribir(JUAN), fecha, por)
    assert not Corte.objects.exists()


def test_the_command_names_the_row_that_is_wrong(irma: object, escribir: Escribir) -> None:
    with pytest.raises(CommandError, match="'fila': 2"):
        cargar(escribir(JUAN, ANA + ","))


def test_the_command_discards_what_nobody_activated(
    irma: object, corte: Corte, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("descartar_corte", str(corte.pk), por="irma@ejemplo.test")

    assert "descartado" in capsys.readouterr().out
    with pytest.raises(CommandError, match="no está en espera"):
        call_command("descartar_corte", str(corte.pk), por="irma@ejemplo.test")
