"""What the promovente and its officials read, and who does not (ET 2.1 b, 2.2)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from rubrica.auxiliares.models import Auxiliar
from rubrica.auxiliares.tests import escenas
from rubrica.cifras.tests.conftest import MOMENTO, abrir, cliente, revisar
from rubrica.cuentas.models import Cuenta
from rubrica.padron.models import Corte
from rubrica.procesos.models import Proceso
from rubrica.registros import services
from rubrica.registros.clases import INCONSISTENCIAS
from rubrica.registros.models import Registro
from rubrica.registros.tests.conftest import recibir

pytestmark = pytest.mark.django_db
CASA = "/cifras/OAX26/"
PAGINAS = ("", "dispersion/", "municipios/", "auxiliares/", "registros/")
ARCHIVOS = ("exportar/dias.csv", "exportar/municipios.xlsx", "exportar/registros.csv")


def texto_de(client: Client, ruta: str) -> str:
    """What a page says, without its tags."""
    respuesta = client.get(ruta)
    assert respuesta.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", respuesta.content.decode()).split())


@pytest.mark.numeral("ET 2.1 b", "ET 2.2", "ET 10.7")
def test_pilar_reads_the_account_and_it_balances(poblado: Proceso, pilar: Cuenta) -> None:
    pagina = texto_de(cliente(pilar), CASA)

    assert "informativo y preliminar" in pagina
    assert "La cuenta cuadra: 14 = 9 + 1 + 2 + 1 + 1 ." in pagina
    for dicho in ("12 de noviembre de 2026", "Firma no válida: símbolo distinto", "ET 3.4",
                  "En Padrón Electoral, no en Lista Nominal", "Datos no encontrados"):  # fmt: skip
        assert dicho in pagina


@pytest.mark.numeral("ET 2.2")
@pytest.mark.parametrize("pagina", PAGINAS)
def test_every_page_says_what_its_figures_are_and_of_when(
    poblado: Proceso, pilar: Cuenta, pagina: str
) -> None:
    dicho = texto_de(cliente(pilar), CASA + pagina)

    assert "Información de carácter informativo y preliminar" in dicho
    assert re.search(r"Cifras al \d+ de \w+ de 20\d\d, \d\d:\d\d \(hora Centro\)", dicho)


@pytest.mark.numeral("ET 2.2", "ET 10.7")
def test_it_says_how_many_are_missing_and_in_how_many_municipios(
    poblado: Proceso, pilar: Cuenta
) -> None:
    """48 of 480 are needed; 8 count (one more is only in the padrón). 002 has its 4 of 40."""
    pagina = texto_de(cliente(pilar), f"{CASA}dispersion/")

    assert "Faltan 40 apoyos en total; faltan 3 apoyos en 1 municipio." in pagina
    assert "Distrito 1 1 de 3" in pagina
    assert "Abejones 1 De uno a dos tercios 100 10 4 6" in pagina
    assert "Sin personas en la Lista Nominal 0 0 0 0" in pagina


def test_without_an_active_cut_it_says_that_nothing_can_be_measured(
    proceso: Proceso, pilar: Cuenta
) -> None:
    assert "Todavía no hay un corte" in texto_de(cliente(pilar), f"{CASA}dispersion/")
    assert "Todavía no llega ningún registro" in texto_de(cliente(pilar), CASA)


def test_the_cut_is_the_one_of_the_first_day_and_not_a_later_one(
    poblado: Proceso, cargado: Corte, pilar: Cuenta
) -> None:
    Corte.objects.create(
        fecha=cargado.fecha + timedelta(days=30), estado="ACTIVO", cargado_por="irma",
        cargado_en=MOMENTO, activado_por="ines", activado_en=MOMENTO,
    )  # fmt: skip

    assert "Lista Nominal al 31 de octubre de 2026" in texto_de(cliente(pilar), CASA)


@pytest.mark.numeral("ET 2.1 b")
def test_each_auxiliar_has_its_account_and_what_came_without_one_too(
    poblado: Proceso, abel: Auxiliar, pilar: Cuenta
) -> None:
    pagina = texto_de(cliente(pilar), f"{CASA}auxiliares/")

    assert "Sin persona auxiliar 1 0 0 0 1 0" in pagina
    assert f"{abel.numero} 13 9 1 2 0 1" in pagina
    assert "Total 14 9 1 2 1 1" in pagina


def test_the_auxiliares_go_on_in_another_page(
    poblado: Proceso, pilar: Cuenta, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rubrica.cifras.views.POR_HOJA", 2)
    otros = [
        escenas.auxiliar_de(poblado, escenas.con_correo(f"a{n}@ejemplo.test")) for n in range(2)
    ]
    pagina = cliente(pilar).get(f"{CASA}auxiliares/").content.decode()
    siguiente = re.search(r'href="(\?despues=[^"]+)" rel="next"', pagina)
    assert siguiente

    segunda = texto_de(cliente(pilar), f"{CASA}auxiliares/{siguiente[1]}")

    assert otros[0].numero not in segunda
    assert f"{otros[1].numero} 0 0 0 0 0 0" in segunda
    assert "Sin persona auxiliar 1" not in segunda


def test_a_municipio_is_called_by_its_name_and_its_name_is_only_text(
    poblado: Proceso, pilar: Cuenta
) -> None:
    pagina = cliente(pilar).get(f"{CASA}municipios/").content.decode()

    assert "Ánimas &lt;Trujano&gt;" in pagina
    assert "<Trujano>" not in cliente(pilar).get(f"{CASA}dispersion/").content.decode()
    assert "Por determinar" in pagina


@pytest.mark.parametrize(
    ("consulta", "nombres"),
    [
        ("busca=animas", ["Ánimas <Trujano>"]),
        ("busca=nadie+se+llama+asi", []),
        ("orden=recibidos", ["Abejones", "=CMD|Acatlán"]),
    ],
)
def test_a_municipio_is_found_by_its_name_and_the_busiest_come_first(
    poblado: Proceso, pilar: Cuenta, consulta: str, nombres: list[str]
) -> None:
    pagina = cliente(pilar).get(f"{CASA}municipios/?{consulta}")

    assert [str(fila[0]) for fila in pagina.context["tabla"].filas][: len(nombres) or 1] == nombres
    assert ("Ningún municipio se llama así" in pagina.content.decode()) == (not nombres)


def test_the_municipios_go_on_in_another_page_and_the_total_is_of_all(
    poblado: Proceso, pilar: Cuenta, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rubrica.cifras.views.POR_HOJA_DE_MUNICIPIOS", 1)

    una, otra = (
        cliente(pilar).get(f"{CASA}municipios/?pagina={n}").context["tabla"] for n in (1, 2)
    )

    assert una.filas != otra.filas
    assert una.total == otra.total


@pytest.mark.numeral("ET 2.2")
def test_each_record_shows_its_inconsistency_and_its_situacion_and_not_whose_it_is(
    poblado: Proceso, pilar: Cuenta
) -> None:
    con_cruz = Registro.objects.get(inciso="j")

    pagina = texto_de(cliente(pilar), f"{CASA}registros/?inconsistencia=ET+10.3+j")

    assert f"{con_cruz.folio} 12 de noviembre de 2026, 12:00 (hora Centro)" in pagina
    assert "Con inconsistencia Firma no válida: símbolo distinto (ET 10.3 j)" in pagina
    assert len(re.findall(r"OAX26-\d+-\d-\d+-\w+", pagina)) == 1
    assert "una cruz" not in pagina


@pytest.mark.numeral("ET 2.2", "ET 10.4")
def test_what_another_cut_answered_is_told_to_be_provisional(
    poblado: Proceso, pilar: Cuenta
) -> None:
    Corte.objects.update(fecha=date(2026, 9, 30))  # these of November answer to the one of October
    con_cruz = Registro.objects.get(inciso="j")
    Registro.objects.filter(pk=con_cruz.pk).update(corte=str(Corte.objects.get().pk))

    pagina = texto_de(cliente(pilar), f"{CASA}registros/?inconsistencia=ET+10.3+j")

    assert "(provisional: se vuelve a consultar con el corte de su mes)" in pagina


FILTROS: dict[str, Callable[[Registro], bool]] = {
    "clase=b": lambda r: r.estatus == "PARA_COMPULSA",
    "clase=c": lambda r: r.estatus == "DUPLICADO",
    "clase=f": lambda r: r.estatus == "RECIBIDO",
    "situacion=padron": lambda r: r.situacion == "padron",
    "situacion=por_determinar": lambda r: r.situacion == "",
    "inconsistencia=ET+3.4": lambda r: r.regla == "ET 3.4",
    "inconsistencia=ET+8.5+a": lambda r: False,
    "auxiliar=0": lambda r: r.auxiliar == 0,
    "dia=2026-11-13": lambda r: r.dia.day == 13,
    "clase=b&dia=2026-11-14": lambda r: r.estatus == "PARA_COMPULSA" and r.dia.day == 14,
}


@pytest.mark.numeral("ET 2.2")
@pytest.mark.parametrize("filtro", FILTROS)
def test_the_list_shows_what_is_looked_for_and_nothing_else(
    poblado: Proceso, pilar: Cuenta, filtro: str
) -> None:
    esperados = {r.folio for r in Registro.objects.all() if FILTROS[filtro](r)}

    pagina = texto_de(cliente(pilar), f"{CASA}registros/?{filtro}")

    assert set(re.findall(r"OAX26-\d+-\d-\d+-\w+", pagina)) == esperados


def test_the_list_is_walked_page_by_page_without_losing_or_repeating_any(
    poblado: Proceso, pilar: Cuenta, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Several came in the same instant: the key tells them apart."""
    monkeypatch.setattr("rubrica.cifras.views.POR_HOJA", 3)
    vistos: list[str] = []
    siguiente = "?"

    while siguiente:
        pagina = cliente(pilar).get(f"{CASA}registros/{siguiente}").content.decode()
        vistos += re.findall(r'class="folio">([^<]+)<', pagina)
        hallado = re.search(r'href="([^"]+)" rel="next"', pagina)
        siguiente = hallado[1].replace("&amp;", "&") if hallado else ""

    en_orden = Registro.objects.order_by("-recibido_en", "-id").values_list("folio", flat=True)
    assert vistos == list(en_orden)


