"""Every address × every role × own and foreign process: who may enter, and nobody else (ET 9.2).

The addresses are those of the running code and the roles those of permisos.toml. An address that
nobody guards has to be named here, with its reason; a new kind of object, its maker.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import product
from uuid import UUID, uuid4

import pyrage
import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from PIL import Image

from rubrica.audiencia import services as audiencias
from rubrica.audiencia.cambios import Documento as Prueba
from rubrica.audiencia.models import (
    Actuacion,
    Asunto,
    Firma,
    Funcionario,
    Requisitos,
    Sesion,
)
from rubrica.audiencia.sellos import sellar as sellar_dicho
from rubrica.auxiliares import importacion
from rubrica.auxiliares import services as auxiliares
from rubrica.auxiliares.models import Auxiliar
from rubrica.auxiliares.rules import ClaseDeAnexo
from rubrica.auxiliares.tests import escenas
from rubrica.avisos.rules import plantilla
from rubrica.avisos.services import enviar
from rubrica.cedulas.tests.conftest import enrolar
from rubrica.compulsa.models import Compulsa
from rubrica.cuentas.models import Cuenta, Declaracion
from rubrica.cuentas.rules import Ambito, Rol, permite, roles
from rubrica.cuentas.tests.elenco import AJENO, PROCESO, Reparto
from rubrica.cuentas.tests.factores import con_llave
from rubrica.cuentas.tests.oficina import registrar_oficio
from rubrica.excepcion import services as papel
from rubrica.excepcion.rules import limpio
from rubrica.excepcion.tests.conftest import JUAN
from rubrica.mesa.models import Carga, Muestra
from rubrica.mesa.tests.conftest import FORMULARIO
from rubrica.recepcion import almacen
from rubrica.registros import sellos
from rubrica.registros import services as registros
from rubrica.registros.rules import Acto
from rubrica.registros.tests.conftest import recibir
from rubrica.resultados import services as resultados
from rubrica.resultados.models import Entrega, Volumen
from rubrica.resultados.rules import Tipo

AHORA = datetime.now(UTC)
Objetos = dict[str, str]
# Who meets no guard, and why.
ABIERTAS = {
    "la puerta del teléfono: lo que trae va firmado o sellado": (
        "api/v1/registros", "api/v1/hora", "api/v1/pruebas", "api/v1/enrolamientos",
        "api/v1/mi-apoyo", "api/v1/soporte", "api/v1/autenticaciones", "api/v1/comprobaciones",
    ),
    "lo público: figuras, avisos de privacidad, manuales, la app": (
        "", "salud", "rechazos/", "manuales/", "telefono/", "app", "^app/", "comprobante/",
        "verificar/",
        "cuenta/", "mecanismos/", "api/v1/procesos/", "api/v1/comprobantes", "api/v1/mantenimiento",
        "componentes",
    ),
    "quien trae un archivo de rescate: va sellado y no dice de quién es": ("rescate/",),
    "sólo en la demostración": ("demo/",),
    "por donde se entra y se sale": (
        "entrar/", "salir/", "oficial/entrar/", "oficial/segundo-factor/", "oficial/salir/",
    ),
    "lleva a cada quien a lo suyo": ("captacion/",),
    "quien trae el enlace que llegó a su buzón, una vez": ("oficial/credencial/",),
    "lo propio de cada cuenta institucional: `propia` pide entrar y niega a quien promueve": (
        "oficial/mi-cuenta/",
    ),
}  # fmt: skip
# What asks for more than its guard says, once it knows what it is asked about.
ADEMAS = {"procesos/<str:proceso>/llaves/ensayo/<str:prueba>/": "procesos.custodiar"}
SIN_PROCESO = frozenset({"corte", "nombre", "archivo", "slug"})  # of the house, not of a process
METODOS = ("get", "post")


@dataclass(frozen=True, kw_only=True)
class Direccion:
    """One address: its route as written, what it asks for, and the names of its objects."""

    ruta: str
    accion: str | None
    objetos: tuple[str, ...]

    def con(self, objetos: Objetos) -> str:
        """Return the address of those objects."""
        camino = self.ruta
        for nombre in self.objetos:
            conversor = next(
                c for c in ("uuid", "int", "str", "slug") if f"<{c}:{nombre}>" in camino
            )
            valor = objetos.get(f"{self.cuarto}.{nombre}") or objetos[nombre]
            camino = camino.replace(f"<{conversor}:{nombre}>", valor)
        return f"/{camino}"

    @property
    def cuarto(self) -> str:
        return self.ruta.partition("/")[0]


def _direcciones(raiz: URLResolver, antes: str = "") -> Iterator[Direccion]:
    for patron in raiz.url_patterns:
        ruta = antes + str(patron.pattern)
        if isinstance(patron, URLPattern):
            yield Direccion(
                ruta=ruta,
                accion=getattr(patron.callback, "accion", None),
                objetos=tuple(patron.pattern.converters),
            )
        else:
            yield from _direcciones(patron, ruta)


def guardadas() -> list[Direccion]:
    return [d for d in _direcciones(get_resolver()) if d.accion]


@pytest.mark.numeral("ET 9.2")
def test_an_address_that_nobody_guards_is_so_on_purpose() -> None:
    prefijos = [p for varias in ABIERTAS.values() for p in varias]

    abiertas = [d.ruta for d in _direcciones(get_resolver()) if not d.accion]

    assert [r for r in abiertas if not any(_es(r, p) for p in prefijos)] == []
    assert [p for p in prefijos if not any(_es(r, p) for r in abiertas)] == []


def _es(ruta: str, prefijo: str) -> bool:
    return ruta == prefijo or bool(prefijo and ruta.startswith(prefijo))


# ---- The same things in two processes


def _png() -> bytes:
    salida = BytesIO()
    Image.new("RGB", (40, 40), "white").save(salida, "PNG")
    return salida.getvalue()


def _en_mesa(proceso: str) -> UUID:
    registro = recibir(proceso=proceso, folio=f"{proceso}-0153-1-00001-XYK", promovente=1)
    registros.abrir(
        [
            registros.Apertura(
                registro=registro, acto=Acto.TURNAR_A_MESA, persona=registro.id.bytes,
                municipio="066", situacion="lista_nominal", corte="2026-10-31",
                datos=sellos.sellar_formulario(registro, FORMULARIO),
            )
        ],
        momento=registro.recibido_en + timedelta(minutes=1),
    )  # fmt: skip
    return registro.id


def _de_papel(proceso: str, quien: Cuenta) -> Objetos:
    papel.habilitar(
        proceso=proceso, acuerdo="CG-12/2026", municipios=["066"], muestra=0, quien=quien.pk,
        momento=AHORA,
    )  # fmt: skip
    llegada = papel.Llegada(caja="C", cedulas=1, renglones=2, entrega="Pilar", sello="7")
    lote = papel.recibir_lote(proceso=proceso, llegada=llegada, quien=quien.pk, momento=AHORA)
    escaneo = papel.subir_escaneo(lote=lote, contenido=_png(), quien=quien.pk, momento=AHORA)
    cedula = lote.hojas.get()
    renglon = papel.guardar_renglon(
        cedula=cedula.pk, numero=1, renglon=limpio({"clave": JUAN}), quien=quien.pk, momento=AHORA
    )
    return {
        "lote": str(lote.pk), "escaneo": str(escaneo.pk), "cedula": str(cedula.pk),
        "renglon": str(renglon.pk), "papel.numero": "1",
    }  # fmt: skip


def _institucional(proceso: str, cuenta: Cuenta, quien: Cuenta) -> Objetos:
    """Make the papers of an official's account, of the authority of that process."""
    oficio = registrar_oficio(quien, autoridad=cuenta.autoridad, numero=f"{proceso}/1")
    declaracion = Declaracion.objects.create(
        cuenta=cuenta, sellada=b"sello", tipo="image/png", bytes=5, subida_en=AHORA
    )
    return {
        "cuenta": str(cuenta.pk), "oficio": str(oficio.pk), "declaracion": str(declaracion.pk),
        "sesion": str(uuid4()),
    }  # fmt: skip


