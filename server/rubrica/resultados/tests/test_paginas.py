"""Pages of results: DERFE and the OPL of the process, each its own acts; nobody else."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from rubrica.bitacora import queries as bitacora
from rubrica.cuentas.models import Cuenta
from rubrica.procesos.models import Proceso
from rubrica.recepcion import almacen
from rubrica.resultados import queries, services
from rubrica.resultados.models import Corte, Entrega, LlaveDeEntrega, Notificacion, Recepcion
from rubrica.resultados.rules import Concluye
from rubrica.resultados.tests.conftest import (
    DESPUES,
    JUAN,
    LUIS,
    Poner,
    congelar,
    notificar,
    preparada,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("a_su_hora")]
PAGINAS = ("/resultados/OAX26/", "/resultados/OAX26/oficios/", "/resultados/OAX26/entrega/")
BASE = "/resultados/OAX26"


def como(client: Client, cuenta: Cuenta) -> Client:
    client.force_login(cuenta)
    return client


@pytest.fixture
def entrega(valido: Poner, irma: Cuenta, llave: LlaveDeEntrega) -> Entrega:
    """A delivery of one person, at the OPL's disposal."""
    valido(JUAN)
    fila = preparada(irma, congelar(irma))
    return services.disponer(proceso="OAX26", entrega=fila.pk, quien=irma.pk, momento=DESPUES)


@pytest.mark.parametrize("url", [*PAGINAS, "/resultados/"])
def test_the_derfe_and_the_opl_of_the_process_read(
    client: Client, proceso: Proceso, irma: Cuenta, ada: Cuenta, url: str
) -> None:
    for cuenta in (irma, ada):
        assert como(client, cuenta).get(url).status_code == 200


@pytest.mark.parametrize("url", PAGINAS)
@pytest.mark.parametrize("quien", ["ramiro", "renata", "olga"])
def test_ramiro_renata_olga_and_a_stranger_are_kept_out(
    client: Client, proceso: Proceso, request: pytest.FixtureRequest, quien: str, url: str
) -> None:
    assert client.get(url).status_code == 302
    assert como(client, request.getfixturevalue(quien)).get(url).status_code == 403


@pytest.mark.numeral("ET 13.2")
def test_the_opl_notifies_and_the_derfe_receives(
    client: Client, valido: Poner, ada: Cuenta, irma: Cuenta
) -> None:
    valido(JUAN)
    datos = {"concluye": "mesa", "oficio_numero": "IEEPCO/1", "oficio_el": "2026-11-19"}

    assert como(client, irma).post(f"{BASE}/oficios/notificar/", datos).status_code == 403
    assert como(client, ada).post(f"{BASE}/oficios/notificar/", datos).status_code == 302
    recepcion = {"recibida_en": "2026-11-19T12:00"}
    assert client.post(f"{BASE}/oficios/mesa/recibir/", recepcion).status_code == 403
    assert como(client, irma).post(f"{BASE}/oficios/mesa/recibir/", recepcion).status_code == 302

    assert Recepcion.objects.get().recibida_en == DESPUES
    assert "26 de noviembre de 2026" in client.get(f"{BASE}/oficios/").content.decode()


@pytest.mark.numeral("ET 13.2", "ET 10.7 e")
def test_a_refusal_says_how_many_records_wait_and_keeps_what_was_typed(
    client: Client, en_mesa: Poner, ada: Cuenta
) -> None:
    en_mesa(JUAN)
    datos = {"concluye": "mesa", "oficio_numero": "IEEPCO/1", "oficio_el": "2026-11-19"}

    respuesta = como(client, ada).post(f"{BASE}/oficios/notificar/", datos)

    dicho = respuesta.content.decode()
    assert respuesta.status_code == 409
    assert "e) En mesa de control: <span class='cifra'>1</span>" in dicho
    assert 'value="IEEPCO/1"' in dicho
    assert not Notificacion.objects.exists()


@pytest.mark.parametrize(
    ("url", "datos"),
    [
        ("oficios/notificar/", {"concluye": "mesa"}),
        ("entrega/llave/", {"llave": ""}),
        ("entrega/huella/", {"huella": ""}),
    ],
)
def test_an_incomplete_form_comes_back(
    client: Client, proceso: Proceso, ada: Cuenta, url: str, datos: dict[str, str]
) -> None:
    assert como(client, ada).post(f"{BASE}/{url}", datos).status_code == 422


@pytest.mark.numeral("ET 13.4")
def test_the_derfe_freezes_and_everybody_reads_the_cut_and_its_moves(
    client: Client, valido: Poner, ada: Cuenta, irma: Cuenta
) -> None:
    valido(JUAN)
    assert como(client, ada).post(f"{BASE}/congelar/preliminar/").status_code == 403
    assert como(client, irma).post(f"{BASE}/congelar/preliminar/").status_code == 302
    assert client.post(f"{BASE}/congelar/definitivo/").status_code == 409
    luis = valido(LUIS)
    client.post(f"{BASE}/congelar/preliminar/")

    como(client, ada)
    assert "se recibieron" in client.get(f"{BASE}/cortes/2/").content.decode()
    assert luis.folio in client.get(f"{BASE}/cortes/2/movimientos/").content.decode()
    assert (
        client.get(f"{BASE}/cortes/2/corte.json").content.decode()
        == Corte.objects.get(numero=2).documento
    )
    assert client.get(f"{BASE}/cortes/2/corte.jws").status_code == 200
    assert client.get(f"{BASE}/cortes/2/otra.cosa").status_code == 404
    assert client.get(f"{BASE}/cortes/9/").status_code == 404


