"""The spine: twelve supports, from a credential before a camera to the account that balances.

Luz and José Luis capture without network; one phone dies in the middle; an upload is cut; one
record comes 25 hours late. Olga reviews by keyboard. Each chapter is a fixture that acts and notes
what it saw; the tests say what must be true of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from email.message import EmailMessage
from itertools import permutations
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from rubrica.ficticio.optica import Imagen
from rubrica.ficticio.padron import Padron, Persona
from rubrica.ficticio.receta import Receta
from tests.stories import rastros
from tests.stories.casa import Casa, Trozo, hasta
from tests.stories.mesa import FOTOGRAFIAS, Escritorio
from tests.stories.telefono import Ciudadano, Comprobante, TelefonoDeNavegador

pytestmark = [pytest.mark.story, pytest.mark.timeout(400)]
LUZ, JOSE = "luz", "josé"
FOTOCOPIA, REPETIDA, TARDIA = 4, 5, 11
MISMA_IMAGEN, MISMA_FIRMA = 0.8, 0.9
SIN_NADA, VISTA_UNA_COPIA = ("Enter",), ("e", "1", "Enter")


@dataclass(frozen=True, kw_only=True)
class Apoyo:
    """One support that was captured: of whom, and what the citizen photographed."""

    ciudadano: Ciudadano
    comprobante: Comprobante
    auxiliar: str


@dataclass(kw_only=True)
class Elenco:
    """Who takes part. ciudadanos: the twelve hands that hold out a credential, in order."""

    casa: Casa
    luz: TelefonoDeNavegador
    jose: TelefonoDeNavegador
    ciudadanos: list[Ciudadano]
    apoyos: list[Apoyo] = field(default_factory=list)

    def captar(self, telefono: TelefonoDeNavegador, *cuales: int) -> None:
        """Those of the twelve give their support through that phone."""
        correo = self.casa.auxiliar(LUZ if telefono is self.luz else JOSE).correo
        for n in cuales:
            ciudadano = self.ciudadanos[n]
            comprobante = telefono.captar(ciudadano)
            self.apoyos.append(Apoyo(ciudadano=ciudadano, comprobante=comprobante, auxiliar=correo))

    def datos_personales(self) -> list[str]:
        return [dato for c in self.ciudadanos for dato in c.datos_personales()]

    def rastros(self, telefono: TelefonoDeNavegador) -> list[str]:
        """Return every photograph and every datum of a person on the disk of that phone."""
        perfil = telefono.perfil
        return rastros.imagenes_en(perfil) + rastros.textos_en(perfil, self.datos_personales())


def _personas(padron: Padron) -> list[Persona]:
    """Return eleven people of the lista nominal."""
    todas = (padron.persona(n) for n in range(0, padron.filas, padron.filas // 40))
    return [p for p in todas if p.situacion == "lista_nominal" and p.entidad == "20"][:11]


def _ciudadanos(padron: Padron) -> list[Ciudadano]:
    """Return the twelve: the fifth brings a photocopy, the eleventh is the sixth again."""
    personas = _personas(padron)
    personas.insert(10, personas[REPETIDA])
    return [
        Ciudadano.con(
            persona,
            Receta(toma=f"historia {n}", truco="fotocopia" if n == FOTOCOPIA else "ninguno"),
        )
        for n, persona in enumerate(personas)
    ]


@pytest.fixture(scope="module")
def elenco(
    casa: Casa, playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Elenco]:
    """Two auxiliares enrolled, each on a phone (ET 4.4 to 4.6)."""
    carpeta = tmp_path_factory.mktemp("telefonos")
    luz, jose = (_enrolado(casa, playwright, carpeta, papel) for papel in (LUZ, JOSE))
    yield Elenco(casa=casa, luz=luz, jose=jose, ciudadanos=_ciudadanos(casa.padron))
    for telefono in (luz, jose):
        telefono.apagar()
    casa.como_nueva()


def _enrolado(casa: Casa, playwright: Playwright, carpeta: Path, papel: str) -> TelefonoDeNavegador:
    auxiliar = casa.auxiliar(papel)
    telefono = TelefonoDeNavegador(playwright, carpeta / auxiliar.numero, casa.origen)
    (correo,) = casa.correos(auxiliar.correo, "Su alta como auxiliar")
    telefono.enrolar(casa.enlace(correo), casa.lector_de_codigo(auxiliar.correo))
    telefono.captar_lo_propio(Ciudadano.con(*auxiliar.alta()))
    return telefono


# ---- Without network


@dataclass(frozen=True, kw_only=True)
class SinRed:
    """What was seen while nobody listened. Counters are (en este teléfono, enviados, con acuse)."""

    antes_de_morir: tuple[int, int, int]
    rastros_al_morir: list[str]
    folios_al_morir: list[str]
    al_revivir: tuple[int, int, int]
    almacen_al_revivir: dict[str, int]
    al_final: list[tuple[int, int, int]]


@pytest.fixture(scope="module")
def sin_red(elenco: Elenco) -> SinRed:
    """Eleven supports; the browser of Luz is killed with the fourth in the hands."""
    casa, luz, jose = elenco.casa, elenco.luz, elenco.jose
    for telefono in (luz, jose):
        telefono.quitar_la_red()
    casa.cerrar()
    casa.matar("recepcion")
    luz.entrar()
    elenco.captar(luz, 0, 1, 2)
    antes = _contadores(luz)
    luz.entrar()
    luz.empezar(elenco.ciudadanos[3])
    luz.en("captura-manifiesto")
    luz.matar()
    huellas = elenco.rastros(luz)
    folios = rastros.textos_en(luz.perfil, [a.comprobante.folio for a in elenco.apoyos])
    luz.encender()
    luz.abrir_app()
    luz.en("inicio")
    al_revivir, almacen = luz.contadores(), luz.almacen()
    luz.entrar()
    elenco.captar(luz, 3, FOTOCOPIA, REPETIDA)
    jose.entrar()
    elenco.captar(jose, 6, 7, 8, 9, 10)
    return SinRed(
        antes_de_morir=antes,
        rastros_al_morir=huellas,
        folios_al_morir=folios,
        al_revivir=al_revivir,
        almacen_al_revivir=almacen,
        al_final=[_contadores(t) for t in (luz, jose)],
    )


def _contadores(telefono: TelefonoDeNavegador) -> tuple[int, int, int]:
    telefono.ir("inicio")
    return telefono.contadores()


@pytest.mark.numeral("ET 5.2", "ET 5.13")
def test_captures_without_network_are_kept_and_counted_on_the_phone(sin_red: SinRed) -> None:
    assert sin_red.antes_de_morir == (3, 0, 0)
    assert sin_red.al_final == [(6, 0, 0), (5, 0, 0)]


@pytest.mark.numeral("ET 5.13")
def test_a_browser_killed_in_the_middle_of_a_capture_leaves_nothing_of_it(sin_red: SinRed) -> None:
    assert sin_red.rastros_al_morir == []
    assert len(sin_red.folios_al_morir) == 3  # the same search does find what is there


def test_what_was_sealed_before_the_kill_is_all_there(sin_red: SinRed) -> None:
    assert sin_red.al_revivir == (3, 0, 0)
    assert sin_red.almacen_al_revivir == {"bovedas": 1, "registros": 4, "paquetes": 3, "opfs": 0}


def test_each_support_has_its_own_folio(sin_red: SinRed, elenco: Elenco) -> None:
    folios = [a.comprobante.folio for a in elenco.apoyos]
    assert len(set(folios)) == len(folios) >= 11


# ---- The network comes back


@dataclass(frozen=True, kw_only=True)
class Enviado:
    """What was seen while sending. cuentas: the public account after each step."""

    al_cortarse: tuple[int, int, int]
    negativa: str
    trozos: list[Trozo]
    al_terminar: list[tuple[int, int, int]]
    almacenes: list[dict[str, int]]
    cuentas: list[dict[str, int]]


@pytest.fixture(scope="module")
def enviado(sin_red: SinRed, elenco: Elenco) -> Enviado:
    """Both send; recepción is killed between two pieces of the first record."""
    casa, luz, jose = elenco.casa, elenco.luz, elenco.jose
    casa.abrir()
    casa.revivir("recepcion")
    desde = len(casa.puerta.trozos)
    casa.puerta.desastre = lambda: casa.matar("recepcion")
    luz.ir("envio")
    luz.devolver_la_red()
    hasta(lambda: luz.nada_espera() or casa.puerta.desastre is None, "se corta un envío")
    negativa, al_cortarse = luz.negada("servidor-ocupado"), luz.contadores()
    cuentas = [casa.cuenta()]
    casa.revivir("recepcion")
    al_terminar = []
    for telefono in (luz, jose):
        telefono.devolver_la_red()
        telefono.enviar()
        al_terminar.append(telefono.contadores())
        cuentas.append(casa.cuenta())
    return Enviado(
        al_cortarse=al_cortarse,
        negativa=negativa,
        trozos=casa.puerta.trozos[desde:],
        al_terminar=al_terminar,
        almacenes=[t.almacen() for t in (luz, jose)],
        cuentas=cuentas,
    )


@pytest.mark.numeral("ET 6.2")
def test_an_upload_cut_in_the_middle_goes_on_where_it_was(enviado: Enviado) -> None:
    cortado = enviado.trozos[0].registro
    suyos = [t for t in enviado.trozos if t.registro == cortado]
    primero, truncado, siguiente = suyos[:3]
    assert (primero.desde, primero.status, truncado.status) == (0, 204, 503)
    assert siguiente.desde == truncado.desde > 0
    assert suyos[-1].status == 201


def test_a_cut_upload_is_not_counted_as_sent(enviado: Enviado) -> None:
    assert enviado.al_cortarse == (6, 0, 0)
    assert "El servidor no pudo atender ahora." in enviado.negativa
    assert enviado.cuentas[0]["a"] == 0


@pytest.mark.numeral("ET 6.5")
def test_with_every_acuse_the_phones_keep_no_paquete(enviado: Enviado) -> None:
    assert enviado.al_terminar == [(0, 0, 6), (0, 0, 5)]
    assert [a["paquetes"] for a in enviado.almacenes] == [0, 0]


# ---- Twenty-five hours late


@dataclass(frozen=True, kw_only=True)
class Tarde:
    """What José Luis saw when the last one came too late."""

    contadores: tuple[int, int, int]
    pantalla: str
    almacen: dict[str, int]
    cuenta: dict[str, int]
    rastros: list[str]


@pytest.fixture(scope="module")
def tarde(enviado: Enviado, elenco: Elenco) -> Tarde:
    """The twelfth is captured in time, and meets the door 25 hours after the period's end."""
    casa, jose = elenco.casa, elenco.jose
    jose.quitar_la_red()
    jose.ir("inicio")
    jose.entrar()
    elenco.captar(jose, TARDIA)
    jose.ir("envio")
    with casa.a_la_hora(casa.fin() + timedelta(hours=25)):
        jose.devolver_la_red()
        pantalla = jose.no_recibido()
    return Tarde(
        contadores=jose.contadores(),
        pantalla=pantalla,
        almacen=jose.almacen(),
        cuenta=casa.cuenta(),
        rastros=elenco.rastros(jose),
    )


