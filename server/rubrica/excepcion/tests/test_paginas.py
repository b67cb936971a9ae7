"""The pages of paper: who may, what is refused with what was typed, and the scans (ET 8)."""

from __future__ import annotations

from http import HTTPStatus
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from PIL import Image

from rubrica.bitacora.models import Asiento
from rubrica.cuentas.models import Cuenta
from rubrica.cuentas.rules import Rol
from rubrica.excepcion import rules, services
from rubrica.excepcion.models import Cedula, Escaneo, Lote, Regimen, Renglon
from rubrica.excepcion.tests.conftest import AHORA, ANA, JUAN
from rubrica.launch.grants import otorgar

pytestmark = pytest.mark.usefixtures("a_su_hora")


def png() -> bytes:
    salida = BytesIO()
    Image.new("L", (60, 40), 255).save(salida, "PNG")
    return salida.getvalue()


def renglon_de(cedula: Cedula, n: int, client: Client, **campos: str) -> Any:
    return client.post(f"/papel/cedulas/{cedula.pk}/renglones/{n}/", campos)


@pytest.mark.numeral("ET 8.2")
def test_ada_admits_paper_by_an_agreement(client: Client, ada: Cuenta, corte: object) -> None:
    client.force_login(ada)

    assert client.post("/papel/OAX26/regimen/", {"muestra": "5"}).status_code == 422
    respuesta = client.post(
        "/papel/OAX26/regimen/", {"acuerdo": "IEEPCO-CG-12/2026", "muestra": "10"}
    )

    assert respuesta.status_code == HTTPStatus.FOUND
    assert Regimen.objects.get().muestra == 10


def test_before_that_no_box_is_received(client: Client, ada: Cuenta, corte: object) -> None:
    client.force_login(ada)
    datos = {"caja": "C-9", "cedulas": "2", "renglones": "10", "entrega": "Pilar Ejemplo"}

    assert client.post("/papel/OAX26/", datos).status_code == HTTPStatus.CONFLICT


@pytest.mark.numeral("ET 8.4")
def test_a_box_is_received_with_its_sheets_and_its_custody(
    client: Client, ada: Cuenta, lote: Lote
) -> None:
    client.force_login(ada)
    datos = {"caja": "C-9", "cedulas": "4", "renglones": "10", "entrega": "Pilar Ejemplo"}

    respuesta = client.post("/papel/OAX26/", datos, follow=True)
    nuevo = Lote.objects.get(caja="C-9")
    client.post(f"/papel/lotes/{nuevo.pk}/custodia/", {"acto": "ABRIR", "sello": "0099"})

    assert "Pilar Ejemplo" in respuesta.content.decode()
    assert nuevo.hojas.count() == 4
    assert "0099" in client.get(f"/papel/lotes/{nuevo.pk}/").content.decode()


@pytest.mark.numeral("ET 8.3", "ET 8.4")
def test_catalina_types_a_row_and_a_wrong_one_says_its_field(
    client: Client, catalina: Cuenta, cedula: Cedula
) -> None:
    client.force_login(catalina)

    assert renglon_de(cedula, 1, client, clave=JUAN.lower()).json() == {"guardado": 1}
    mal = renglon_de(cedula, 2, client, clave="HRGR")

    assert (mal.status_code, mal.json()["campo"]) == (422, "clave")
    assert renglon_de(cedula, 9, client, clave=JUAN).status_code == HTTPStatus.NOT_FOUND
    assert JUAN in client.get(f"/papel/cedulas/{cedula.pk}/").content.decode()


def test_the_padron_answers_who_by_key_and_who_may_be_by_name(
    client: Client, catalina: Cuenta, cedula: Cedula
) -> None:
    client.force_login(catalina)
    por_nombre = {
        "nombres": "Ana", "paterno": "Pena", "materno": "", "nacimiento": "2001-02-03",
    }  # fmt: skip

    [juan] = client.post("/papel/OAX26/buscar/", {"clave": JUAN}).json()["hallados"]
    [ana] = client.post("/papel/OAX26/buscar/", por_nombre).json()["hallados"]

    assert (juan["nombre"], juan["repetida"]) == ("JUAN HERNÁNDEZ GARCÍA", False)
    assert ana["clave"] == ANA
    assert client.post("/papel/OAX26/buscar/", {"clave": "X"}).json() == {"hallados": []}


