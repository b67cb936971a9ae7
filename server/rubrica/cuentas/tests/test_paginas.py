"""The officials' pages that belong to no stage."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus

import pytest
from django.test import Client

from rubrica import llaves
from rubrica.avisos.rules import PLANTILLAS
from rubrica.avisos.services import enviar
from rubrica.cuentas import rules
from rubrica.cuentas.models import Cuenta

AHORA = datetime(2026, 11, 23, 18, tzinfo=UTC)
PAGINAS = ["/oficial/permisos/", "/oficial/avisos/", "/oficial/avisos/acuse/vista/"]


def test_the_matrix_shows_every_action_with_its_numeral(client: Client, consuelo: Cuenta) -> None:
    client.force_login(consuelo)

    pagina = client.get("/oficial/permisos/").content.decode()

    assert all(a.etiqueta in pagina and a.numeral in pagina for a in rules.acciones().values())


def test_the_catalogue_shows_every_aviso_and_its_preview(client: Client, susana: Cuenta) -> None:
    client.force_login(susana)

    pagina = client.get("/oficial/avisos/").content.decode()

    for nombre, plantilla in PLANTILLAS.items():
        vista = client.get(f"/oficial/avisos/{nombre}/vista/")
        assert plantilla.titulo in pagina
        assert vista.status_code == HTTPStatus.OK
        assert "'unsafe-inline'" in vista["Content-Security-Policy"]
        assert "script-src" not in vista["Content-Security-Policy"]


def test_an_aviso_that_does_not_exist_is_not_found(client: Client, susana: Cuenta) -> None:
    client.force_login(susana)

    assert client.get("/oficial/avisos/felicitacion/vista/").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("url", [*PAGINAS, "/oficial/avisos/envios/"])
def test_ramiro_is_kept_out(client: Client, ramiro: Cuenta, url: str) -> None:
    assert client.get(url).status_code == HTTPStatus.FOUND
    client.force_login(ramiro)

    assert client.get(url).status_code == HTTPStatus.FORBIDDEN


def test_each_authority_sees_only_its_failed_avisos(client: Client, ada: Cuenta) -> None:
    llaves.crear_instalacion()
    for proceso in ("OAX26", "JAL26"):
        aviso = enviar(
            plantilla="codigo_de_acceso",
            para="alguien@ejemplo.test",
            datos={"codigo": "123456", "minutos": 10},
            proceso=proceso,
            momento=AHORA,
        )
        aviso.intentos, aviso.causa = 3, f"SMTPDataError 451 de {proceso}"
        aviso.save()
    client.force_login(ada)

    pagina = client.get("/oficial/avisos/envios/").content.decode()

    assert "451 de OAX26" in pagina
    assert "451 de JAL26" not in pagina
    assert "alguien@ejemplo.test" not in pagina