def _de_resultados(proceso: str, quien: Cuenta) -> Objetos:
    """A cut and a delivery of it, with one sealed file, at the OPL's disposal."""
    corte = resultados.congelar(
        proceso=proceso, tipo=Tipo.PRELIMINAR, quien=quien.pk, momento=AHORA
    )
    publica = str(pyrage.x25519.Identity.generate().to_public())
    llave = resultados.registrar_llave(
        proceso=proceso, llave=publica, quien=quien.pk, momento=AHORA
    )
    entrega = Entrega.objects.create(
        corte=corte, numero=1, llave=llave, situaciones=["padron"], solicitada_en=AHORA,
        solicitada_por=quien.pk, estado="dispuesta", codigo="0" * 64, preparada_en=AHORA,
        dispuesta_en=AHORA, dispuesta_por=quien.pk, jws="e.c.f",
    )  # fmt: skip
    with almacen.Entrante() as archivo:
        archivo.write(f"sellado para {proceso}".encode())
        archivo.keep(proceso, archivo.digest())
    Volumen.objects.create(
        entrega=entrega, numero=1, nombre="v.tar.age", registros=1, bytes=archivo.tamano,
        codigo=archivo.digest(), claro="0" * 64,
    )  # fmt: skip
    return {
        "resultados.numero": "1", "resultados.entrega": str(entrega.pk), "tipo": "preliminar",
        "que": "corte.json", "concluye": "mesa",
    }  # fmt: skip