@pytest.mark.numeral("ET 6.6")
def test_a_record_25_hours_late_is_refused_and_stays_sealed_with_what_to_do(
    tarde: Tarde, elenco: Elenco
) -> None:
    assert elenco.apoyos[TARDIA].comprobante.folio in tarde.pantalla
    assert "24 horas" in tarde.pantalla
    assert "Qué hacer:" in tarde.pantalla
    assert tarde.contadores == (0, 0, 5)
    assert tarde.almacen["paquetes"] == 1
    assert tarde.cuenta["a"] == 11


def test_the_late_one_cannot_be_read_on_the_phone_either(tarde: Tarde) -> None:
    assert tarde.rastros == []


# ---- Opened by the worker, acknowledged by e-mail, reviewed by Olga


@dataclass(frozen=True, kw_only=True)
class Visto:
    """One record on the desk of Olga."""

    folio: str
    texto: str
    imagenes: dict[str, Imagen]


@dataclass(frozen=True, kw_only=True)
class Revisado:
    """The review from the first record to the last, and the account before and after each."""

    vistos: list[Visto]
    cuentas: list[dict[str, int]]
    final: dict[str, int]


@pytest.fixture(scope="module")
def revisado(tarde: Tarde, elenco: Elenco, playwright: Playwright) -> Iterator[Revisado]:
    """Olga goes through all of them without touching the mouse."""
    casa = elenco.casa
    hasta(lambda: casa.cuenta()["e"] == 11, "el worker abre los once")
    mesa = Escritorio(playwright, casa.origen)
    mesa.entrar("olga@opl.test")
    mesa.empezar()
    vistos: list[Visto] = []
    cuentas, quedan = [casa.cuenta()], True
    while quedan:
        visto = Visto(folio=mesa.folio(), texto=mesa.texto(), imagenes=mesa.imagenes())
        vistos.append(visto)
        quedan = mesa.dictaminar(VISTA_UNA_COPIA if _es_copia(elenco, visto) else SIN_NADA)
        cuentas.append(casa.cuenta())
    hasta(lambda: casa.cuenta()["e"] == 0, "se guarda el último dictamen")
    yield Revisado(vistos=vistos, cuentas=cuentas, final=casa.cuenta())
    mesa.cerrar()


