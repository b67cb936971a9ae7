"""Pilar's process with records in every class, and a cut of six municipios to measure it by."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from django.test import Client

from rubrica.auxiliares.models import Auxiliar
from rubrica.auxiliares.tests import escenas
from rubrica.cuentas.models import Cuenta
from rubrica.padron.models import Conteo, Corte, Municipio
from rubrica.procesos.models import Proceso
from rubrica.procesos.tests.forzar import forzar
from rubrica.registros import services
from rubrica.registros.models import Registro
from rubrica.registros.rules import Acto, Dictamen, Puerta, Regla
from rubrica.registros.tests.conftest import recibir

MOMENTO = datetime(2026, 11, 12, 18, tzinfo=UTC)
NOMBRES = (
    "Abejones",
    "=CMD|Acatlán",
    "Asunción Ocotlán",
    "Ánimas <Trujano>",
    "Ayotzintepec",
    "Nadie",
)
PERSONAS = (100, 40, 250, 30, 60, 0)  # of the lista nominal of each municipio, in order


def corte(inicio: datetime, *, personas: tuple[int, ...] = PERSONAS) -> Corte:
    """Load the cut that answers for the first day of a process, active."""
    hecho = Corte.objects.create(
        fecha=inicio.date().replace(day=1) - timedelta(days=1), estado="ACTIVO",
        cargado_por="irma", cargado_en=MOMENTO, activado_por="ines", activado_en=MOMENTO,
    )  # fmt: skip
    for n, cuantas in enumerate(personas, start=1):
        distrito = {"distrito_federal": 1, "distrito_local": 1 + n // 4}
        nombre = NOMBRES[(n - 1) % len(NOMBRES)]
        Municipio.objects.create(entidad=20, municipio=n, nombre=nombre, **distrito)
        if cuantas:
            Conteo.objects.create(
                corte=hecho, entidad=20, municipio=n, seccion=n, **distrito,
                lista_nominal=cuantas, padron=2, bajas=1,
            )  # fmt: skip
    return hecho


def persona(n: int) -> bytes:
    return hashlib.sha256(f"persona {n}".encode()).digest()[:16]


def abrir(registro: Registro, *, municipio: str = "001", situacion: str = "lista_nominal",
          quien: int = 0, acto: Acto = Acto.TURNAR_A_MESA, motivo: str = "") -> None:  # fmt: skip
    """Open one record, as the worker would write it."""
    with transaction.atomic():
        fila = Registro.objects.select_for_update().get(pk=registro.pk)
        services.abrir(
            [
                services.Apertura(
                    registro=fila, acto=acto, motivo=motivo, municipio=municipio,
                    situacion=situacion, corte="1", persona=persona(quien or registro.consecutivo),
                )
            ],
            momento=MOMENTO,
        )  # fmt: skip


def revisar(registro: Registro, inciso: str = "") -> None:
    detalle = "una cruz" if inciso else ""
    services.dictaminar(
        registro=registro.pk,
        dictamen=Dictamen(operador="olga", momento=MOMENTO, inciso=inciso, detalle=detalle),
    )


@pytest.fixture
def proceso(pilar: Cuenta) -> Proceso:
    """OAX26, open since ten days ago; it needs 10 %, and 10 % of each in two municipios."""
    abierto = escenas.proceso_abierto(pilar, inicio=MOMENTO - timedelta(days=10))
    with transaction.atomic():
        forzar(
            requisito_porcentaje=10_00, requisito_en_cada=10_00, requisito_municipios=2,
            requisito_parte=0,
        )  # fmt: skip
    abierto.refresh_from_db()
    return abierto


@pytest.fixture
def cargado(proceso: Proceso) -> Corte:
    return corte(proceso.inicio)


@pytest.fixture
def abel(proceso: Proceso) -> Auxiliar:
    return escenas.auxiliar_de(proceso)


Poblar = Callable[[], None]


@pytest.fixture
def poblado(proceso: Proceso, cargado: Corte, abel: Auxiliar) -> Proceso:
    """Every class, day, door, inconsistency and situación has at least one record."""
    de_abel = {"auxiliar": abel.pk, "promovente": proceso.promovente_id}
    buenos = [
        recibir(recibido_en=MOMENTO + timedelta(days=n % 3, seconds=n), **de_abel) for n in range(8)
    ]
    for registro, municipio in zip(buenos, ["001"] * 4 + ["002"] * 4, strict=True):
        abrir(registro, municipio=municipio)
        revisar(registro)
    repetido = recibir(recibido_en=MOMENTO + timedelta(days=2), **de_abel)
    abrir(repetido, quien=buenos[0].consecutivo)
    revisar(repetido)
    con_cruz = recibir(recibido_en=MOMENTO, **de_abel)
    abrir(con_cruz, municipio="003")
    revisar(con_cruz, "j")
    tarde = recibir(recibido_en=MOMENTO, regla=Regla.BAJA_DEL_AUXILIAR, **de_abel)
    abrir(tarde, acto=Acto.CLASIFICAR_POR_REGLA, motivo="ET 3.4", municipio="004")
    en_padron = recibir(recibido_en=MOMENTO, **de_abel)
    abrir(en_padron, municipio="004", situacion="padron")
    revisar(en_padron)
    en_mesa = recibir(recibido_en=MOMENTO, puerta=Puerta.MI_APOYO, auxiliar=0)
    abrir(en_mesa, municipio="", situacion="no_encontrado")
    recibir(recibido_en=MOMENTO, **de_abel)
    services.rodar()
    return proceso


def cliente(cuenta: Cuenta) -> Client:
    client = Client()
    client.force_login(cuenta)
    return client


DIA = date(2026, 11, 12)
