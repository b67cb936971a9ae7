"""Officials' pages of cédulas and devices."""

from django.urls import path

from rubrica.cedulas import views, views_de_reporte
from rubrica.cedulas import views_de_intermitencias as intermitencias

app_name = "cedulas"
urlpatterns = [
    path("", views.inicio, name="inicio"),
    path("intermitencias/", intermitencias.lista, name="intermitencias"),
    path("intermitencias/declarar/", intermitencias.declarar, name="declarar_intermitencia"),
    path("intermitencias/terminar/", intermitencias.terminar, name="terminar_intermitencia"),
    path("<str:proceso>/", views.lista, name="lista"),
    path("<str:proceso>/dispositivos/", views.dispositivos, name="dispositivos"),
    path("<str:proceso>/<str:numero>/", views.auxiliar, name="auxiliar"),
    path("<str:proceso>/<str:numero>/baja/", views.baja, name="baja"),
    path("<str:proceso>/<str:numero>/anexos/<int:anexo>/", views.anexo, name="anexo"),
    path(
        "<str:proceso>/<str:numero>/dispositivos/<uuid:dispositivo>/reporte/",
        views_de_reporte.ver,
        name="reporte",
    ),
    path(
        "<str:proceso>/<str:numero>/dispositivos/<uuid:dispositivo>/revocar/",
        views.revocar,
        name="revocar",
    ),
    path("<str:proceso>/<str:numero>/<uuid:alta>/", views.cedula, name="cedula"),
    path("<str:proceso>/<str:numero>/<uuid:alta>/pdf/", views.pdf, name="pdf"),
    path("<str:proceso>/<str:numero>/<uuid:alta>/aceptar/", views.aceptar, name="aceptar"),
    path("<str:proceso>/<str:numero>/<uuid:alta>/baja/", views.baja, name="baja_de_cedula"),
]
