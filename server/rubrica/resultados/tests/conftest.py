"""A process of last November with its padrón, and records put where each story needs them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pyrage
import pytest
from pytest_django import Settings

from rubrica.auxiliares.tests import escenas
from rubrica.cuentas.models import Cuenta
from rubrica.padron import services as padron
from rubrica.padron.models import Corte as CorteDelPadron
from rubrica.padron.tests import conftest as personas
from rubrica.procesos.models import Proceso
from rubrica.procesos.tests.forzar import forzar
from rubrica.registros import sellos
from rubrica.registros import services as registros
from rubrica.registros.models import Registro
from rubrica.registros.rules import Acto, Dictamen
from rubrica.registros.tests.conftest import recibir
from rubrica.resultados import services
from rubrica.resultados.models import Entrega, LlaveDeEntrega
from rubrica.resultados.rules import Concluye, Parte, Tipo
from rubrica.verificacion import busqueda, rules

INICIO = datetime(2026, 11, 1, 6, tzinfo=UTC)
FIN = datetime(2026, 11, 17, 6, tzinfo=UTC)
DESPUES = datetime(2026, 11, 19, 18, tzinfo=UTC)  # a Thursday, more than 24 hours after FIN
OFICIO = {"oficio_numero": "IEEPCO/SE/0777/2026", "oficio_el": date(2026, 11, 19)}
JUAN, ANA, ELSA, LUIS = (
    "HRGRJN82050620H900", "PRXXAN01020320M400", "LPMREL50010120M300", "DZMRLS70070720H800",
)  # fmt: skip
NADIE = "ZZZZZZ82050620H900"
Poner = Callable[..., Registro]


@pytest.fixture
def proceso(pilar: Cuenta, settings: Settings, tmp_path: Path) -> Proceso:
    """A revocación de mandato, to which ET 11 applies; lista nominal and padrón count."""
    settings.BLOBS_DIR = tmp_path / "blobs"
    fila = escenas.proceso_abierto(pilar, inicio=INICIO, fin=FIN)
    forzar(tipo="revocacion_de_mandato", situaciones_que_cuentan=["lista_nominal", "padron"])
    fila.refresh_from_db()
    return fila


@pytest.fixture
def corte_del_padron(proceso: Proceso, tmp_path: Path) -> CorteDelPadron:
    """The cut of October, active: Juan and Luis in lista nominal, Ana in padrón, Elsa a baja."""
    ruta = tmp_path / "padron.csv"
    filas = (personas.ENCABEZADO, personas.JUAN, personas.ANA, personas.ELSA, personas.LUIS)
    ruta.write_text("\n".join(filas) + "\n", encoding="utf-8")
    cargado = padron.cargar(
        ruta=ruta, fecha=date(2026, 10, 31), quien="irma@ejemplo.test", momento=INICIO
    )
    return padron.activar(corte=cargado.pk, quien="ines@ejemplo.test", momento=INICIO)


@pytest.fixture
def en_mesa(corte_del_padron: CorteDelPadron) -> Poner:
    """Return a maker of records that wait in the Mesa: en_mesa(JUAN)."""

    def poner(clave: str) -> Registro:
        registro = recibir()
        pregunta = busqueda.Pregunta(
            proceso=registro.proceso,
            recibido_en=registro.recibido_en,
            leidas=rules.leidas_de({"clave": clave}),
        )
        (hallado,) = busqueda.buscar([pregunta])
        apertura = registros.Apertura(
            registro=registro, acto=Acto.TURNAR_A_MESA, persona=hallado.persona,
            municipio=hallado.municipio, situacion=hallado.situacion, causa=hallado.causa,
            corte=hallado.corte,
            datos=sellos.sellar_formulario(registro, hallado.formulario or {"clave": clave}),
        )  # fmt: skip
        registros.abrir([apertura], momento=registro.recibido_en + timedelta(minutes=1))
        return registro

    return poner


@pytest.fixture
def valido(en_mesa: Poner) -> Poner:
    """Return a maker of reviewed records: valido(JUAN), or valido(ANA, inciso="j")."""

    def poner(clave: str, *, inciso: str = "") -> Registro:
        return dictaminar(en_mesa(clave).id, inciso=inciso)

    return poner


def dictaminar(registro: UUID, *, inciso: str = "") -> Registro:
    """Olga decides on a record."""
    detalle = "una cruz" if inciso else ""
    dictamen = Dictamen(operador="olga", momento=FIN, inciso=inciso, detalle=detalle)
    return registros.dictaminar(registro=registro, dictamen=dictamen)


@pytest.fixture
def del_opl() -> pyrage.x25519.Identity:
    """The OPL's identity, which never leaves it."""
    return pyrage.x25519.Identity.generate()


@pytest.fixture
def llave_confirmada(
    proceso: Proceso, ada: Cuenta, irma: Cuenta, del_opl: pyrage.x25519.Identity
) -> LlaveDeEntrega:
    """The OPL's key, registered, and confirmed by one person of each authority."""
    fila = services.registrar_llave(
        proceso="OAX26", llave=str(del_opl.to_public()), quien=ada.pk, momento=DESPUES
    )
    ensayar(fila, del_opl, ada)
    confirmar(fila, ada, irma)
    return fila


@pytest.fixture
def llave(llave_confirmada: LlaveDeEntrega, ada: Cuenta) -> LlaveDeEntrega:
    """The same, of an OPL that notified that the Mesa concluded: nothing is missing to deliver."""
    notificar(ada, Concluye.MESA)
    return llave_confirmada


def ensayar(fila: LlaveDeEntrega, secreta: pyrage.x25519.Identity, ada: Cuenta) -> None:
    """Ada opens the test package of a key and writes what it says."""
    palabras = pyrage.decrypt(fila.ensayo.paquete.encode(), [secreta]).decode().splitlines()[-1]
    services.ensayar_llave(proceso="OAX26", respuesta=palabras, quien=ada.pk, momento=DESPUES)


def confirmar(fila: LlaveDeEntrega, ada: Cuenta, irma: Cuenta) -> None:
    """One person of each authority confirms the fingerprint of a key."""
    for parte, quien in ((Parte.OPL, ada), (Parte.DERFE, irma)):
        services.confirmar_llave(
            proceso="OAX26", huella=fila.huella, parte=parte, quien=quien.pk, momento=DESPUES
        )


def congelar(irma: Cuenta, tipo: Tipo = Tipo.PRELIMINAR, momento: datetime = DESPUES) -> int:
    """Irma freezes a cut; return its number."""
    return services.congelar(proceso="OAX26", tipo=tipo, quien=irma.pk, momento=momento).numero


def notificar(ada: Cuenta, concluye: Concluye, momento: datetime = DESPUES) -> None:
    """Ada notifies a conclusion."""
    services.notificar(proceso="OAX26", concluye=concluye, quien=ada.pk, momento=momento, **OFICIO)  # type: ignore[arg-type]


def preparada(irma: Cuenta, corte: int) -> Entrega:
    """Irma asks for the delivery of a cut and the worker seals it, here and now."""
    fila = services.solicitar_entrega(proceso="OAX26", corte=corte, quien=irma.pk, momento=DESPUES)
    services.preparar(entrega=fila.pk)
    fila.refresh_from_db()
    return fila


@pytest.fixture
def a_su_hora(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages look at the clock of that November."""
    for modulo in ("cortes", "oficios", "entregas", "descargas"):
        monkeypatch.setattr(f"rubrica.resultados.views.{modulo}.now", lambda: DESPUES)
    monkeypatch.setattr("rubrica.procesos.views_de_calendario.now", lambda: DESPUES)