def _de_la_mesa(proceso: str) -> Objetos:
    """A load, and a sample whose universe is frozen."""
    carga = Carga.objects.create(
        proceso=proceso, operador="olga@ejemplo.test", asignada_por="susana", asignada_en=AHORA
    )
    muestra = Muestra.objects.create(
        proceso=proceso, hasta=AHORA, folios=1, universo="0" * 64, tamano=1, congelada_por="susana"
    )
    return {"carga": str(carga.pk), "muestra": str(muestra.pk)}


def _de_compulsa(proceso: str, quien: Cuenta) -> Objetos:
    """A compulsa that ended, with nothing in it."""
    Compulsa.objects.create(
        proceso=proceso, numero=1, cortes=[], pedida_en=AHORA, pedida_por=quien.pk, esperados=0,
        estado="CONCLUIDA", movida_en=AHORA, concluida_en=AHORA,
    )  # fmt: skip
    return {"compulsa.numero": "1"}


def _de_audiencia(proceso: str, quien: Cuenta) -> Objetos:
    """A notified hearing with one record that changes, its document, a signature and the acta.

    Its rows are made by hand: what is asked here is who may see them, not how they come to be.
    """
    registro = recibir(proceso=proceso, folio=f"{proceso}-0153-1-00002-XYK", promovente=1)
    registros.abrir(
        [
            registros.Apertura(
                registro=registro, acto=Acto.TURNAR_A_MESA, persona=registro.id.bytes,
                municipio="066", situacion="no_encontrado", corte="2026-10-31",
                datos=sellos.sellar_formulario(registro, FORMULARIO),
            )
        ],
        momento=registro.recibido_en + timedelta(minutes=1),
    )  # fmt: skip
    requisitos = Requisitos.objects.create(
        proceso=proceso, numero=1, acordados_el=AHORA.date(), registrados_en=AHORA,
        registrados_por=quien.pk, texto=sellar_dicho(proceso, "requisitos/1", "Originales."),
        con=sellar_dicho(proceso, "requisitos/1/con", "Pilar"),
    )  # fmt: skip
    sesion = Sesion.objects.create(
        proceso=proceso, clase="audiencia", numero=1, estado="abierta", inicio=AHORA,
        fin=AHORA + timedelta(hours=2), sala="Sala", requisitos=requisitos, creada_en=AHORA,
        creada_por=quien.pk,
    )  # fmt: skip
    asunto = Asunto.objects.create(
        sesion=sesion, registro=registro.pk, folio=registro.folio, de_estatus="PARA_COMPULSA",
        de_situacion="no_encontrado",
        funcionario=Funcionario.objects.create(
            sesion=sesion, cuenta=quien.pk, nombre="Irma", usuario=quien.correo
        ),
    )  # fmt: skip
    adjunto = audiencias.adjuntar(
        asunto=asunto.pk, clase=Prueba.ELEMENTO, contenido=_png(), quien=quien.pk, momento=AHORA
    )
    partes = {
        parte: sellar_dicho(proceso, f"{parte}/{asunto.pk}", que)
        for parte, que in (
            ("dicho", {"manifestacion": "", "motivo": ""}), ("antes", {}), ("despues", {}),
        )
    }  # fmt: skip
    cambio = Actuacion.objects.create(
        asunto=asunto, cambios=["nueva_busqueda"], de_estatus="PARA_COMPULSA",
        de_situacion="no_encontrado", a_situacion="lista_nominal", quien=quien.pk, momento=AHORA,
        **partes,
    )  # fmt: skip
    firma = Firma.objects.create(
        sesion=sesion, firmante="representante:1", modo="negativa", momento=AHORA,
        registrada_por=quien.pk,
        datos=sellar_dicho(proceso, f"firma/{sesion.pk}/representante:1", {"motivo": "x"}),
    )  # fmt: skip
    Sesion.objects.filter(pk=sesion.pk).update(estado="notificada")
    return {
        "audiencia.numero": "1", "asunto": str(asunto.pk), "adjunto": str(adjunto.pk),
        "cambio": str(cambio.pk), "firma": str(firma.pk), "modo": "autografa",
        "audiencia.clase": "borrador", "revisiones.numero": "1",
    }  # fmt: skip


