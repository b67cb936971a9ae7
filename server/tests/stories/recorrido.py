"""The list of the app's screens, and a walk over them: axe looks at each, and docs/img shows it."""

from __future__ import annotations

from collections.abc import Callable

from rubrica.ficticio.receta import Receta
from tests.stories.casa import Casa, hasta
from tests.stories.telefono import CONTRASENA, Ciudadano, TelefonoDeNavegador
from tests.stories.telefono_propio import (
    TelefonoPropio,
    codigo_en_el_correo,
    con_credencial,
    personas_de,
)

LUGARES = (
    "ajustes", "telefono", "ayuda", "diagnostico", "envio", "folios", "rescate", "contrasena",
    "olvide", "personas", "baja", "inicio",
)  # fmt: skip
PANTALLAS = frozenset({
    "ajustes", "alta-codigo", "alta-contrasena", "alta-credencial", "alta-datos", "alta-lista",
    "alta-responsiva", "alta-ubicacion", "aviso-integral", "aviso-simplificado",
    "ayuda", "baja", "captura-anverso", "captura-codigos",
    "captura-contrasena", "captura-firma", "captura-folio", "captura-manifiesto",
    "captura-modelo", "captura-original", "captura-proceso", "captura-reverso",
    "captura-rostro", "contrasena", "diagnostico", "envio", "folios", "inicio", "menu",
    "olvide", "personas", "rescate", "telefono",
})  # fmt: skip
PANTALLAS_PROPIAS = frozenset({
    "captura-anverso", "captura-codigos", "captura-firma", "captura-folio", "captura-manifiesto",
    "captura-modelo", "captura-original", "captura-proceso", "captura-reverso", "captura-rostro",
    "menu", "mi-apoyo-codigo", "mi-apoyo-cuenta", "mi-apoyo-envio", "mi-apoyo-modelo-negado",
    "mi-apoyo-procesos", "mi-apoyo-registro", "mi-apoyo-reverso", "mi-apoyo-revision",
    "primera-vez", "rescate", "telefono-camara",
})  # fmt: skip
PANTALLAS_MENOS_VISTAS = frozenset({
    "auxiliar-sin-alta", "baja-hecha", "baja-quitada", "captura-asistida", "captura-marca",
    "captura-negada", "captura-retomar", "captura-testigo", "contrasena-hecha", "olvide-codigo",
    "olvide-hecha", "olvide-nueva", "solo-instalada",
})  # fmt: skip
_EN_IPHONE = """Object.defineProperty(Navigator.prototype, "userAgent", {
  get: () => "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Safari/604.1"
})"""


def leer_los_avisos(telefono: TelefonoDeNavegador) -> None:
    """From the Proceso screen to both notices, and back."""
    telefono.tocar("aviso-de-privacidad")
    telefono.en("aviso-simplificado")
    telefono.tocar("aviso-integral")
    telefono.en("aviso-integral")
    telefono.tocar("volver")
    telefono.en("captura-proceso")


def recorrer(casa: Casa, telefono: TelefonoDeNavegador) -> None:
    """From a new phone to a sealed support, and every place that the menu leads to.

    Each screen is waited for with `telefono.en`, where whoever looks at screens looks.
    """
    auxiliar = casa.auxiliar("recorrido")
    telefono.abrir_app()
    telefono.en("primera-vez")
    telefono.tocar("menu")
    telefono.en("menu")
    (correo,) = casa.correos(auxiliar.correo, "Su alta como auxiliar")
    telefono.enrolar(casa.enlace(correo), casa.lector_de_codigo(auxiliar.correo))
    telefono.captar_lo_propio(Ciudadano.con(*auxiliar.alta()))
    telefono.entrar()
    leer_los_avisos(telefono)
    ciudadano = Ciudadano.con(casa.padron.persona(7), Receta(toma="recorrido"))
    telefono.empezar(ciudadano)
    telefono.en("captura-manifiesto")
    telefono.tocar("siguiente")
    telefono.firmar(ciudadano.fotos.firma)
    telefono.llegar_al_folio()
    telefono.en("captura-folio")
    for lugar in LUGARES:
        telefono.ir(lugar)
    telefono.pagina.reload()  # locked again
    telefono.tocar("capturar")
    telefono.en("captura-contrasena")


def recorrer_mi_apoyo(casa: Casa, telefono: TelefonoPropio, correo: str) -> None:
    """From the first start to a support that waits without server, and its rescue file (ET 7)."""
    gente = personas_de(casa, 1_500)
    ciro, marta = (con_credencial(next(gente), "G") for _ in range(2))
    telefono.abrir_app()
    telefono.en("primera-vez")
    telefono.tocar("probar-camara")
    telefono.en("telefono-camara")
    telefono.tocar("cerrar")
    telefono.en("primera-vez")
    telefono.tocar("menu")
    telefono.en("menu")
    telefono.tocar("mi-apoyo")
    telefono.en("mi-apoyo-registro")
    telefono.tocar("generar")
    telefono.pedir_codigo(ciro, correo)
    telefono.activar(codigo_en_el_correo(casa, correo))
    telefono.en("mi-apoyo-procesos")
    telefono.elegir()
    telefono.tocar("otra-credencial")
    telefono.en("mi-apoyo-modelo-negado")
    telefono.tocar("volver")
    telefono.en("captura-modelo")
    telefono.hasta_los_codigos(marta)
    telefono.tocar("siguiente")
    telefono.en("mi-apoyo-revision")
    telefono.tocar("volver")
    telefono.en("mi-apoyo-procesos")
    dar_sin_servidor(casa, telefono, ciro)
    telefono.tocar("rescate")
    telefono.en("rescate")


