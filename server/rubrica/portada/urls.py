"""URLs of the portal that belong to no stage."""

from django.conf import settings
from django.urls import path, re_path
from django.views.generic import RedirectView

from rubrica.portada import demo, manuales, muestras, soporte, verificar, views
from rubrica.portada.aplicacion import aplicacion, telefono

app_name = "portada"
urlpatterns = [
    path("", views.inicio, name="inicio"),
    path("rechazos/<slug:codigo>", views.rechazo, name="rechazo"),
    path("manuales/", manuales.indice, name="manuales"),
    path("manuales/img/<str:nombre>", manuales.imagen, name="imagen_de_manual"),
    path("manuales/<slug:slug>/", manuales.manual, name="manual"),
    path("verificar/", verificar.pagina, name="verificar"),
    path("verificar/llaves.json", verificar.llaves_publicas, name="llaves_publicas"),
    path("verificar/rubrica_verificar.py", verificar.programa, name="verificador"),
    path("telefono/", telefono, name="telefono"),
    path("api/v1/soporte", soporte.api, name="soporte"),
    path("app", RedirectView.as_view(url="/app/")),
    re_path(r"^app/(?P<ruta>.*)$", aplicacion, name="aplicacion"),
]
if settings.DEMO or settings.PRUEBA:
    urlpatterns += [path("componentes", muestras.componentes, name="componentes")]
    urlpatterns += [
        path("demo/", demo.cuentas, name="demo"),
        path("demo/buzon/", demo.buzon, name="buzon"),
        path("demo/buzon/<slug:nombre>/", demo.carta, name="carta"),
    ]