def _de_auxiliar(auxiliar: Auxiliar, quien: Cuenta) -> Objetos:
    telefono = escenas.telefono_de(auxiliar)
    anexo = auxiliares.subir_anexo(
        auxiliar=auxiliar.pk, clase=ClaseDeAnexo.CREDENCIAL, contenido=_png(), version=0,
        quien=quien.pk, actor="pilar", momento=AHORA,
    )  # fmt: skip
    return {
        "auxiliares.numero": auxiliar.numero, "auxiliares.clase": "fura",
        "cedulas.numero": auxiliar.numero, "alta": str(enrolar(telefono)),
        "anexo": str(anexo.pk), "cedulas.dispositivo": str(telefono.dispositivo),
    }  # fmt: skip


def _poblado(proceso: str, promovente: Cuenta, quien: Cuenta) -> Objetos:
    """Make in a process one object of each kind; return how each is named in an address."""
    abierto = escenas.proceso_abierto(promovente, proceso)
    auxiliar = escenas.auxiliar_de(abierto, escenas.con_correo(f"abel.{proceso}@ejemplo.test"))
    archivo = importacion.subir(
        proceso=proceso, contenido=b"nombre\nAbel\n", quien=promovente.pk, momento=AHORA
    )
    codigo = plantilla("codigo_de_acceso")
    aviso = enviar(
        plantilla=codigo.nombre, para="nadie@ejemplo.test", datos=codigo.ejemplo, proceso=proceso,
        momento=AHORA,
    )  # fmt: skip
    llave = con_llave(quien, proceso)  # somebody's own: nobody else's role reaches it
    registro = str(_en_mesa(proceso))
    de_oficina = _de_papel(proceso, quien) | _de_la_mesa(proceso)
    de_oficina |= _de_resultados(proceso, quien) | _de_compulsa(proceso, quien)
    de_oficina |= _de_audiencia(proceso, quien)
    return de_oficina | _de_auxiliar(auxiliar, promovente) | {
        "proceso": proceso, "importacion": str(archivo.pk),
        "registro": registro, "aviso": str(aviso.pk), "corte": "1",
        "procesos.numero": "1", "mantenimiento.numero": "1",
        "oficial.numero": str(llave.pk), "cual": "anverso", "par": "proceso",
        "prueba": "custodia", "nombre": codigo.nombre, "clase": "integral",
        "tabla": "registros",
    }  # fmt: skip


