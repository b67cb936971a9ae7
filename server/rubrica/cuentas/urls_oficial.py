"""The officials' door, and the pages that belong to no stage of a process.

The catalogue of avisos is guarded here: that context is older than this one and knows no accounts.
"""

from django.urls import path

from rubrica.avisos import views as avisos
from rubrica.cuentas import views, views_llaves, views_segundo_factor
from rubrica.cuentas.permisos import requiere
from rubrica.cuentas.rules import Puerta

app_name = "cuentas_oficial"
ver_plantillas = requiere("avisos.ver_plantillas")
urlpatterns = [
    path("entrar/", views.entrar, {"puerta": Puerta.OFICIAL}, name="entrar"),
    path("segundo-factor/", views_segundo_factor.segundo, name="segundo"),
    path("segundo-factor/llave/", views_llaves.entrar, name="segundo_con_llave"),
    path("llaves/", views_llaves.llaves, name="llaves"),
    path("llaves/<int:numero>/quitar/", views_llaves.quitar, name="quitar_llave"),
    path("salir/", views.salir, name="salir"),
    path("permisos/", views.matriz, name="matriz"),
    path("avisos/", ver_plantillas(avisos.catalogo), name="avisos"),
    path("avisos/envios/", views.envios, name="envios"),
    path("avisos/envios/<uuid:aviso>/reintentar/", views.reintentar, name="reintentar"),
    path("avisos/<slug:nombre>/vista/", ver_plantillas(avisos.vista), name="vista_de_aviso"),
]
