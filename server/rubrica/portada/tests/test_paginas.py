"""Pages that belong to no stage: they render, say three lines when they fail, and stay at home."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.urls import resolve, reverse
from pytest_django.fixtures import Settings

from rubrica.core.rechazos import CATALOGADOS
from rubrica.cuentas.models import Cuenta
from rubrica.portada import views
from rubrica.portada.context import Pagina
from rubrica.portada.etapas import ETAPAS
from rubrica.portada.plazo import de_periodo, proximo
from rubrica.registros.rules import Estatus

pytestmark = pytest.mark.django_db


def test_home_offers_the_app_the_account_and_the_receipt(client: Client) -> None:
    texto = client.get("/").content.decode()

    assert all(destino in texto for destino in ('"/app/"', '"/captacion/"', '"/comprobante/"'))


@pytest.mark.parametrize(
    "destino", ["/captacion/", "/comprobante/", "/entrar/", "/oficial/entrar/"]
)
def test_what_home_leads_to_exists(destino: str) -> None:
    assert resolve(destino)


@pytest.mark.parametrize("etapa", ETAPAS, ids=lambda etapa: etapa.nombre)
def test_every_stage_has_its_page(etapa: object) -> None:
    assert reverse(etapa.vista)  # type: ignore[attr-defined]


def test_olga_sees_the_mesa_and_no_padron(client: Client, olga: Cuenta) -> None:
    client.force_login(olga)

    texto = client.get("/").content.decode()

    assert 'href="/mesa/"' in texto
    assert 'href="/padron/"' not in texto


def test_the_bar_says_who_and_of_which_authority(client: Client, olga: Cuenta) -> None:
    client.force_login(olga)

    texto = client.get("/").content.decode()

    assert ">Olga</a></strong> · Operación de la Mesa de Control · IEEPCO" in texto


@pytest.mark.parametrize("codigo", sorted(CATALOGADOS))
def test_every_refusal_has_a_page(client: Client, codigo: str) -> None:
    texto = client.get(f"/rechazos/{codigo}").content.decode()

    assert CATALOGADOS[codigo].que_hacer in texto.replace("&#x27;", "'")


@pytest.mark.parametrize(("quien", "inicio"), [("olga", "/mesa/"), ("irma", "/procesos/")])
def test_the_mark_leads_officials_to_their_work(
    rf: RequestFactory,
    settings: Settings,
    request: pytest.FixtureRequest,
    quien: str,
    inicio: str,
) -> None:
    settings.OFICIAL = True
    peticion = rf.get("/x")
    peticion.user = request.getfixturevalue(quien)

    assert Pagina(peticion).inicio == inicio


@pytest.mark.parametrize("falla", [views.FALLA_400, views.FALLA_403, views.FALLA_404])
def test_an_error_says_what_why_and_what_now(rf: RequestFactory, falla: views.Falla) -> None:
    vista = {400: views.error_400, 403: views.error_403, 404: views.error_404}[falla.estado]

    respuesta = vista(rf.get("/x"), Exception())

    assert respuesta.status_code == falla.estado
    assert all(
        linea in respuesta.content.decode()
        for linea in (falla.titulo, falla.por_que, falla.que_hacer)
    )


def test_an_error_of_the_api_is_problem_json(rf: RequestFactory) -> None:
    respuesta = views.error_404(rf.get("/api/v1/nada"), Exception())

    assert respuesta["Content-Type"] == "application/problem+json"


def test_the_page_of_500_asks_nothing_of_the_database(
    rf: RequestFactory, django_assert_num_queries: Callable[[int], object]
) -> None:
    with django_assert_num_queries(0):  # type: ignore[attr-defined]
        respuesta = views.error_500(rf.get("/x"))

    assert respuesta.status_code == 500
    assert "Nada de lo ya recibido se perdió" in respuesta.content.decode()


def test_a_stale_form_is_explained(olga: Cuenta) -> None:
    estricto = Client(enforce_csrf_checks=True)
    estricto.force_login(olga)

    respuesta = estricto.post("/mesa/tomar/")

    assert respuesta.status_code == 403
    assert "estuvo abierta demasiado tiempo" in respuesta.content.decode()


def test_nothing_inline_and_nothing_from_elsewhere_is_allowed(client: Client) -> None:
    politica = client.get("/")["Content-Security-Policy"]

    assert "default-src 'self'" in politica
    assert "frame-ancestors 'none'" in politica
    assert not any(mala in politica for mala in ("unsafe-inline", "unsafe-eval", "https:", "*"))


def test_only_the_app_may_compile_wasm(client: Client) -> None:
    assert "'wasm-unsafe-eval'" in client.get("/app/")["Content-Security-Policy"]


def test_the_camera_is_of_this_origin_alone(client: Client) -> None:
    permisos = client.get("/")["Permissions-Policy"]

    assert "camera=(self)" in permisos
    assert "geolocation=(self)" in permisos


@pytest.mark.parametrize("tema", ["claro", "oscuro"])
def test_the_chosen_mode_is_painted_from_the_first_byte(client: Client, tema: str) -> None:
    client.cookies["tema"] = tema

    assert f'data-tema="{tema}"' in client.get("/").content.decode()


def test_an_invented_mode_is_not_written_in_the_page(client: Client) -> None:
    client.cookies["tema"] = '"><script>'

    assert "data-tema" not in client.get("/").content.decode()


def _pintar(plantilla: str, **contexto: object) -> str:
    return Template("{% load componentes %}" + plantilla).render(Context(contexto))


def test_an_instant_is_said_in_hora_centro() -> None:
    texto = _pintar("{% fecha m %}", m=datetime(2026, 11, 23, 20, 5, tzinfo=UTC))

    assert "23 de noviembre de 2026, 14:05 (hora Centro)" in texto


def test_a_day_has_no_hour() -> None:
    assert ">23 de noviembre de 2026<" in _pintar("{% fecha m %}", m=date(2026, 11, 23))


def test_thousands_have_commas() -> None:
    assert "1,204,567" in _pintar("{% cifra n %}", n=1204567)


@pytest.mark.parametrize("estatus", list(Estatus))
def test_every_estatus_has_a_word_and_a_shape(estatus: Estatus) -> None:
    texto = _pintar("{% estatus e %}", e=estatus.value)

    assert "<path" in texto
    assert texto.split("</svg>")[1].removesuffix("</span>\n").strip()


def test_the_next_deadline_is_the_first_that_has_not_passed() -> None:
    inicio, fin = datetime(2026, 11, 1, 6, tzinfo=UTC), datetime(2026, 12, 1, 6, tzinfo=UTC)
    todos = de_periodo(inicio=inicio, fin=fin)

    dichos = [
        getattr(proximo(todos, datetime(2026, mes, dia, 12, tzinfo=UTC)), "que", None)
        for mes, dia in ((10, 1), (11, 15), (12, 1), (12, 3))
    ]

    assert dichos == ["Inicia la captación", "Cierra la captación", "Cierra el envío", None]


CARTA = """From: avisos@rubrica.test
To: citlali@correo.test
Subject: =?utf-8?q?Alta_de_persona_auxiliar?=
Date: Mon, 23 Nov 2026 14:05:00 -0600
Content-Type: text/html; charset=utf-8

