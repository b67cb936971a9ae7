"""Where the tests of auxiliares and of recepción happen: a process, an auxiliar, its phone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction

from rubrica import llaves
from rubrica.auxiliares import services
from rubrica.auxiliares.models import Auxiliar, Dispositivo
from rubrica.auxiliares.rules import DatosDeAuxiliar
from rubrica.avisos import services as avisos
from rubrica.avisos.models import Aviso
from rubrica.core import acuse
from rubrica.cuentas.models import Cuenta
from rubrica.procesos.expediente import Representante
from rubrica.procesos.models import AvisoDePrivacidad, Manifiesto, Proceso
from rubrica.procesos.publicado import Clase, huella
from rubrica.procesos.rules import tipos
from rubrica.procesos.sellos import sellar_representante
from rubrica.recepcion.tests.telefono import Telefono

PROCESO, OTRO = "OAX26", "JAL26"
UN_MES = timedelta(days=30)
REPRESENTANTE = Representante(
    nombre="Pilar Ejemplo", telefono_movil="9510000001", telefono_oficina="",
    clave_elector="NZCRAB82050620H900",
)  # fmt: skip
ABEL = DatosDeAuxiliar(
    nombres="Abel",
    paterno="Núñez",
    materno="de la Cruz",
    nacimiento="1982-05-06",
    telefono="9510000000",
    correo="abel@ejemplo.test",
    clave_elector="NZCRAB82050620H900",
)


def ahora() -> datetime:
    return datetime.now(UTC)


@transaction.atomic
def proceso_abierto(
    promovente: Cuenta,
    id_: str = PROCESO,
    *,
    inicio: datetime | None = None,
    fin: datetime | None = None,
    entidad: str = "20",
) -> Proceso:
    """Return an open process with its keys and its manifest; by default, in mid period."""
    llaves.crear_instalacion()
    publica = llaves.crear_proceso(id_)
    momento = ahora()
    proceso = Proceso.objects.create(
        id=id_, tipo="consulta_popular", autoridad="IEEPCO", entidad=entidad,
        inicio=inicio or momento - UN_MES, fin=fin or momento + UN_MES,
        denominacion="Consulta sobre el agua", pregunta="¿Está de acuerdo?",
        promovente_nombre="Pilar Ejemplo", promovente=promovente,
        responsiva="Responsiva.", manifiesto_ciudadano="Manifiesto.", estado="borrador",
        registrado_en=momento, registrado_por=1, aprobado_en=momento, aprobado_por=1,
        abierto_en=momento, abierto_por=1, ensayo_superado_en=momento,
        custodia_entregada_en=momento, clave_publica=publica,
        aviso_de_intencion_el=momento.date(), oficio_el=momento.date(), oficio_numero="IEEPCO/1",
        folio_interno="1", representante=sellar_representante(id_, REPRESENTANTE),
        **tipos()["consulta_popular"].requisito.columnas(),
    )  # fmt: skip
    for clase in Clase:
        AvisoDePrivacidad.objects.create(
            proceso=proceso, clase=clase, version=1, texto=f"Aviso {clase}.",
            huella=huella(f"Aviso {clase}."), publicado_en=momento, publicado_por=1,
        )  # fmt: skip
    proceso.estado = "abierto"
    proceso.save(update_fields=["estado"])
    carga = {"proceso": id_, "version": 1}
    firmado = acuse.firmar_manifiesto(carga, llaves.firmante("manifiesto"))
    Manifiesto.objects.create(proceso=proceso, version=1, jws=firmado, emitido_en=momento)
    return proceso


def auxiliar_de(proceso: Proceso, datos: DatosDeAuxiliar = ABEL) -> Auxiliar:
    """Return one auxiliar registered by the promovente of the process."""
    return services.dar_de_alta(
        proceso=proceso.pk, promovente=proceso.promovente_id,
        datos=datos, actor="pilar@ejemplo.test", momento=ahora(),
    )  # fmt: skip


def con_correo(correo: str) -> DatosDeAuxiliar:
    """Return the data of somebody else, told apart by the e-mail."""
    return replace(ABEL, correo=correo)


def telefono_de(auxiliar: Auxiliar, numero: int = 1) -> Telefono:
    """Return an enrolled phone of that auxiliar."""
    telefono = Telefono(
        proceso=auxiliar.proceso,
        auxiliar=auxiliar.numero,
        kid_de_proceso=llaves.kid(llaves.publica(auxiliar.proceso)),
        numero=numero,
    )
    Dispositivo.objects.create(
        id=telefono.dispositivo, auxiliar=auxiliar, numero=numero, kid=telefono.kid,
        jwk=telefono.jwk, responsiva_version="1", alta_en=ahora(),
    )  # fmt: skip
    return telefono


def datos_del_aviso(aviso: Aviso) -> dict[str, str]:
    """Return what an aviso that waits would say; only a holder of the worker's key can."""
    datos: dict[str, Any] = dict(avisos.abrir(aviso).datos)
    return datos


def destinatarios(plantilla: str) -> list[str]:
    """Return to whom the avisos of that name go, in alphabetical order."""
    return sorted(avisos.abrir(a).para for a in Aviso.objects.filter(plantilla=plantilla))