@pytest.mark.numeral("ET 13.6")
def test_the_fingerprint_is_not_shown_to_who_has_to_compute_it(
    client: Client, proceso: Proceso, ada: Cuenta, irma: Cuenta, del_opl: object
) -> None:
    publica = str(del_opl.to_public())  # type: ignore[attr-defined]
    como(client, ada).post(f"{BASE}/entrega/llave/", {"llave": publica})
    huella = LlaveDeEntrega.objects.get().huella

    antes = client.get(f"{BASE}/entrega/").content.decode()
    client.post(f"{BASE}/entrega/huella/", {"huella": huella})
    como(client, irma).post(f"{BASE}/entrega/huella/", {"huella": f" {huella[:32]} {huella[32:]}"})
    despues = client.get(f"{BASE}/entrega/").content.decode()

    assert huella not in antes
    assert publica not in antes
    assert "Llave confirmada" in despues
    assert huella in despues


@pytest.mark.numeral("ET 13.5")
def test_only_the_opl_downloads_and_each_download_is_an_asiento(
    client: Client, entrega: Entrega, ada: Cuenta, irma: Cuenta, renata: Cuenta
) -> None:
    url = f"{BASE}/entrega/{entrega.pk}/volumenes/1/"
    for cuenta in (irma, renata):
        assert como(client, cuenta).get(url).status_code == 403
    volumen = queries.volumen(entrega.pk, 1)
    assert volumen

    respuesta = como(client, ada).get(url)

    guardado = almacen.ruta("OAX26", bytes(volumen.codigo)).read_bytes()
    assert respuesta.getvalue() == guardado
    assert int(respuesta["Content-Length"]) == len(guardado)
    actos = [a.actor for a in bitacora.de_objeto(f"entrega:{entrega.pk}")
             if a.acto == "descargar_entrega"]  # fmt: skip
    assert actos == [f"cuenta:{ada.pk}"]


@pytest.mark.numeral("ET 13.5")
def test_a_download_that_was_cut_goes_on_where_it_was(
    client: Client, entrega: Entrega, ada: Cuenta
) -> None:
    url = f"{BASE}/entrega/{entrega.pk}/volumenes/1/"
    entera = como(client, ada).get(url)
    todo, marca = entera.getvalue(), entera["ETag"]

    resto = client.get(url, headers={"Range": "bytes=1000-", "If-Range": marca})
    medio = client.get(url, headers={"Range": "bytes=10-19"})
    otro = client.get(url, headers={"Range": "bytes=1000-", "If-Range": '"otro"'})
    fuera = client.get(url, headers={"Range": f"bytes={len(todo)}-"})

    assert (resto.status_code, resto.getvalue()) == (206, todo[1000:])
    assert resto["Content-Range"] == f"bytes 1000-{len(todo) - 1}/{len(todo)}"
    assert (medio.status_code, medio.getvalue()) == (206, todo[10:20])
    assert (otro.status_code, otro.getvalue()) == (200, todo)
    assert (fuera.status_code, fuera["Content-Range"]) == (416, f"bytes */{len(todo)}")


@pytest.mark.numeral("ET 13.5")
def test_the_code_is_not_told_to_who_has_to_compute_it(
    client: Client, entrega: Entrega, ada: Cuenta
) -> None:
    url = f"{BASE}/entrega/{entrega.pk}"
    antes = como(client, ada).get(f"{BASE}/entrega/").content.decode()
    assert client.get(f"{url}/entrega.jws").status_code == 404
    assert client.get(f"{url}/sha256sum.txt").content.decode() == queries.lista_de_volumenes(
        entrega
    )

    assert client.post(f"{url}/acusar/", {"codigo": "0" * 64}).status_code == 422
    assert client.post(f"{url}/acusar/", {"codigo": entrega.codigo}).status_code == 302

    assert entrega.codigo[:4] not in antes.replace(str(entrega.volumenes.get().nombre), "")
    assert client.get(f"{url}/entrega.jws").status_code == 200
    assert "recibida por el OPL" in client.get(f"{BASE}/entrega/").content.decode()


def test_a_delivery_of_another_process_is_not_there(
    client: Client, entrega: Entrega, reparto: object
) -> None:
    rosa = reparto("Rosa", "opl_administrador", proceso="JAL26", autoridad="IEPC")  # type: ignore[operator]

    for que in ("volumenes/1/", "sha256sum.txt", "entrega.jws"):
        url = f"/resultados/JAL26/entrega/{entrega.pk}/{que}"
        assert como(client, rosa).get(url).status_code == 404
    assert client.post(f"/resultados/JAL26/entrega/{entrega.pk}/acusar/").status_code == 404


@pytest.mark.numeral("ET 13.2", "ET 13.4", "ET 13.7", "ET 13.8")
def test_the_calendar_of_the_mechanism_watches_these_clocks(
    client: Client, valido: Poner, ada: Cuenta, irma: Cuenta
) -> None:
    valido(JUAN)
    notificar(ada, Concluye.MESA)
    services.recibir(
        proceso="OAX26", concluye=Concluye.MESA, recibida_en=DESPUES, quien=irma.pk,
        momento=DESPUES,
    )  # fmt: skip

    pagina = como(client, ada).get("/procesos/OAX26/calendario/")

    plazos = {p.numeral: p for p in [*pagina.context["de_actos"], *pagina.context["del_periodo"]]}
    assert plazos["ET 13.2"].vence == date(2026, 11, 26)
    assert plazos["ET 13.2"].empezo_en == DESPUES
    assert plazos["ET 13.4"].vence is None
    assert plazos["ET 13.7"].vence == date(2026, 12, 10)
    assert "Corre el plazo" in pagina.content.decode()
