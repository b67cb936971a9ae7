"""What the promovente reads."""

from django.urls import path

from rubrica.excepcion.views import portal

app_name = "excepcion_portal"
urlpatterns = [
    path("observaciones/", portal.inicio, name="inicio"),
    path("observaciones/<str:proceso>/", portal.observaciones, name="observaciones"),
]