<script>alert(1)</script> https://rubrica.test/app/#alta=abc
"""


@pytest.fixture
def buzon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BUZON_DIR", str(tmp_path))
    (tmp_path / "0001-000001.eml").write_text(CARTA)
    return tmp_path


def test_the_mailbox_lists_what_was_sent(client: Client, buzon: Path) -> None:
    assert "Alta de persona auxiliar" in client.get("/demo/buzon/").content.decode()


def test_the_mailbox_of_another_person_is_apart(client: Client, buzon: Path) -> None:
    texto = client.get("/demo/buzon/", {"para": "ramiro@"}).content.decode()

    assert "No hay correos" in texto


def test_a_letter_is_shown_as_text_never_as_html(client: Client, buzon: Path) -> None:
    texto = client.get("/demo/buzon/0001-000001/").content.decode()

    assert "&lt;script&gt;alert(1)" in texto
    assert 'href="https://rubrica.test/app/#alta=abc"' in texto


def test_no_other_file_is_a_letter(client: Client, buzon: Path) -> None:
    assert client.get("/demo/buzon/no-esta/").status_code == 404


def test_the_demo_lists_its_people(client: Client) -> None:
    assert "olga@opl.test" in client.get("/demo/").content.decode()


PLANTILLAS = sorted(Path(__file__).parents[2].rglob("templates/**/*.html"))
BLOQUE = re.compile(r"{% block (\w+) %}|{% endblock %}")


def por_bloques(texto: str) -> dict[str, str]:
    """Return what each block of a template says, those inside it apart."""
    abiertos: list[str] = []
    dichos: dict[str, str] = defaultdict(str)
    desde = 0
    for marca in BLOQUE.finditer(texto):
        if abiertos:
            dichos[abiertos[-1]] += texto[desde : marca.start()]
        desde = marca.end()
        if nombre := marca.group(1):
            abiertos.append(nombre)
        elif abiertos:
            abiertos.pop()
    return dichos


@pytest.mark.parametrize("plantilla", PLANTILLAS, ids=lambda p: p.name)
def test_no_block_names_an_address_that_only_another_block_made(plantilla: Path) -> None:
    """What a block makes with `as` ends with it: used in another it is an empty link."""
    bloques = por_bloques(plantilla.read_text("utf-8"))
    hechas = {b: set(re.findall(r"{% url [^%]* as (\w+) %}", t)) for b, t in bloques.items()}

    vacias = [
        (nombre, otro)
        for bloque, nombres in hechas.items()
        for nombre in nombres
        for otro, texto in bloques.items()
        if otro != bloque and nombre not in hechas[otro] and _usa(texto, nombre)
    ]

    assert vacias == []


def _usa(texto: str, nombre: str) -> bool:
    return bool(re.search(rf"\{{\{{ {nombre}\b|={nombre}\b", texto))
