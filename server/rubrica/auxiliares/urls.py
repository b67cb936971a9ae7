from django.urls import path

from rubrica.auxiliares import api, views
from rubrica.auxiliares import views_de_archivo as archivos
from rubrica.auxiliares import views_de_fura as furas

app_name = "auxiliares"
urlpatterns = [
    path("api/v1/enrolamientos/codigo", api.codigo, name="codigo"),
    path("api/v1/enrolamientos", api.enrolamientos, name="enrolamientos"),
    path("api/v1/enrolamientos/<uuid:dispositivo>", api.estado, name="estado"),
    path("api/v1/enrolamientos/<uuid:dispositivo>/llave", api.llave, name="llave"),
    path("api/v1/enrolamientos/<uuid:dispositivo>/baja", api.baja, name="baja_de_dispositivo"),
    path("auxiliares/", views.inicio, name="lista"),
    path("auxiliares/<str:proceso>/", views.de_proceso, name="de_proceso"),
    path("auxiliares/<str:proceso>/alta", views.alta, name="alta"),
    path("auxiliares/<str:proceso>/archivo/", archivos.subir, name="subir"),
    path("auxiliares/<str:proceso>/archivo/plantilla/", archivos.plantilla, name="plantilla"),
    path("auxiliares/<str:proceso>/archivo/<int:importacion>/", archivos.archivo, name="archivo"),
    path(
        "auxiliares/<str:proceso>/archivo/<int:importacion>/atestiguar/",
        archivos.atestiguar,
        name="atestiguar",
    ),
    path("auxiliares/<str:proceso>/fura/", furas.pendientes, name="furas"),
    path("auxiliares/<str:proceso>/<str:numero>/", views.detalle, name="detalle"),
    path("auxiliares/<str:proceso>/<str:numero>/fura/", furas.fura, name="fura"),
    path("auxiliares/<str:proceso>/<str:numero>/anexos/<str:clase>/", furas.anexar, name="anexar"),
    path("auxiliares/<str:proceso>/<str:numero>/correo/", views.reenviar, name="reenviar"),
    path("auxiliares/<str:proceso>/<str:numero>/cuenta/", views.cuenta, name="cuenta"),
    path("auxiliares/<str:proceso>/<str:numero>/baja", views.baja, name="baja"),
]
