"""What comes back is seen, what failed can be tried again, and nobody is named."""

from __future__ import annotations

import io
import mailbox
from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from rubrica.avisos import rebotes, rules, services, tasks
from rubrica.avisos.models import Aviso
from rubrica.avisos.rules import Estado
from rubrica.avisos.tests.conftest import Buzon
from rubrica.cuentas.models import Cuenta
from rubrica.cuentas.rules import Rol

AHORA = datetime(2026, 11, 23, 20, 5, tzinfo=UTC)
PARA = "abel.muestra@ejemplo.test"
DEVUELTO = """\
From: MAILER-DAEMON@ejemplo.test
To: avisos@rubrica.test
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="linea"

--linea
Content-Type: text/plain

No se pudo entregar.

--linea
Content-Type: message/delivery-status

Reporting-MTA: dns; correo.ejemplo.test

Final-Recipient: rfc822; abel.muestra@ejemplo.test
Action: {accion}
Status: {codigo}
Diagnostic-Code: smtp; 550 abel.muestra@ejemplo.test no existe

--linea
Content-Type: {tipo}

From: avisos@rubrica.test
Message-ID: <{aviso}@rubrica.test>
Subject: Su alta

--linea--
"""


def devuelto(
    aviso: UUID, *, accion: str = "failed", codigo: str = "5.1.1", tipo: str = "message/rfc822"
) -> bytes:
    return DEVUELTO.format(aviso=aviso, accion=accion, codigo=codigo, tipo=tipo).encode()


@pytest.fixture
def entregado(buzon: Buzon, db: None) -> Aviso:
    """An aviso that a mail server took."""
    aviso = encolar()
    services.entregar(aviso=aviso.pk, momento=AHORA)
    return aviso


@pytest.fixture
def fallido(buzon: Buzon, db: None) -> Aviso:
    """An aviso that a mail server refused for good."""
    buzon.respuestas = ["550 ese buzón no existe"]
    aviso = encolar()
    services.entregar(aviso=aviso.pk, momento=AHORA)
    return aviso


def encolar() -> Aviso:
    return services.enviar(
        plantilla="codigo_de_acceso",
        para=PARA,
        datos=rules.plantilla("codigo_de_acceso").ejemplo,
        proceso="OAX26",
        momento=AHORA,
    )


@pytest.mark.parametrize("tipo", ["message/rfc822", "text/rfc822-headers"])
def test_a_returned_message_tells_its_aviso_and_why(tipo: str) -> None:
    aviso = uuid4()

    rebote = rebotes.leer(devuelto(aviso, tipo=tipo))

    assert rebote == rebotes.Rebote(aviso=aviso, codigo="5.1.1")


@pytest.mark.parametrize(
    "crudo",
    [
        b"",
        b"Subject: Estoy de vacaciones\n\nVuelvo el lunes.",
        b"\xff\xfe\x00 no es un correo",
        devuelto(uuid4(), accion="delayed", codigo="4.4.1"),
        devuelto(uuid4(), accion="failed", codigo="4.4.1"),
        DEVUELTO.format(
            aviso="otro-sistema", accion="failed", codigo="5.1.1", tipo="message/rfc822"
        ).encode(),
    ],
)
def test_what_is_no_failure_of_ours_says_nothing(crudo: bytes) -> None:
    assert rebotes.leer(crudo) is None


def test_the_worker_reads_the_mailbox_and_empties_it(
    entregado: Aviso, tmp_path: Path, settings: Settings
) -> None:
    settings.REBOTES = str(tmp_path / "rebotes")
    maildir = mailbox.Maildir(settings.REBOTES)
    for crudo in (devuelto(entregado.pk), devuelto(uuid4()), b"Subject: anuncio\n\ncompre"):
        maildir.add(crudo)

    assert tasks.leer_rebotes(momento=AHORA) == 1

    entregado.refresh_from_db()
    assert (entregado.estado, entregado.causa) == (Estado.DEVUELTO, "DSN 5.1.1")
    assert len(maildir) == 0


def test_without_a_mailbox_nothing_is_read(settings: Settings) -> None:
    settings.REBOTES = ""

    assert tasks.leer_rebotes(momento=AHORA) == 0


def test_an_alias_may_pipe_it_instead(entregado: Aviso, monkeypatch: pytest.MonkeyPatch) -> None:
    entrada = SimpleNamespace(buffer=io.BytesIO(devuelto(entregado.pk)))
    monkeypatch.setattr("sys.stdin", entrada)

    call_command("leer_rebote")

    entregado.refresh_from_db()
    assert entregado.estado == Estado.DEVUELTO


def test_what_still_waits_cannot_have_come_back(buzon: Buzon, db: None) -> None:
    aviso = encolar()
    rebote = rebotes.Rebote(aviso=aviso.pk, codigo="5.1.1")

    assert not services.anotar_rebote(rebote=rebote, momento=AHORA)


class TestThePage:
    def url(self, aviso: Aviso) -> str:
        return f"/oficial/avisos/envios/{aviso.pk}/reintentar/"

    def test_ada_has_it_tried_again_and_it_arrives(
        self, client: Client, ada: Cuenta, fallido: Aviso, buzon: Buzon
    ) -> None:
        client.force_login(ada)

        assert client.post(self.url(fallido)).status_code == HTTPStatus.FOUND

        assert services.entregar(aviso=fallido.pk, momento=AHORA) is Estado.ENTREGADO
        assert buzon.llegaron[0][0] == [PARA]

    def test_a_second_click_comes_too_late(
        self, client: Client, ada: Cuenta, fallido: Aviso
    ) -> None:
        client.force_login(ada)
        client.post(self.url(fallido))

        assert client.post(self.url(fallido)).status_code == HTTPStatus.CONFLICT

    def test_a_returned_one_is_shown_with_what_to_do_and_without_its_reader(
        self, client: Client, ada: Cuenta, entregado: Aviso
    ) -> None:
        services.anotar_rebote(
            rebote=rebotes.Rebote(aviso=entregado.pk, codigo="5.1.1"), momento=AHORA
        )
        client.force_login(ada)

        pagina = client.get("/oficial/avisos/envios/").content.decode()

        assert "DSN 5.1.1" in pagina
        assert "corrija la dirección" in pagina
        assert PARA not in pagina

    @pytest.mark.parametrize(
        ("quien", "espera"),
        [("ramiro", HTTPStatus.FORBIDDEN), ("olga", HTTPStatus.FORBIDDEN)],
    )
    def test_who_may_not_is_kept_out(
        self,
        client: Client,
        request: pytest.FixtureRequest,
        fallido: Aviso,
        quien: str,
        espera: HTTPStatus,
    ) -> None:
        client.force_login(request.getfixturevalue(quien))

        assert client.post(self.url(fallido)).status_code == espera

    def test_the_opl_of_another_process_does_not_find_it(
        self, client: Client, reparto: Callable[..., Cuenta], fallido: Aviso
    ) -> None:
        ajena = reparto("Aurora", Rol.OPL_ADMINISTRADOR, proceso="JAL26", autoridad="IEPC")
        client.force_login(ajena)

        assert client.post(self.url(fallido)).status_code == HTTPStatus.NOT_FOUND
