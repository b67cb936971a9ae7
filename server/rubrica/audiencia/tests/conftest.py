"""A revocación of last November, a record of each kind, and a hearing at each of its moments."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from rubrica.audiencia import queries, services
from rubrica.audiencia.cambios import Cambio, Documento
from rubrica.audiencia.models import Asunto, Sesion
from rubrica.audiencia.services import Convocatoria, Dicho, Persona
from rubrica.auxiliares.tests import escenas
from rubrica.core.rechazos import Rechazo
from rubrica.cuentas.models import Cuenta
from rubrica.mesa.tests.conftest import asomos
from rubrica.padron import services as padron
from rubrica.padron.models import Corte
from rubrica.padron.tests import conftest as personas
from rubrica.procesos.models import Proceso
from rubrica.procesos.tests.forzar import forzar
from rubrica.registros import sellos
from rubrica.registros import services as registros
from rubrica.registros.models import Registro
from rubrica.registros.rules import Acto, Dictamen, Regla
from rubrica.registros.tests.conftest import recibir
from rubrica.verificacion import busqueda, rules

__all__ = ["asomos"]
PROCESO = "OAX26"
CAPTACION = (datetime(2026, 11, 1, 6, tzinfo=UTC), datetime(2026, 11, 17, 6, tzinfo=UTC))
HOY = datetime(2026, 11, 19, 18, tzinfo=UTC)  # a Thursday, at noon
COMIENZA = datetime(2026, 11, 23, 16, tzinfo=UTC)  # a Monday, at ten
TERMINA = COMIENZA + timedelta(hours=4)
EN_LA_SALA = COMIENZA + timedelta(minutes=5)
JUAN, ANA, ELSA, LUIS = (
    "HRGRJN82050620H900", "PRXXAN01020320M400", "LPMREL50010120M300", "DZMRLS70070720H800",
)  # fmt: skip
SARA, CARLA, DORA = "SRRZSR85030320M100", "CRLZCR75040420M200", "DRNTDR65050520M300"
NADIE = "ZZZZZZ82050620H900"
_FILA = ",,{ident},{clave},00,,{apellido},MORA,{nombre},{nace},M,20,08,21,066,0066,baja,{causa},"
BAJAS = (
    _FILA.format(ident="006600000101", clave=SARA, apellido="SERRANO", nombre="SARA",
                 nace="1985-03-03", causa="suspension_de_derechos"),
    _FILA.format(ident="006600000102", clave=CARLA, apellido="CORRAL", nombre="CARLA",
                 nace="1975-04-04", causa="cancelacion_de_tramite"),
    _FILA.format(ident="006600000103", clave=DORA, apellido="DURÁN", nombre="DORA",
                 nace="1965-05-05", causa="duplicado"),
)  # fmt: skip
PDF = b"%PDF-1.4\n%%EOF\n"
Poner = Callable[..., Registro]


@pytest.fixture
def proceso(pilar: Cuenta, settings: Settings, tmp_path: Path) -> Proceso:
    """A revocación de mandato, to which ET 11 applies; the lista nominal counts."""
    settings.BLOBS_DIR = tmp_path / "blobs"
    fila = escenas.proceso_abierto(pilar, inicio=CAPTACION[0], fin=CAPTACION[1])
    forzar(tipo="revocacion_de_mandato", situaciones_que_cuentan=["lista_nominal"])
    fila.refresh_from_db()
    return fila


@pytest.fixture
def corte(proceso: Proceso, tmp_path: Path) -> Corte:
    """The cut of October: Juan and Luis in lista nominal, Ana in padrón, the others bajas."""
    filas = (personas.JUAN, personas.ANA, personas.ELSA, personas.LUIS, *BAJAS)
    return cargar_corte(tmp_path, date(2026, 10, 31), *filas)


def cargar_corte(carpeta: Path, fecha: date, *filas: str) -> Corte:
    ruta = carpeta / f"padron-{fecha}.csv"
    ruta.write_text("\n".join((personas.ENCABEZADO, *filas)) + "\n", encoding="utf-8")
    cargado = padron.cargar(ruta=ruta, fecha=fecha, quien="irma@ejemplo.test", momento=HOY)
    return padron.activar(corte=cargado.pk, quien="ines@ejemplo.test", momento=HOY)


@pytest.fixture
def poner(corte: Corte) -> Poner:
    """Return a maker of records: poner(JUAN, inciso="j"), poner(SARA), poner(LUIS, regla=…)."""

    def hacer(clave: str, *, inciso: str = "", regla: Regla | None = None) -> Registro:
        registro = recibir(regla=regla, regla_motivo="Recibido el 12, baja el 11" if regla else "")
        pregunta = busqueda.Pregunta(
            proceso=PROCESO, recibido_en=registro.recibido_en,
            leidas=rules.leidas_de({"clave": clave}),
        )  # fmt: skip
        (hallado,) = busqueda.buscar([pregunta])
        leido = {"clave": clave, "nombre": "JUANITA", "paterno": "LEÍDA"}
        apertura = registros.Apertura(
            registro=registro, persona=hallado.persona, municipio=hallado.municipio,
            acto=Acto.CLASIFICAR_POR_REGLA if regla else Acto.TURNAR_A_MESA,
            motivo=str(regla or ""), situacion=hallado.situacion, causa=hallado.causa,
            corte=hallado.corte,
            datos=sellos.sellar_formulario(registro, hallado.formulario or leido),
        )  # fmt: skip
        registros.abrir([apertura], momento=registro.recibido_en + timedelta(minutes=1))
        if not regla:
            detalle = "una cruz" if inciso else ""
            dictamen = Dictamen(operador="olga", momento=HOY, inciso=inciso, detalle=detalle)
            registros.dictaminar(registro=registro.id, dictamen=dictamen)
        registro.refresh_from_db()
        return registro

    return hacer


@pytest.fixture
def requisitos(proceso: Proceso, ada: Cuenta) -> None:
    """Ada recorded first what was agreed that a hearing needs (ET 11.5)."""
    services.acordar_requisitos(
        proceso=PROCESO, texto="Acreditar la representación.\nTraer originales.",
        con="Pilar Ejemplo", acordados_el=date(2026, 11, 18), quien=ada.pk, momento=HOY,
    )  # fmt: skip


def convocatoria(conduce: Cuenta, *operan: Cuenta, **cambios: object) -> Convocatoria:
    datos: dict[str, object] = {
        "inicio": COMIENZA, "fin": TERMINA, "sala": "Sala de sesiones", "conduce": conduce.pk,
        "operadores": [c.pk for c in operan],
        "representantes": [
            Persona(nombre="Petra Representa", calidad="Representante legal"),
            Persona(nombre="Raúl Acompaña", calidad="Autorizado"),
        ],
    }  # fmt: skip
    return Convocatoria(**{**datos, **cambios})  # type: ignore[arg-type]


@pytest.fixture
def programada(requisitos: None, susana: Cuenta, olga: Cuenta) -> Sesion:
    """Susana conducts and Olga operates; no record yet."""
    return services.programar(
        proceso=PROCESO, convocatoria=convocatoria(susana, olga), quien=susana.pk, momento=HOY
    )


def cargada(sesion: Sesion, quien: Cuenta, momento: datetime = HOY) -> Sesion:
    """Everything available is put in it, and it is notified."""
    services.cargar(sesion=sesion.pk, quien=quien.pk, momento=momento)
    return services.avisar(sesion=sesion.pk, quien=quien.pk, momento=momento)


Abierta = Callable[..., Sesion]


@pytest.fixture
def abierta(programada: Sesion, susana: Cuenta) -> Abierta:
    """Return who opens the hearing on everything that is available; Petra came, Raúl did not."""

    def abrir() -> Sesion:
        cargada(programada, susana)
        return services.abrir(
            sesion=programada.pk, asistieron=[1], quien=susana.pk, momento=EN_LA_SALA
        )

    return abrir


def asunto_de(registro: Registro) -> Asunto:
    return Asunto.objects.get(registro=registro.pk)


def guardar(registro: Registro, quien: Cuenta, *cambios: str, **dicho: object) -> object:
    """That official saves what was decided of a record."""
    textos: dict[str, object] = {
        "manifestacion": "La persona dice que su registro es bueno.", "motivo": "Se acredita.",
    } if cambios else {}  # fmt: skip
    return services.guardar(
        asunto=asunto_de(registro).pk,
        quien=quien.pk,
        momento=EN_LA_SALA,
        dicho=Dicho(cambios=[Cambio(c) for c in cambios], **{**textos, **dicho}),  # type: ignore[arg-type]
    )


def adjuntar(registro: Registro, quien: Cuenta, *clases: str) -> None:
    """The promovente shows a document of each of those kinds."""
    for clase in clases:
        services.adjuntar(
            asunto=asunto_de(registro).pk, clase=Documento(clase), contenido=PDF,
            quien=quien.pk, momento=EN_LA_SALA,
        )  # fmt: skip


def concluida(sesion: Sesion, quien: Cuenta, momento: datetime = TERMINA) -> Sesion:
    """The story is told, the hearing ends and its acta is closed."""
    services.relatar(
        sesion=sesion.pk, texto="Se revisaron los registros.\nNo hubo incidentes.",
        quien=quien.pk, momento=momento,
    )  # fmt: skip
    services.concluir(sesion=sesion.pk, quien=quien.pk, momento=momento)
    return services.cerrar(sesion=sesion.pk, quien=quien.pk, momento=momento)


def notificada(sesion: Sesion, quien: Cuenta, momento: datetime = TERMINA) -> Sesion:
    """Closed, signed by hand by everybody, and notified."""
    cerrada = concluida(sesion, quien)
    services.firmar_en_papel(
        sesion=cerrada.pk, firmantes=[f.id for f in queries.firmantes(cerrada)], escaneo=PDF,
        quien=quien.pk, momento=TERMINA,
    )  # fmt: skip
    return services.notificar(sesion=cerrada.pk, quien=quien.pk, momento=momento)


def rechazo_de(acto: Callable[[], object]) -> Rechazo:
    """Return with which refusal an act ends."""
    with pytest.raises(Rechazo) as negado:
        acto()
    return negado.value
