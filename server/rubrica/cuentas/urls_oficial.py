"""The officials' door, and the pages that belong to no stage of a process.

The catalogue of avisos is guarded here: that context is older than this one and knows no accounts.
"""

from django.urls import include, path

from rubrica.avisos import views as avisos
from rubrica.cuentas import (
    views,
    views_llaves,
    views_primera_entrada,
    views_segundo_factor,
)
from rubrica.cuentas import (
    views_institucionales as institucionales,
)
from rubrica.cuentas import (
    views_mi_cuenta as mia,
)
from rubrica.cuentas.permisos import requiere

entrar = views.Entrar.as_view()
ver_plantillas = requiere("avisos.ver_plantillas")
con_nombre = [
    path("entrar/", entrar, name="entrar"),
    path("segundo-factor/", views_segundo_factor.segundo, name="segundo"),
    path("llaves/", views_llaves.llaves, name="llaves"),
    path("llaves/<int:numero>/quitar/", views_llaves.quitar, name="quitar_llave"),
    path("salir/", views.salir, name="salir"),
    path("credencial/<slug:token>/", views_primera_entrada.credencial, name="credencial"),
    path("mi-cuenta/", mia.mi_cuenta, name="mi_cuenta"),
    path("mi-cuenta/declaracion/", mia.declaracion, name="declaracion"),
    path("mi-cuenta/declaracion.pdf", mia.documento, name="documento"),
    path("mi-cuenta/sesiones/<uuid:sesion>/cerrar/", mia.cerrar_sesion, name="cerrar_mia"),
    path("cuentas/", institucionales.lista, name="lista"),
    path("cuentas/<int:cuenta>/", institucionales.cuenta, name="cuenta"),
    path("cuentas/<int:cuenta>/reenviar/", institucionales.reenviar, name="reenviar"),
    path("cuentas/<int:cuenta>/renovar/", institucionales.renovar, name="renovar"),
    path("cuentas/<int:cuenta>/segundo-factor/", institucionales.restablecer, name="restablecer"),
    path("cuentas/<int:cuenta>/revocar/", institucionales.revocar, name="revocar"),
    path("cuentas/<int:cuenta>/reporte/", institucionales.ver_reporte, name="reporte"),
    path(
        "cuentas/<int:cuenta>/sesiones/<uuid:sesion>/cerrar/",
        institucionales.cerrar_sesion,
        name="cerrar_sesion",
    ),
    path("oficios/", institucionales.oficios, name="oficios"),
    path("oficios/nuevo/", institucionales.oficio_nuevo, name="oficio_nuevo"),
    path("oficios/<int:oficio>/", institucionales.oficio, name="oficio"),
    path(
        "declaraciones/<uuid:declaracion>/", institucionales.ver_declaracion, name="ver_declaracion"
    ),
    path("declaraciones/<uuid:declaracion>/aprobar/", institucionales.aprobar, name="aprobar"),
    path("declaraciones/<uuid:declaracion>/devolver/", institucionales.devolver, name="devolver"),
    path("permisos/", views.matriz, name="matriz"),
    path("avisos/", ver_plantillas(avisos.catalogo), name="avisos"),
    path("avisos/envios/", views.envios, name="envios"),
    path("avisos/envios/<uuid:aviso>/reintentar/", views.reintentar, name="reintentar"),
    path("avisos/<slug:nombre>/vista/", ver_plantillas(avisos.vista), name="vista_de_aviso"),
]
urlpatterns = [
    path("", include((con_nombre, "cuentas_oficial"))),
    # By these names allauth goes from one step to the next.
    path("entrar/", entrar, name="account_login"),
    path("segundo-factor/", views_segundo_factor.segundo, name="mfa_authenticate"),
]