@pytest.mark.numeral("ET 8.4")
def test_closing_a_sheet_goes_to_the_next_and_an_incomplete_one_says_why(
    client: Client, catalina: Cuenta, cedula: Cedula
) -> None:
    client.force_login(catalina)
    cerrar = f"/papel/cedulas/{cedula.pk}/cerrar/"
    renglon_de(cedula, 1, client, clave=JUAN)

    assert client.post(cerrar).status_code == HTTPStatus.CONFLICT
    assert client.post(f"/papel/cedulas/{cedula.pk}/terminar/", {"renglones": "1"}).json() == {
        "renglones": 1
    }
    otra = Cedula.objects.get(numero=2)
    assert client.post(cerrar)["Location"] == f"/papel/cedulas/{otra.pk}/"


def test_two_captures_that_differ_are_resolved_side_by_side(
    client: Client, catalina: Cuenta, susana: Cuenta, reparto: Any, cedula: Cedula
) -> None:
    otra = reparto("Carmen", Rol.CAPTURISTA)
    Regimen.objects.update(muestra=100)
    client.force_login(catalina)
    renglon_de(cedula, 1, client, clave=JUAN)
    fila = Renglon.objects.get()

    client.force_login(otra)
    pagina = client.get("/papel/OAX26/cotejo/").content.decode()
    assert "renglón 1" in pagina
    assert JUAN not in pagina
    cotejo = client.post(f"/papel/renglones/{fila.pk}/cotejar/", {"clave": ANA})
    assert cotejo.json() == {"cotejo": "DIFIERE"}

    client.force_login(susana)
    pagina = client.get("/papel/discrepancias/").content.decode()
    assert JUAN in pagina
    assert ANA in pagina
    resolver = f"/papel/renglones/{fila.pk}/resolver/"
    assert client.post(resolver, {"clave": "corta"}).status_code == 422
    assert client.post(resolver, {"clave": ANA}).status_code == HTTPStatus.FOUND
    assert client.post(resolver, {"clave": ANA}).status_code == HTTPStatus.CONFLICT