def _es_copia(elenco: Elenco, visto: Visto) -> bool:
    return visto.folio == elenco.apoyos[FOTOCOPIA].comprobante.folio


@pytest.mark.numeral("ET 10.3")
def test_every_record_received_reaches_the_mesa_once(revisado: Revisado, elenco: Elenco) -> None:
    llegaron = {a.comprobante.folio for a in elenco.apoyos[:TARDIA]}
    assert len(revisado.vistos) == 11
    assert {v.folio for v in revisado.vistos} == llegaron


@pytest.mark.numeral("ET 10.7")
def test_the_account_balances_at_every_step_and_ends_as_it_must(
    revisado: Revisado, enviado: Enviado, tarde: Tarde
) -> None:
    for cuenta in (*enviado.cuentas, tarde.cuenta, *revisado.cuentas, revisado.final):
        assert cuenta["a"] == sum(cuenta[clase] for clase in "bcdef")
    assert [c["a"] for c in enviado.cuentas] == [0, 6, 11]
    assert revisado.final == {"a": 11, "b": 9, "c": 1, "d": 1, "e": 0, "f": 0}


def test_no_picture_reaches_the_mesa_smaller_than_it_was_taken(revisado: Revisado) -> None:
    anchos = {(parte, v.imagenes[parte].shape[1]) for v in revisado.vistos for parte in FOTOGRAFIAS}
    assert anchos == {("anverso", 1280), ("reverso", 1280), ("rostro", 960)}


