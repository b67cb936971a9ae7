"""A process with reviewed records, and the cuts of the padrón that answered them and that answer.

The cast of the padrón's tests: Juan and Luis in lista nominal, Ana in padrón, Elsa a baja.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from rubrica.auxiliares.tests import escenas
from rubrica.cuentas.models import Cuenta
from rubrica.padron import services as padron
from rubrica.padron.models import Corte
from rubrica.padron.tests import conftest as personas
from rubrica.procesos.models import Proceso
from rubrica.procesos.tests.forzar import forzar
from rubrica.registros import sellos
from rubrica.registros import services as registros
from rubrica.registros.models import Registro
from rubrica.registros.rules import Acto, Dictamen
from rubrica.registros.tests.conftest import recibir
from rubrica.verificacion import busqueda, rules

PROCESO = "OAX26"
INICIO = datetime(2026, 11, 1, 6, tzinfo=UTC)
FIN = datetime(2026, 12, 15, 6, tzinfo=UTC)
SEPTIEMBRE, OCTUBRE, NOVIEMBRE = date(2026, 9, 30), date(2026, 10, 31), date(2026, 11, 30)
JUAN, ANA, ELSA, LUIS = personas.JUAN, personas.ANA, personas.ELSA, personas.LUIS
CLAVES = {
    "juan": {"cic": "123456789", "identificador": "012345678", "ocr": "2575012345678"},
    "ana": {"cic": "200000017", "identificador": "000000042"},
    "elsa": {"clave": "LPMREL50010120M300", "emision": "03"},
    "luis": {"ocr": "0057000000077"},
    "nadie": {"cic": "999999999", "identificador": "999999999"},
}
Cargar = Callable[..., Corte]
Revisar = Callable[..., Registro]


@pytest.fixture
def proceso(pilar: Cuenta, settings: Settings, tmp_path: Path) -> Proceso:
    settings.BLOBS_DIR = tmp_path / "blobs"
    fila = escenas.proceso_abierto(pilar, PROCESO, inicio=INICIO, fin=FIN)
    forzar(tipo="revocacion_de_mandato", situaciones_que_cuentan=["lista_nominal"])
    fila.refresh_from_db()
    return fila


@pytest.fixture
def cargar(proceso: Proceso, tmp_path: Path) -> Cargar:
    """Return a maker of active cuts: cargar(OCTUBRE, JUAN, ANA)."""

    def uno(fecha: date, *filas: str) -> Corte:
        ruta = tmp_path / f"{fecha}.csv"
        ruta.write_text("\n".join((personas.ENCABEZADO, *filas)) + "\n", encoding="utf-8")
        corte = padron.cargar(ruta=ruta, fecha=fecha, quien="irma@ejemplo.test", momento=INICIO)
        return padron.activar(corte=corte.pk, quien="ines@ejemplo.test", momento=INICIO)

    return uno


@pytest.fixture
def revisar(proceso: Proceso) -> Revisar:
    """Return a maker of reviewed records, looked up as they came: revisar("juan")."""

    def uno(quien: str, *, recibido_en: datetime | None = None, inciso: str = "") -> Registro:
        registro = recibir(**({"recibido_en": recibido_en} if recibido_en else {}))
        leidas = rules.leidas_de(CLAVES[quien])
        pregunta = busqueda.Pregunta(
            proceso=PROCESO, recibido_en=registro.recibido_en, leidas=leidas
        )
        (hallado,) = busqueda.buscar([pregunta])
        formulario = rules.formulario(leidas, modelo="G", hallada=hallado.formulario)
        apertura = registros.Apertura(
            registro=registro, acto=Acto.TURNAR_A_MESA, persona=hallado.persona,
            municipio=hallado.municipio, situacion=hallado.situacion, causa=hallado.causa,
            corte=hallado.corte, datos=sellos.sellar_formulario(registro, formulario),
        )  # fmt: skip
        registros.abrir([apertura], momento=registro.recibido_en + timedelta(minutes=1))
        detalle = "una cruz" if inciso else ""
        dictamen = Dictamen(operador="olga", momento=FIN, inciso=inciso, detalle=detalle)
        return registros.dictaminar(registro=registro.id, dictamen=dictamen)

    return uno


def ahora(registro: Registro) -> Registro:
    """Return the record as it stands."""
    registro.refresh_from_db()
    return registro
