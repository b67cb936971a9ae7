"""What the pages of paper read: lots and how far they are, a sheet, what waits, what was found."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet, Sum

from rubrica.core.incisos_papel import INCISOS_DE_PAPEL
from rubrica.excepcion import sellos
from rubrica.excepcion.models import Cedula, Escaneo, Lote, Regimen, Renglon, SegundaCaptura
from rubrica.excepcion.rules import Cotejo, EstadoDeCedula, lugar_de
from rubrica.padron import queries as padron
from rubrica.padron.queries import Hallazgo
from rubrica.registros import queries as registros
from rubrica.verificacion.paquetes import indice_de_persona


@dataclass(frozen=True, kw_only=True)
class AvanceDeLote:
    """A lot and how much of it is done."""

    lote: Lote
    cerradas: int
    capturados: int
    renglones: int


def regimen(proceso: str) -> Regimen | None:
    """Return where the process admits paper; None if nowhere."""
    return Regimen.objects.filter(pk=proceso).first()


def con_papel(procesos: frozenset[str] | None) -> QuerySet[Regimen]:
    """Return the régimen of those processes (None: of all) that have one."""
    filas = Regimen.objects.order_by("pk")
    return filas if procesos is None else filas.filter(pk__in=procesos)


def lotes(proceso: str) -> list[AvanceDeLote]:
    """Return every lot of a process, the latest first, with how far it is."""
    hojas = {
        fila["lote"]: fila
        for fila in Cedula.objects.filter(lote__proceso=proceso)
        .values("lote")
        .annotate(
            cerradas=Count("id", filter=Q(estado=EstadoDeCedula.CERRADA.value), distinct=True),
            capturados=Count("filas"),
        )
    }
    esperados = dict(
        Cedula.objects.filter(lote__proceso=proceso)
        .values_list("lote")
        .annotate(n=Sum("renglones"))
    )
    return [
        AvanceDeLote(
            lote=lote,
            cerradas=hojas[lote.pk]["cerradas"],
            capturados=hojas[lote.pk]["capturados"],
            renglones=esperados[lote.pk],
        )
        for lote in Lote.objects.filter(proceso=proceso).order_by("-numero")
    ]


def lote(numero: int) -> Lote:
    """Return one lot by its key; raise Lote.DoesNotExist."""
    return Lote.objects.get(pk=numero)


def quien_entrego(lote: Lote) -> str:
    """Return the name of who brought a lot."""
    return sellos.abrir_datos(lote.proceso, f"lote {lote.numero}", bytes(lote.entrega))["nombre"]


def hojas(lote: Lote) -> QuerySet[Cedula]:
    """Return the sheets of a lot in their order, each with how many rows it has typed."""
    return lote.hojas.annotate(capturados=Count("filas")).order_by("numero")


def cedula(numero: int) -> Cedula:
    """Return one sheet by its key; raise Cedula.DoesNotExist."""
    return Cedula.objects.select_related("lote").get(pk=numero)


def siguiente_hoja(hoja: Cedula) -> Cedula | None:
    """Return the next sheet of the lot that is still open; None if none is."""
    abiertas = hoja.lote.hojas.filter(estado=EstadoDeCedula.EN_CAPTURA.value)
    despues = abiertas.filter(numero__gt=hoja.numero).order_by("numero").first()
    return despues or abiertas.exclude(pk=hoja.pk).order_by("numero").first()


@dataclass(frozen=True, kw_only=True)
class Escrito:
    """A row as it was typed, for who captures its sheet."""

    fila: Renglon
    datos: dict[str, str]


def escritos(hoja: Cedula) -> list[Escrito]:
    """Return the rows of a sheet that are typed, in order. Raises LlaveAusente."""
    return [Escrito(fila=fila, datos=_abrir(hoja, fila)) for fila in hoja.filas.order_by("numero")]


def _abrir(hoja: Cedula, fila: Renglon) -> dict[str, str]:
    lugar = lugar_de(hoja.pk, fila.numero)
    return sellos.abrir_datos(hoja.lote.proceso, lugar, bytes(fila.datos))


def renglon(numero: int) -> Renglon:
    """Return one row by its key; raise Renglon.DoesNotExist."""
    return Renglon.objects.select_related("cedula__lote").get(pk=numero)


def por_cotejar(*, procesos: Collection[str], quien: int) -> QuerySet[Renglon]:
    """Return the rows that wait for a second capture by somebody who did not type them."""
    return (
        Renglon.objects.filter(
            se_coteja=True,
            segunda__isnull=True,
            cedula__estado=EstadoDeCedula.EN_CAPTURA.value,
            cedula__lote__proceso__in=procesos,
        )
        .exclude(capturado_por=quien)
        .select_related("cedula__lote")
        .order_by("capturado_en")
    )


@dataclass(frozen=True, kw_only=True)
class Discrepancia:
    """One row typed twice, not alike."""

    fila: Renglon
    primera: dict[str, str]
    segunda: dict[str, str]

    @property
    def capturas(self) -> list[tuple[str, dict[str, str]]]:
        """Both captures, each with its title."""
        return [("Primera captura", self.primera), ("Segunda captura", self.segunda)]


def discrepancias(procesos: Collection[str]) -> list[Discrepancia]:
    """Return the rows whose two captures differ and that nobody has resolved."""
    filas = SegundaCaptura.objects.filter(
        cotejo=Cotejo.DIFIERE.value, renglon__cedula__lote__proceso__in=procesos
    ).select_related("renglon__cedula__lote")
    return [_discrepancia(segunda) for segunda in filas.order_by("capturado_en")]


def _discrepancia(segunda: SegundaCaptura) -> Discrepancia:
    fila = segunda.renglon
    hoja = fila.cedula
    lugar = f"{lugar_de(hoja.pk, fila.numero)}/2"
    return Discrepancia(
        fila=fila,
        primera=_abrir(hoja, fila),
        segunda=sellos.abrir_datos(hoja.lote.proceso, lugar, bytes(segunda.datos)),
    )


def escaneo(numero: int) -> Escaneo:
    """Return one scan by its key; raise Escaneo.DoesNotExist."""
    return Escaneo.objects.select_related("lote").get(pk=numero)


@dataclass(frozen=True, kw_only=True)
class Observado:
    """A row of a closed sheet with its inconsistency, as the promovente reads it (ET 8.5)."""

    folio: str
    lote: int
    cedula: int
    renglon: int
    inciso: str
    texto: str
    comentario: str


def observados(proceso: str) -> QuerySet[Renglon]:
    """Return the rows of closed sheets that have an inconsistency, the latest first."""
    return (
        Renglon.objects.filter(cedula__lote__proceso=proceso, registro__isnull=False)
        .exclude(inciso="")
        .select_related("cedula__lote")
        .only(*_DE_LO_OBSERVADO)  # what the portal may read, and no more
        .order_by("-cedula__cerrada_en", "numero")
    )


_DE_LO_OBSERVADO = (
    "numero", "inciso", "comentario", "folio", "cedula", "cedula__numero", "cedula__lote",
    "cedula__lote__numero", "cedula__lote__proceso",
)  # fmt: skip


def como_observado(fila: Renglon) -> Observado:
    """Return what the promovente may read of a row. Raises LlaveAusente."""
    lote, hoja = fila.cedula.lote, fila.cedula
    lugar = lugar_de(hoja.pk, fila.numero)
    return Observado(
        folio=fila.folio,
        lote=lote.numero,
        cedula=hoja.numero,
        renglon=fila.numero,
        inciso=fila.inciso,
        texto=INCISOS_DE_PAPEL[fila.inciso].texto,
        comentario=sellos.abrir_comentario(lote.proceso, lugar, bytes(fila.comentario)),
    )


def por_inciso(proceso: str) -> dict[str, int]:
    """Return how many rows of closed sheets have each inconsistency of ET 8.5."""
    filas = Renglon.objects.filter(cedula__lote__proceso=proceso, registro__isnull=False)
    cuantos = dict(filas.exclude(inciso="").values_list("inciso").annotate(n=Count("id")))
    return {inciso: cuantos.get(inciso, 0) for inciso in INCISOS_DE_PAPEL}


@dataclass(frozen=True, kw_only=True)
class Hallado:
    """Who the padrón says, for who captures: to compare with the sheet before saving."""

    clave: str
    emision: str
    nombre: str
    municipio: str
    situacion: str
    repetida: bool
    parecido: float = 1.0


def buscar(
    *, proceso: str, momento: datetime, clave: str = "", ocr: str = "", cic: str = ""
) -> Hallado | None:
    """Return who has those keys in the cut of today; None if nobody, or without a cut."""
    corte = padron.corte_que_responde(momento) or padron.corte_provisional(momento)
    hallazgo = corte and padron.buscar(corte, clave=clave, ocr=ocr, cic=cic)
    return _hallado(proceso, hallazgo) if hallazgo else None


def candidatos(
    *, proceso: str, momento: datetime, nombres: str, paterno: str, materno: str, nacimiento: date
) -> list[Hallado]:
    """Return who may be that person, the most alike first, for a human to choose."""
    corte = padron.corte_que_responde(momento) or padron.corte_provisional(momento)
    if corte is None:
        return []
    hallados = padron.candidatos(
        corte, nombres=nombres, paterno=paterno, materno=materno, nacimiento=nacimiento
    )
    return [_hallado(proceso, c.hallazgo, parecido=c.parecido) for c in hallados]


def _hallado(proceso: str, hallazgo: Hallazgo, parecido: float = 1.0) -> Hallado:
    persona = hallazgo.persona
    indice = indice_de_persona(proceso, ("clave", persona.clave_elector))
    return Hallado(
        clave=persona.clave_elector,
        emision=persona.emision,
        nombre=persona.nombre_completo,
        municipio=padron.nombre_de_municipio(hallazgo.municipio, int(hallazgo.entidad)),
        situacion=hallazgo.situacion,
        repetida=registros.tiene_otro(proceso, indice),
        parecido=parecido,
    )