@pytest.mark.numeral("ET 10.7")
def test_the_mesa_says_that_a_person_was_already_there(revisado: Revisado, elenco: Elenco) -> None:
    primero, segundo = (elenco.apoyos[n].comprobante.folio for n in (REPETIDA, 10))
    (del_segundo,) = (v.texto for v in revisado.vistos if v.folio == segundo)
    assert f"Misma persona que {primero}" in del_segundo


def _parecidos(revisado: Revisado, elenco: Elenco, parte: str) -> dict[tuple[int, int], float]:
    """Return (captured n, shown m) → how much that picture of n is the one shown for m."""
    vistos = {v.folio: v.imagenes[parte] for v in revisado.vistos}
    mostradas = [vistos[a.comprobante.folio] for a in elenco.apoyos[:TARDIA]]
    cuadros = [a.ciudadano.cuadro(parte) for a in elenco.apoyos[:TARDIA]]
    return {
        (n, m): rastros.parecido(cuadro, mostrada)
        for n, cuadro in enumerate(cuadros)
        for m, mostrada in enumerate(mostradas)
    }


@pytest.mark.parametrize("parte", FOTOGRAFIAS)
def test_every_picture_on_the_mesa_is_the_one_the_camera_showed(
    revisado: Revisado, elenco: Elenco, parte: str
) -> None:
    parecidos = _parecidos(revisado, elenco, parte)
    for n in range(TARDIA):
        assert parecidos[n, n] > MISMA_IMAGEN
    for n, m in permutations(range(TARDIA), 2):
        assert parecidos[n, m] < MISMA_IMAGEN  # another's picture would not have passed