def test_a_filter_badly_written_says_so_and_a_foreign_folio_is_no_place(
    poblado: Proceso, pilar: Cuenta
) -> None:
    lista = f"{CASA}registros/"

    assert cliente(pilar).get(f"{lista}?auxiliar=9999").status_code == 422
    assert cliente(pilar).get(f"{lista}?dia=ayer").status_code == 422
    assert cliente(pilar).get(f"{lista}?despues=JAL26-0001-1-00001-AAA").status_code == 404


@pytest.mark.numeral("ET 2.1 b")
@pytest.mark.parametrize("pagina", [*PAGINAS, *ARCHIVOS])
def test_ramiro_does_not_even_learn_that_it_is_there(
    poblado: Proceso, ramiro: Cuenta, pagina: str
) -> None:
    assert cliente(ramiro).get(CASA + pagina).status_code == 404
    assert cliente(ramiro).get(f"/cifras/NADA1/{pagina}").status_code == 404
    assert Client().get(CASA + pagina).status_code == 302


@pytest.mark.parametrize("pagina", PAGINAS)
def test_the_officials_of_the_process_see_the_same_figures(
    poblado: Proceso, pilar: Cuenta, ada: Cuenta, irma: Cuenta, pagina: str
) -> None:
    def cifras(cuenta: Cuenta, casa: str) -> list[str]:
        principal = cliente(cuenta).get(casa + pagina).content.decode().split("<main")[1]
        return re.findall(r'class="cifra">([\d,]+)', principal)

    de_pilar = cifras(pilar, CASA)

    for oficial in (ada, irma):
        assert cifras(oficial, "/procesos/OAX26/cifras/") == de_pilar


