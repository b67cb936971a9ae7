"""What the officials' pages show of cédulas and devices; personal data only in a `Ficha`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from rubrica.auxiliares import queries as auxiliares
from rubrica.auxiliares.queries import AltaGuardada, AuxiliarConDatos, Enrolado
from rubrica.cedulas.models import Revision
from rubrica.cedulas.rules import A_LA_VEZ, Estado, Renglon, Uso, en_palabras, estado_de, observar
from rubrica.core import aparato
from rubrica.core.situaciones import CAUSAS, SITUACIONES
from rubrica.padron import queries as padron
from rubrica.padron.queries import Hallazgo
from rubrica.registros import queries as registros
from rubrica.registros.queries import UsoDeDispositivo
from rubrica.verificacion.services import leer_resultado


@dataclass(frozen=True, kw_only=True)
class EnLista:
    """One cédula in a list: whose, of which device and where it stands; no personal data."""

    alta: UUID
    numero: str
    dispositivo: int
    abierta_en: datetime | None
    estado: Estado


def cedulas_de(proceso: str, numero: str | None = None) -> list[EnLista]:
    """Return the cédulas of a process or of one auxiliar, oldest first."""
    dichos = dict(Revision.objects.filter(proceso=proceso).values_list("alta", "resultado"))
    return [
        EnLista(
            alta=a.id, numero=a.numero, dispositivo=a.dispositivo, abierta_en=a.abierta_en,
            estado=estado_de(dichos.get(a.id, ""), de_baja=a.auxiliar_baja_en is not None),
        )
        for a in auxiliares.altas_abiertas(proceso, numero)
    ]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Respuesta:
    """What the cut that answers for the enrolment says of the credential and of who was registered.

    corte: its date, whether it is loaded or not (ET 10.4). hay: whether it is.
    """

    corte: date
    hay: bool
    de_la_credencial: Hallazgo | None = None
    de_la_registrada: Hallazgo | None = None

    @property
    def persona(self) -> Hallazgo | None:
        """Who is shown: the person of the credential, else the one whose clave was registered."""
        return self.de_la_credencial or self.de_la_registrada

    @property
    def situacion(self) -> str:
        """Its situación registral in words, with its cause when it is a baja."""
        if not self.hay:
            return f"Falta cargar el corte del padrón al {self.corte:%d/%m/%Y}"
        if self.persona is None:
            return "Datos no encontrados"
        dicha = SITUACIONES[self.persona.situacion]
        causa = CAUSAS.get(self.persona.causa, "")
        return f"{dicha}: {causa}" if causa else dicha

    @property
    def avisos(self) -> list[str]:
        """What of the answer says that the auxiliar is not who was registered (ET 4.5)."""
        if not self.hay:
            return []
        credencial, registrada = self.de_la_credencial, self.de_la_registrada
        dichos = []
        if credencial is None:
            dichos.append("Las claves leídas de la credencial no se encuentran en el Padrón.")
        if registrada is None:
            dichos.append("La clave de elector registrada no se encuentra en el Padrón.")
        if credencial and registrada and _key(credencial) != _key(registrada):
            dichos.append("La credencial captada es de otra persona que la registrada.")
        return dichos


def _key(hallazgo: Hallazgo) -> str:
    return hallazgo.persona.clave_elector


@dataclass(frozen=True, kw_only=True)
class Ficha:
    """One cédula whole, as it is reviewed: three sources side by side (ET 3.8, 4.5)."""

    alta: AltaGuardada
    auxiliar: AuxiliarConDatos
    leido: dict[str, str]
    renglones: list[Renglon]
    padron: Respuesta
    estado: Estado
    revision: Revision | None

    @property
    def difieren(self) -> int:
        return sum(r.difiere for r in self.renglones)

    @property
    def dispositivo(self) -> int:
        """Number of the device that captured it."""
        return next(d.numero for d in self.auxiliar.dispositivos if d.pk == self.alta.dispositivo)


def ficha(alta: UUID) -> Ficha:
    """Return one cédula; the caller leaves who looks. Raises Alta.DoesNotExist, LlaveAusente."""
    guardada = auxiliares.alta(alta)
    auxiliar = auxiliares.auxiliar(guardada.auxiliar)
    leido = leer_resultado(guardada)
    respuesta = _ask(guardada.recibido_en, leido, auxiliar)
    revision = Revision.objects.filter(pk=alta).first()
    return Ficha(
        alta=guardada, auxiliar=auxiliar, leido=leido,
        renglones=_rows(auxiliar, leido, respuesta.persona), padron=respuesta,
        estado=estado_de(
            revision.resultado if revision else "", de_baja=auxiliar.baja_en is not None
        ),
        revision=revision,
    )  # fmt: skip


def _ask(recibido_en: datetime, leido: dict[str, str], auxiliar: AuxiliarConDatos) -> Respuesta:
    fecha = padron.fecha_que_responde(recibido_en)
    corte = padron.corte_que_responde(recibido_en)
    if corte is None:
        return Respuesta(corte=fecha, hay=False)
    claves = {c: leido.get(c, "") for c in ("cic", "identificador", "ocr", "clave", "emision")}
    credencial, registrada = padron.buscar_varios(
        corte.pk,
        [padron.Pregunta(**claves), padron.Pregunta(clave=auxiliar.datos.clave_elector)],
    )
    return Respuesta(
        corte=fecha, hay=True, de_la_credencial=credencial, de_la_registrada=registrada
    )


def _rows(
    auxiliar: AuxiliarConDatos, leido: dict[str, str], hallado: Hallazgo | None
) -> list[Renglon]:
    datos, persona = auxiliar.datos, hallado.persona if hallado else None
    nombre = " ".join(filter(None, (leido.get("nombre"), leido.get("paterno"))))
    return [
        Renglon(
            campo="Nombre completo", registrado=datos.nombre_completo, credencial=nombre,
            padron=persona.nombre_completo if persona else "",
        ),
        Renglon(
            campo="Clave de elector", registrado=datos.clave_elector,
            credencial=leido.get("clave", ""), padron=persona.clave_elector if persona else "",
        ),
        Renglon(
            campo="Fecha de nacimiento", registrado=datos.nacimiento, credencial="",
            padron=persona.nacimiento if persona else "",
        ),
        Renglon(
            campo="CURP", registrado=datos.curp, credencial="",
            padron=persona.curp if persona else "",
        ),
        Renglon(
            campo="CIC", registrado="", credencial=leido.get("cic", ""),
            padron=persona.cic if persona else "",
        ),
        Renglon(
            campo="OCR", registrado="", credencial=leido.get("ocr", ""),
            padron=persona.ocr if persona else "",
        ),
        Renglon(
            campo="Número de emisión", registrado="", credencial=leido.get("emision", ""),
            padron=persona.emision if persona else "",
        ),
    ]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Visto:
    """One device as its table shows it. equipo: "" when its browser did not say it."""

    id: UUID
    numero: int
    equipo: str
    app: str
    reloj: str
    alta_en: datetime
    habilitado_en: datetime | None
    enviados: int
    hechos: int
    ultimo_en: datetime | None
    baja_en: datetime | None
    baja_tipo: str


@dataclass(frozen=True, kw_only=True)
class Dispositivos:
    """The devices of one auxiliar and what is odd of them (ET 4.9, 4.10)."""

    numero: str
    baja_en: datetime | None
    filas: list[Visto]
    observaciones: list[str]


def dispositivos_de(enrolados: Sequence[Enrolado]) -> list[Dispositivos]:
    """Return the devices of those auxiliares with their use; needs no key."""
    ids = [d.pk for e in enrolados for d in e.dispositivos]
    usos = registros.uso_de(ids)
    a_la_vez = registros.captados_a_la_vez(ids, A_LA_VEZ)
    return [_of_one(e, usos, a_la_vez.get(e.id, 0)) for e in enrolados]


def _of_one(enrolado: Enrolado, usos: dict[UUID, UsoDeDispositivo], a_la_vez: int) -> Dispositivos:
    filas, juicios = [], []
    for d in enrolado.dispositivos:
        uso = usos.get(d.pk)
        dicho = aparato.leer(uso.sobre) if uso else None
        desfase = dicho.desfase if dicho else None
        filas.append(
            Visto(
                id=d.pk, numero=d.numero, equipo=aparato.de_agente(d.agente),
                app=dicho.app if dicho else "", reloj=_clock(desfase), alta_en=d.alta_en,
                habilitado_en=d.habilitado_en, enviados=uso.enviados if uso else 0,
                hechos=d.ultimo_consecutivo, ultimo_en=uso.ultimo_recibido_en if uso else None,
                baja_en=d.baja_en, baja_tipo=d.baja_tipo,
            )
        )  # fmt: skip
        juicios.append(
            Uso(
                numero=d.numero, de_baja=d.baja_en is not None,
                enviados=uso.enviados if uso else 0, por_regla=uso.por_regla if uso else 0,
                desfase=desfase,
            )
        )  # fmt: skip
    return Dispositivos(
        numero=enrolado.numero, baja_en=enrolado.baja_en, filas=filas,
        observaciones=observar(juicios, a_la_vez=a_la_vez, negados=enrolado.negados),
    )  # fmt: skip


def _clock(desfase: timedelta | None) -> str:
    if desfase is None:
        return ""
    if abs(desfase) < timedelta(seconds=2):
        return "En hora"
    return f"{'+' if desfase > timedelta(0) else '−'}{en_palabras(desfase)}"