def test_every_signature_on_the_mesa_is_the_one_that_was_drawn(
    revisado: Revisado, elenco: Elenco
) -> None:
    vistas = {v.folio: v.imagenes["firma"] for v in revisado.vistos}
    for n, apoyo in enumerate(elenco.apoyos[:TARDIA]):
        vista = vistas[apoyo.comprobante.folio]
        alto, ancho = vista.shape[:2]
        trazadas = [a.ciudadano.firma(ancho, alto) for a in elenco.apoyos[:TARDIA]]
        parecidos = [rastros.parecido_de_firmas(trazada, vista) for trazada in trazadas]
        assert [m for m, p in enumerate(parecidos) if p > MISMA_FIRMA] == [n]


@pytest.mark.numeral("ET 6.4")
def test_the_acuse_tells_folio_cic_and_codigo_and_nothing_else_of_anybody(
    revisado: Revisado, elenco: Elenco
) -> None:
    for telefono, papel in ((elenco.luz, LUZ), (elenco.jose, JOSE)):
        correo = elenco.casa.auxiliar(papel).correo
        suyos = [a for a in elenco.apoyos[:TARDIA] if a.auxiliar == correo]
        assert telefono.perfil.exists()
        acuses = _acuses(elenco.casa, correo, suyos)
        for apoyo in suyos:
            _tells_only(acuses, apoyo)


def _acuses(casa: Casa, correo: str, apoyos: list[Apoyo]) -> str:
    """Return the text of every acuse to that account, once they name all those supports."""

    def leer() -> str:
        return "\n".join(map(_todo_el_texto, casa.correos(correo, "Acuse de recibo")))

    folios = [a.comprobante.folio for a in apoyos]
    hasta(lambda: all(f in leer() for f in folios), f"llega el acuse a {correo}", 120)
    return leer()


def _todo_el_texto(mensaje: EmailMessage) -> str:
    partes = [p for p in mensaje.walk() if p.get_content_maintype() == "text"]
    return "\n".join([*map(str, mensaje.values()), *(str(p.get_content()) for p in partes)])


def _tells_only(acuses: str, apoyo: Apoyo) -> None:
    persona = apoyo.ciudadano.persona
    assert apoyo.comprobante.codigo in acuses
    assert persona.cic in acuses or persona.ocr in acuses
    secretos = [*apoyo.ciudadano.datos_personales(), persona.materno, persona.identificador]
    dichos = [s for s in secretos if s and re.search(rf"\b{re.escape(s)}\b", acuses, re.I)]
    assert dichos == []


@pytest.mark.numeral("ET 6.5")
def test_nothing_of_anybody_is_left_on_either_phone(revisado: Revisado, elenco: Elenco) -> None:
    for telefono in (elenco.luz, elenco.jose):
        assert elenco.rastros(telefono) == []


def test_the_search_finds_what_a_careless_app_would_have_left(
    elenco: Elenco, tmp_path: Path
) -> None:
    ciudadano = elenco.ciudadanos[0]
    (tmp_path / "000003.log").write_bytes(b"\0" + ciudadano.fotos.rostro[:400])
    (tmp_path / "000004.log").write_bytes(ciudadano.persona.nombre_completo.encode("utf-16-le"))
    assert rastros.imagenes_en(tmp_path) == ["000003.log"]
    assert ciudadano.persona.nombre_completo in rastros.textos_en(
        tmp_path, ciudadano.datos_personales()
    )