class TestScans:
    def subir(self, client: Client, lote: Lote, contenido: bytes, nombre: str = "x.pdf") -> Any:
        archivo = SimpleUploadedFile(nombre, contenido, content_type="application/pdf")
        return client.post(f"/papel/lotes/{lote.pk}/escaneos/", {"archivo": archivo})

    @pytest.mark.numeral("ET 8.4")
    def test_a_scan_is_sealed_on_the_disk_and_each_viewing_is_an_asiento(
        self, client: Client, ada: Cuenta, lote: Lote, settings: Any
    ) -> None:
        client.force_login(ada)
        original = png()

        assert self.subir(client, lote, original, "hoja.png").status_code == HTTPStatus.FOUND
        fila = Escaneo.objects.get()
        respuesta = client.get(f"/papel/escaneos/{fila.pk}/")

        assert respuesta.content == original
        assert respuesta["Content-Disposition"].startswith("attachment")
        assert "sandbox" in respuesta["Content-Security-Policy"]
        en_disco = [p for p in settings.BLOBS_DIR.rglob("*") if p.is_file()]
        assert all(original not in p.read_bytes() for p in en_disco)
        assert any(b"ver_escaneo" in bytes(a.canonico) for a in Asiento.objects.all())

    @pytest.mark.parametrize(
        "contenido",
        [
            b"",
            b"MZ un programa",
            b"%PDF-1.7 sin fin",
            b"<html><script>alert(1)</script>",
            b"\x89PNG\r\n\x1a\n" + b"x" * 60,
        ],
    )
    def test_what_is_no_scan_is_refused_by_what_it_holds(
        self, client: Client, ada: Cuenta, lote: Lote, contenido: bytes
    ) -> None:
        client.force_login(ada)

        assert self.subir(client, lote, contenido).status_code == 422
        assert not Escaneo.objects.exists()

    def test_one_more_than_a_lot_can_have_is_refused(
        self, client: Client, ada: Cuenta, lote: Lote, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("rubrica.excepcion.services.escaneos.ESCANEOS_POR_CEDULA", 0.5)
        client.force_login(ada)

        codigos = [self.subir(client, lote, png(), "hoja.png").status_code for _ in range(2)]

        assert codigos == [HTTPStatus.FOUND, HTTPStatus.CONFLICT]
        assert Escaneo.objects.count() == 1

    def test_one_that_is_too_big_is_refused(
        self, client: Client, ada: Cuenta, lote: Lote, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("rubrica.excepcion.views.lotes.MAX_ESCANEO", 10)
        client.force_login(ada)

        assert self.subir(client, lote, png()).status_code == 422


@pytest.mark.numeral("ET 8.5")
def test_pilar_reads_what_was_observed_and_its_comment_and_ramiro_does_not(
    client: Client, catalina: Cuenta, pilar: Cuenta, ramiro: Cuenta, cedula: Cedula
) -> None:
    renglon = rules.limpio({"clave": JUAN, "inciso": "e", "comentario": "Hoja rota"})
    services.guardar_renglon(
        cedula=cedula.pk, numero=1, renglon=renglon, quien=catalina.pk, momento=AHORA
    )
    services.terminar_hoja(cedula=cedula.pk, renglones=1, quien=catalina.pk, momento=AHORA)
    services.cerrar_cedula(cedula=cedula.pk, quien=catalina.pk, momento=AHORA)
    client.force_login(pilar)
    otorgar({})
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE rubrica_portal")  # who hands that page over

    inicio = client.get("/").content.decode()
    assert 'href="/observaciones/"' in inicio
    pagina = client.get("/observaciones/", follow=True).content.decode()

    assert "Hoja rota" in pagina
    assert JUAN not in pagina
    assert "HERNÁNDEZ" not in pagina
    client.force_login(ramiro)
    assert client.get("/observaciones/OAX26/").status_code == HTTPStatus.FORBIDDEN


PAGINAS = (
    "/papel/OAX26/",
    "/papel/OAX26/cotejo/",
    "/papel/lotes/{lote}/",
    "/papel/cedulas/{cedula}/",
)
ACTOS = (
    "/papel/OAX26/",
    "/papel/OAX26/buscar/",
    "/papel/lotes/{lote}/custodia/",
    "/papel/lotes/{lote}/escaneos/",
    "/papel/cedulas/{cedula}/renglones/1/",
    "/papel/cedulas/{cedula}/terminar/",
    "/papel/cedulas/{cedula}/cerrar/",
)


@pytest.mark.parametrize("quien", ["ramiro", "olga", "renata"])
@pytest.mark.parametrize("url", PAGINAS)
def test_ramiro_who_reviews_and_who_is_of_another_process_do_not_look(
    client: Client, request: pytest.FixtureRequest, cedula: Cedula, quien: str, url: str
) -> None:
    client.force_login(request.getfixturevalue(quien))

    respuesta = client.get(url.format(lote=cedula.lote_id, cedula=cedula.pk))

    assert respuesta.status_code == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize("url", ACTOS)
def test_a_capturista_of_another_process_does_nothing_here(
    client: Client, reparto: Any, cedula: Cedula, url: str
) -> None:
    ajena = reparto("Aurora", Rol.CAPTURISTA, proceso="JAL26", autoridad="IEPC")
    client.force_login(ajena)

    respuesta = client.post(url.format(lote=cedula.lote_id, cedula=cedula.pk), {"clave": JUAN})

    assert respuesta.status_code == HTTPStatus.FORBIDDEN
    assert not Renglon.objects.exists()


def test_what_does_not_exist_is_not_found(client: Client, catalina: Cuenta) -> None:
    client.force_login(catalina)

    for url in ("/papel/lotes/99/", "/papel/cedulas/99/", "/papel/escaneos/99/"):
        assert client.get(url).status_code == HTTPStatus.NOT_FOUND