def dar_sin_servidor(casa: Casa, telefono: TelefonoPropio, ciudadano: Ciudadano) -> None:
    """The capture, and its sending while recepción is away; it comes back afterwards."""
    telefono.elegir()
    telefono.hasta_los_codigos(ciudadano)
    telefono.hasta_el_rostro()
    telefono.hasta_la_firma(ciudadano)
    casa.matar("recepcion")  # before it is sealed: from then on it sends itself
    telefono.firmar_hasta_el_folio(ciudadano)
    telefono.tocar("continuar")
    hasta(telefono.pagina.locator("[data-accion=rescate]").is_enabled, "deja de intentar")
    telefono.en("mi-apoyo-envio")
    casa.revivir("recepcion")


def recorrer_lo_menos_visto(casa: Casa, telefono: TelefonoDeNavegador) -> None:
    """What most hands never reach: a refusal, a witness, a password made anew, a baja."""
    auxiliar = casa.auxiliar("menos visto")
    telefono.abrir_app()
    telefono.en("primera-vez")
    telefono.tocar("menu")
    telefono.tocar("modo-auxiliar")
    telefono.en("auxiliar-sin-alta")
    (correo,) = casa.correos(auxiliar.correo, "Su alta como auxiliar")
    telefono.enrolar(casa.enlace(correo), casa.lector_de_codigo(auxiliar.correo))
    telefono.captar_lo_propio(Ciudadano.con(*auxiliar.alta()))
    ciudadano = Ciudadano.con(casa.padron.persona(7), Receta(toma="menos visto"))
    telefono.entrar()
    telefono.negarse(ciudadano)
    _con_testigo(telefono, ciudadano)
    _otra_contrasena(telefono, auxiliar.correo, casa.lector_de_codigo(auxiliar.correo))
    telefono.enviar()
    _a_media_captura(telefono, ciudadano)
    telefono.ir("baja")
    telefono.marcar("confirmo")
    telefono.tocar("dar-de-baja")
    telefono.en("baja-hecha")
    telefono.escribir("contrasena", CONTRASENA)
    telefono.tocar("quitar")
    hasta(lambda: telefono.paso() == "auxiliar-sin-alta", "la bóveda se quita")
    telefono.abrir_app(f"{telefono.origen}/app/#/baja")
    telefono.en("baja-quitada")
    telefono.contexto.add_init_script(_EN_IPHONE)
    telefono.abrir_app(f"{telefono.origen}/app/#/alta")
    telefono.pagina.reload()
    telefono.en("solo-instalada")


def _con_testigo(telefono: TelefonoDeNavegador, ciudadano: Ciudadano) -> None:
    """A mark instead of a signature, and who witnesses it (ET 10.3 m)."""
    sin_firma(telefono, ciudadano)
    telefono.tocar("marca")
    telefono.en("captura-marca")
    telefono.trazar("marca", ciudadano.fotos.firma)
    telefono.tocar("siguiente")
    firma_testigo(telefono, ciudadano)


def sin_firma(telefono: TelefonoDeNavegador, ciudadano: Ciudadano) -> None:
    """A capture as far as what stands for the signature of who cannot give one."""
    telefono.empezar(ciudadano)
    telefono.en("captura-manifiesto")
    telefono.tocar("siguiente")
    telefono.en("captura-firma")
    telefono.tocar("no-firma")
    telefono.tocar("con-testigo")
    telefono.en("captura-asistida")


def firma_testigo(telefono: TelefonoDeNavegador, ciudadano: Ciudadano) -> None:
    """From who witnesses to the folio, and back to where the next one begins."""
    telefono.en("captura-testigo")
    telefono.escribir("testigo", "Rosario Cruz Méndez")
    telefono.trazar("testigo", ciudadano.fotos.firma)
    telefono.tocar("siguiente")
    telefono.en("captura-folio")
    telefono.tocar("continuar")
    telefono.en("captura-proceso")


def _otra_contrasena(
    telefono: TelefonoDeNavegador, correo: str, leer_codigo: Callable[[], str]
) -> None:
    """Changed with the one there is; then forgotten and made anew (ET 4.6)."""
    telefono.ir("contrasena")
    telefono.escribir("actual", CONTRASENA)
    telefono.escribir("contrasena", CONTRASENA)
    telefono.escribir("contrasena2", CONTRASENA)
    telefono.tocar("cambiar")
    telefono.en("contrasena-hecha")
    telefono.ir("olvide")
    telefono.escribir("correo", correo)
    telefono.tocar("siguiente")
    telefono.en("olvide-codigo")
    telefono.escribir("codigo", leer_codigo())
    telefono.tocar("siguiente")
    telefono.en("olvide-nueva")
    telefono.escribir("contrasena", CONTRASENA)
    telefono.escribir("contrasena2", CONTRASENA)
    telefono.tocar("siguiente")
    telefono.en("olvide-hecha")
    telefono.tocar("continuar")
    telefono.en("inicio")


def _a_media_captura(telefono: TelefonoDeNavegador, ciudadano: Ciudadano) -> None:
    """The phone gives no camera to the page, and ends it over another (ADR 0117)."""
    telefono.negar_la_camara()
    telefono.abrir_app()
    telefono.en("inicio")
    telefono.entrar()
    telefono.tocar("nuevo")
    telefono.en("captura-modelo")
    telefono.pagina.locator(f"[data-modelo={ciudadano.fotos.modelo}]").click()
    hasta(telefono.pagina.locator("input[name=archivo]").is_enabled, "deja elegir un archivo")
    telefono.matar()
    telefono.encender()
    telefono.abrir_app(f"{telefono.origen}/app/#/captura")
    telefono.en("captura-contrasena")
    telefono.escribir("contrasena", CONTRASENA)
    telefono.tocar("entrar")
    telefono.en("captura-retomar")
    telefono.tocar("descartar")
    telefono.en("captura-proceso")
