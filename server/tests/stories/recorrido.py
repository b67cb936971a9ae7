"""The list of the app's screens, and a walk over them: axe looks at each, and docs/img shows it."""

from __future__ import annotations

from rubrica.ficticio.receta import Receta
from tests.stories.casa import Casa
from tests.stories.telefono import Ciudadano, TelefonoDeNavegador

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
# What needs a fault, a second person or another process to be seen: the stories of those go there.
SIN_RECORRER = frozenset({
    "alta-entrar", "alta-espera", "alta-no-abre", "auxiliar-sin-alta", "baja-hecha",
    "baja-quitada", "captura-asistida", "captura-comprobacion", "captura-huella",
    "captura-marca", "captura-negada", "captura-no", "captura-testigo",
    "captura-version-vieja", "contrasena-hecha", "mi-apoyo-codigo", "mi-apoyo-cuenta",
    "mi-apoyo-envio", "mi-apoyo-modelo-negado", "mi-apoyo-procesos", "mi-apoyo-registro",
    "mi-apoyo-reverso", "mi-apoyo-revision", "no-arranca", "olvide-codigo", "olvide-hecha",
    "olvide-nueva", "solo-instalada", "telefono-camara",
})  # fmt: skip


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
