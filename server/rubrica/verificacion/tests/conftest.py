"""An installation with one process, Abel and his phone, and a padrón that knows Juan Carlos."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID

import pytest
from pytest_django import Settings

from rubrica import llaves
from rubrica.auxiliares import sellos
from rubrica.auxiliares.models import Auxiliar, Dispositivo
from rubrica.auxiliares.rules import DatosDeAuxiliar
from rubrica.core.contenido import Contenido
from rubrica.padron.queries import Hallazgo, Persona, Pregunta
from rubrica.recepcion.tests.telefono import Telefono
from rubrica.registros.rules import Regla
from rubrica.registros.services import Registro
from rubrica.verificacion import paquetes
from rubrica.verificacion.tests import captura

PROCESO = "OAX26"
RECIBIDO = datetime(2026, 11, 20, 18, 30, tzinfo=UTC)
AHORA = datetime(2026, 11, 20, 18, 31, tzinfo=UTC)
JUAN = Persona(
    cic="123456789", identificador="012345678", ocr="2575012345678",
    clave_elector="HRGRJN82050620H900", emision="00", curp="HEGJ820506HOCRRN08",
    paterno="HERNÁNDEZ", materno="GARCÍA", nombres="JUAN CARLOS", nacimiento="1982-05-06",
    sexo="H", vigencia="2033",
)  # fmt: skip


@pytest.fixture
def instalacion(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Keys of the installation and of one process, and an empty store."""
    settings.KEYS_DIR, settings.BLOBS_DIR = tmp_path / "llaves", tmp_path / "blobs"
    llaves.crear_instalacion()
    llaves.crear_proceso(PROCESO)
    monkeypatch.setattr(
        "rubrica.procesos.queries.proceso_en_puerta",
        lambda proceso: SimpleNamespace(entidad="20", vigencia_prorrogada_desde=None),
    )
    monkeypatch.setattr(
        "rubrica.procesos.queries.politica_de_duplicados",
        lambda proceso: ("primero_recibido", frozenset({"lista_nominal"})),
    )
    yield
    paquetes._key_of.cache_clear()
    shutil.rmtree(tmp_path, ignore_errors=True)


class Padron:
    """A padrón in memory with the answers of the real one; its own tests prove the real one."""

    def __init__(self) -> None:
        self.cargado = True
        self.personas = [JUAN]
        self.entidad, self.situacion, self.causa = "20", "lista_nominal", ""

    def corte_que_responde(self, recibido_en: datetime) -> SimpleNamespace | None:
        return SimpleNamespace(pk=1) if self.cargado else None

    def buscar_varios(self, corte: int, preguntas: Sequence[Pregunta]) -> list[Hallazgo | None]:
        return [self._find(pregunta) for pregunta in preguntas]

    def _find(self, pregunta: Pregunta) -> Hallazgo | None:
        for persona in self.personas:
            if pregunta.cic == persona.cic or pregunta.clave == persona.clave_elector:
                return Hallazgo(
                    corte=1, por="cic", situacion=self.situacion, causa=self.causa,
                    entidad=self.entidad, distrito_federal=8, distrito_local=13,
                    municipio="066", seccion="2575", persona=persona,
                )  # fmt: skip
        return None


@pytest.fixture
def padron(monkeypatch: pytest.MonkeyPatch) -> Padron:
    ficticio = Padron()
    for nombre in ("corte_que_responde", "buscar_varios"):
        monkeypatch.setattr(f"rubrica.padron.queries.{nombre}", getattr(ficticio, nombre))
    return ficticio


@pytest.fixture
def telefono(instalacion: None, db: None) -> Telefono:
    """Abel's phone, enrolled."""
    datos = DatosDeAuxiliar(
        nombres="Abel", paterno="Ejemplo", materno="Muestra", nacimiento="1990-01-01",
        telefono="9510000000", correo="abel@ejemplo.test", clave_elector="EJMBAB90010120H100",
    )  # fmt: skip
    abel = Auxiliar.objects.create(
        proceso=PROCESO,
        numero="0153",
        promovente=1,
        datos=sellos.seal_datos(PROCESO, "0153", datos),
        correo_indice=sellos.index_of_correo(PROCESO, datos.correo),
        alta_en=RECIBIDO,
        revisado_por=1,
        revisado_en=RECIBIDO,
    )
    aparato = Telefono(
        proceso=PROCESO, auxiliar=abel.numero, kid_de_proceso=llaves.kid(llaves.publica(PROCESO))
    )
    Dispositivo.objects.create(
        id=aparato.dispositivo, auxiliar=abel, numero=1, kid=aparato.kid, jwk=aparato.jwk,
        responsiva_version=1, alta_en=RECIBIDO,
    )  # fmt: skip
    return aparato


Recibir = Callable[..., Registro]


@pytest.fixture
def recibir(telefono: Telefono, padron: Padron) -> Recibir:
    """Receive one support of Abel's phone, as the door leaves it."""

    def una(
        dentro: Contenido | None = None,
        *,
        recibido_en: datetime = RECIBIDO,
        regla: Regla | None = None,
    ) -> Registro:
        leido, cerrado = captura.sellar(telefono, dentro or captura.contenido())
        captura.guardar(leido, cerrado)
        return captura.recibir(
            leido, auxiliar=_auxiliar_of(telefono.dispositivo), recibido_en=recibido_en, regla=regla
        )

    return una


def _auxiliar_of(dispositivo: UUID) -> int:
    return int(Dispositivo.objects.get(id=dispositivo).auxiliar_id)