@pytest.fixture
def mundos(reparto: Reparto, irma: Cuenta) -> dict[str, Objetos]:
    """Two processes with the same things in them."""
    return {
        proceso: _poblado(proceso, reparto(f"P{proceso}", Rol.PROMOVENTE, proceso=proceso), irma)
        | _institucional(
            proceso,
            reparto(f"O{proceso}", Rol.OPERADOR, proceso=proceso, autoridad=autoridad),
            irma,
        )
        for proceso, autoridad in ((PROCESO, "IEEPCO"), (AJENO, "IEPC"))
    }


# ---- The walk


def _pedir(cliente: Client, metodo: str, camino: str) -> HttpResponse:
    """Ask for it, and leave the house as it was."""
    with transaction.atomic():
        respuesta: HttpResponse = getattr(cliente, metodo)(camino)
        if respuesta.streaming:
            b"".join(respuesta)  # to its end, which closes what it reads from
        transaction.set_rollback(True)
    return respuesta


def _negada(respuesta: HttpResponse) -> bool:
    return respuesta.status_code in {403, 404, 405}


def _a_la_entrada(respuesta: HttpResponse) -> bool:
    return respuesta.status_code == 302 and "entrar/" in respuesta["Location"]


def _falta(respuesta: HttpResponse, metodo: str, *, debe: bool) -> str:
    """Return what is wrong with an answer to who may, or may not; empty when nothing is."""
    if respuesta.status_code >= 500 or _a_la_entrada(respuesta):
        return f"responde {respuesta.status_code}"
    if not debe and not _negada(respuesta):
        return "entra quien no puede"
    if debe and metodo == "get" and respuesta.status_code == 403:
        return "se niega a quien puede"
    return ""


@pytest.mark.django_db
@pytest.mark.parametrize("rol", [r.value for r in Rol])
@pytest.mark.numeral("ET 9.2", "ET 2.1")
def test_each_role_enters_where_it_may_and_nowhere_else(
    mundos: dict[str, Objetos], reparto: Reparto, client: Client, rol: str
) -> None:
    client.force_login(reparto("Quien", Rol(rol)))

    faltas = [
        (metodo, camino, falta)
        for direccion, (proceso, objetos), metodo in product(guardadas(), mundos.items(), METODOS)
        for camino in [direccion.con(objetos)]
        for debe in [_puede(rol, direccion, proceso)]
        if (falta := _falta(_pedir(client, metodo, camino), metodo, debe=debe))
    ]

    assert faltas == []


def _puede(rol: str, direccion: Direccion, proceso: str) -> bool:
    assert direccion.accion
    de_la_casa = not direccion.objetos or SIN_PROCESO.issuperset(direccion.objetos)
    alcanza = roles()[Rol(rol)].ambito is Ambito.TODOS or proceso == PROCESO or de_la_casa
    ademas = [a for prefijo, a in ADEMAS.items() if direccion.ruta.startswith(prefijo)]
    return alcanza and all(permite(Rol(rol), a) for a in (direccion.accion, *ademas))


@pytest.mark.django_db
@pytest.mark.numeral("ET 9.2")
def test_who_has_not_signed_in_is_shown_the_entrance(
    mundos: dict[str, Objetos], client: Client
) -> None:
    caminos = [d.con(mundos[PROCESO]) for d in guardadas()]

    respuestas = {c: _pedir(client, m, c) for c in caminos for m in METODOS}

    abiertas = [c for c, r in respuestas.items() if not (_negada(r) or _a_la_entrada(r))]
    assert abiertas == []
    assert settings.SESSION_COOKIE_NAME not in client.cookies