@pytest.mark.parametrize("pagina", [*PAGINAS, *ARCHIVOS])
def test_officials_of_another_process_and_operators_are_kept_out(
    poblado: Proceso, reparto: object, olga: Cuenta, renata: Cuenta, pagina: str
) -> None:
    from rubrica.cuentas.rules import Rol

    ajena = reparto("Alba", Rol.OPL_ADMINISTRADOR, proceso="JAL26", autoridad="IEPC")  # type: ignore[operator]
    casa = "/procesos/OAX26/cifras/"

    assert cliente(ajena).get(casa + pagina).status_code == 404
    assert cliente(olga).get(casa + pagina).status_code == 403
    assert cliente(renata).get(casa + pagina).status_code == 403


def test_who_has_one_process_goes_to_it_and_its_officials_find_it_in_the_mechanism(
    poblado: Proceso, pilar: Cuenta, susana: Cuenta, olga: Cuenta
) -> None:
    assert cliente(pilar).get("/cifras/").headers["Location"] == CASA
    de_susana = cliente(susana).get("/procesos/OAX26/").content.decode()
    assert 'href="/procesos/OAX26/cifras/"' in de_susana
    assert "/cifras/" not in cliente(olga).get("/procesos/OAX26/").content.decode()


def test_every_inconsistency_that_a_record_may_have_has_its_words(poblado: Proceso) -> None:
    for registro in Registro.objects.exclude(inciso="", regla=""):
        assert INCONSISTENCIAS[registro.inconsistencia]


def test_what_the_roller_has_not_folded_yet_is_in_the_figures(
    poblado: Proceso, abel: Auxiliar, pilar: Cuenta
) -> None:
    nuevo = recibir(recibido_en=MOMENTO, auxiliar=abel.pk, promovente=poblado.promovente_id)
    abrir(nuevo, municipio="001")
    revisar(nuevo)

    antes = texto_de(cliente(pilar), CASA)
    services.rodar()

    assert "15 = 10 + 1 + 2 + 1 + 1" in antes
    assert "15 = 10 + 1 + 2 + 1 + 1" in texto_de(cliente(pilar), CASA)
    assert "Faltan 39 apoyos en total" in antes
