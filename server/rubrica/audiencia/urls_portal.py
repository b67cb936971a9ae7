"""What the promovente agrees with the OPL (ET 10.8)."""

from django.urls import path

from rubrica.audiencia.views import portal

app_name = "audiencia_portal"
urlpatterns = [
    path("revisiones/", portal.inicio, name="inicio"),
    path("revisiones/<str:proceso>/", portal.proponer, name="proponer"),
    path("revisiones/<str:proceso>/<int:numero>/aceptacion/", portal.aceptar, name="aceptar"),
    path("revisiones/<str:proceso>/<int:numero>/propuesta/", portal.contraproponer, name="otra"),
]
