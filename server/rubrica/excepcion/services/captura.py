"""Acts on paper: each is one transaction and one asiento, without personal data (ET 8, 14.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from rubrica.bitacora import services as bitacora
from rubrica.core.asiento import Dato
from rubrica.core.rechazos import rechazo
from rubrica.excepcion import rules, sellos
from rubrica.excepcion.models import ActoDeCustodia, Cedula, Lote, Regimen, Renglon, SegundaCaptura
from rubrica.excepcion.rules import Cotejo, Custodia, EstadoDeCedula, lugar_de
from rubrica.procesos import queries as procesos


@transaction.atomic
def habilitar(
    *,
    proceso: str,
    acuerdo: str,
    municipios: list[str],
    muestra: int,
    quien: int,
    momento: datetime,
) -> Regimen:
    """Paper is admitted in those municipios (none: in all) from now on (ET 8.1, 8.2).

    What was closed before keeps what was decided of it. Raises `proceso-desconocido`.
    """
    if procesos.proceso_en_puerta(proceso) is None:
        raise rechazo("proceso-desconocido")
    regimen, _ = Regimen.objects.update_or_create(
        proceso=proceso,
        defaults={
            "acuerdo": acuerdo,
            "municipios": sorted(municipios),
            "muestra": muestra,
            "habilitado_en": momento,
            "habilitado_por": quien,
        },
    )
    datos: dict[str, Dato] = {"municipios": len(municipios), "muestra": muestra}
    anotar("habilitar_papel", proceso, proceso, quien, momento, **datos)
    return regimen


@dataclass(frozen=True, kw_only=True)
class Llegada:
    """A box of sheets as it comes. renglones: of each sheet. entrega: name of who brings it."""

    caja: str
    cedulas: int
    renglones: int
    entrega: str
    sello: str = ""


@transaction.atomic
def recibir_lote(*, proceso: str, llegada: Llegada, quien: int, momento: datetime) -> Lote:
    """Open a lot with its sheets, all to be captured, and its chain of custody (ET 8.4).

    Raises `papel-no-habilitado`.
    """
    if not Regimen.objects.select_for_update().filter(pk=proceso).exists():
        raise rechazo("papel-no-habilitado")
    ultimo = Lote.objects.filter(proceso=proceso).aggregate(n=Max("numero"))["n"] or 0
    lote = Lote.objects.create(
        proceso=proceso,
        numero=ultimo + 1,
        caja=llegada.caja,
        cedulas=llegada.cedulas,
        renglones=llegada.renglones,
        entrega=sellos.sellar_datos(proceso, f"lote {ultimo + 1}", {"nombre": llegada.entrega}),
        recibido_en=momento,
        recibido_por=quien,
    )
    Cedula.objects.bulk_create(
        Cedula(lote=lote, numero=n, renglones=llegada.renglones)
        for n in range(1, llegada.cedulas + 1)
    )
    anotar_custodia(
        lote=lote, acto=Custodia.RECIBIR, sello=llegada.sello, quien=quien, momento=momento
    )
    return lote


@transaction.atomic
def anotar_custodia(
    *, lote: Lote, acto: Custodia, sello: str, quien: int, momento: datetime
) -> ActoDeCustodia:
    """Leave what was done with a box, and the seal it has now."""
    fila = ActoDeCustodia.objects.create(
        lote=lote, acto=acto.value, sello=sello, quien=quien, momento=momento
    )
    anotar(f"custodia_{acto.lower()}", f"lote:{lote.pk}", lote.proceso, quien, momento, sello=sello)
    return fila


@transaction.atomic
def guardar_renglon(
    *, cedula: int, numero: int, renglon: rules.Renglon, quien: int, momento: datetime
) -> Renglon:
    """Keep one row of an open sheet; typed again, the last one stands and is compared anew.

    Raises `cedula-cerrada`, `renglon-inexistente`.
    """
    hoja = tomar(cedula)
    if not 1 <= numero <= hoja.renglones:
        raise rechazo("renglon-inexistente", numero=numero)
    lote, lugar = hoja.lote, lugar_de(cedula, numero)
    fila, _ = Renglon.objects.update_or_create(
        cedula=hoja,
        numero=numero,
        defaults={
            "datos": sellos.sellar_datos(lote.proceso, lugar, renglon.como_mapa()),
            "inciso": renglon.inciso,
            "comentario": sellos.sellar_comentario(lote.proceso, lugar, renglon.comentario),
            "se_coteja": _se_coteja(hoja, numero),
            "capturado_en": momento,
            "capturado_por": quien,
        },
    )
    SegundaCaptura.objects.filter(renglon=fila).delete()
    return fila


def _se_coteja(hoja: Cedula, numero: int) -> bool:
    muestra = Regimen.objects.values_list("muestra", flat=True).get(pk=hoja.lote.proceso)
    return rules.se_coteja(lote=hoja.lote_id, cedula=hoja.numero, renglon=numero, muestra=muestra)


@transaction.atomic
def terminar_hoja(*, cedula: int, renglones: int, quien: int, momento: datetime) -> Cedula:
    """The sheet has only its first `renglones` rows filled; what was typed after them goes.

    Raises `cedula-cerrada`, `renglon-inexistente`.
    """
    hoja = tomar(cedula)
    if not 0 <= renglones <= hoja.lote.renglones:
        raise rechazo("renglon-inexistente", numero=renglones)
    hoja.filas.filter(numero__gt=renglones).delete()
    hoja.renglones = renglones
    hoja.save(update_fields=["renglones"])
    anotar(
        "terminar_hoja", f"cedula:{cedula}", hoja.lote.proceso, quien, momento, renglones=renglones
    )
    return hoja


@transaction.atomic
def cotejar(*, fila: int, renglon: rules.Renglon, quien: int, momento: datetime) -> SegundaCaptura:
    """Keep the second capture of a row and say whether it agrees with the first (ET 8.4).

    Raises `cedula-cerrada`, `cotejo-propio`, `cotejo-resuelto`.
    """
    primera = Renglon.objects.select_related("cedula__lote").get(pk=fila)
    hoja = tomar(primera.cedula_id)
    primera.refresh_from_db()
    if primera.capturado_por == quien:
        raise rechazo("cotejo-propio")
    if not primera.se_coteja or SegundaCaptura.objects.filter(renglon=primera).exists():
        raise rechazo("cotejo-resuelto")
    proceso, lugar = hoja.lote.proceso, lugar_de(hoja.pk, primera.numero)
    igual = renglon.iguales(
        rules.Renglon(**sellos.abrir_datos(proceso, lugar, bytes(primera.datos)))
    )
    return SegundaCaptura.objects.create(
        renglon=primera,
        datos=sellos.sellar_datos(proceso, f"{lugar}/2", renglon.como_mapa()),
        primera_por=primera.capturado_por,
        capturado_en=momento,
        capturado_por=quien,
        cotejo=(Cotejo.COINCIDE if igual else Cotejo.DIFIERE).value,
    )


@transaction.atomic
def resolver(*, fila: int, renglon: rules.Renglon, quien: int, momento: datetime) -> Renglon:
    """A third person, with both captures in sight, says which is right (ET 8.4).

    Raises `cedula-cerrada`, `cotejo-resuelto`.
    """
    hoja = tomar(Renglon.objects.values_list("cedula", flat=True).get(pk=fila))
    primera = Renglon.objects.get(pk=fila)
    segunda = SegundaCaptura.objects.filter(renglon=primera, cotejo=Cotejo.DIFIERE.value).first()
    if segunda is None:
        raise rechazo("cotejo-resuelto")
    proceso, lugar = hoja.lote.proceso, lugar_de(hoja.pk, primera.numero)
    primera.datos = sellos.sellar_datos(proceso, lugar, renglon.como_mapa())
    primera.inciso = renglon.inciso
    primera.comentario = sellos.sellar_comentario(proceso, lugar, renglon.comentario)
    primera.save(update_fields=["datos", "inciso", "comentario"])
    segunda.cotejo, segunda.resuelto_por, segunda.resuelto_en = Cotejo.RESUELTO, quien, momento
    segunda.save(update_fields=["cotejo", "resuelto_por", "resuelto_en"])
    anotar("resolver_cotejo", f"renglon:{fila}", proceso, quien, momento)
    return primera


def tomar(cedula: int) -> Cedula:
    """Return an open sheet, locked until the commit; raise `cedula-cerrada`."""
    hoja = Cedula.objects.select_for_update(of=("self",)).select_related("lote").get(pk=cedula)
    if hoja.estado != EstadoDeCedula.EN_CAPTURA:
        raise rechazo("cedula-cerrada")
    return hoja


def anotar(
    acto: str, objeto: str, proceso: str, quien: int, momento: datetime, **datos: Dato
) -> None:
    bitacora.anotar(acto, objeto, quien=quien, momento=momento, proceso=proceso, **datos)
