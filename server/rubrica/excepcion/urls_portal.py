"""What the promovente reads."""

from django.urls import path

from rubrica.excepcion.views import portal

app_name = "excepcion_portal"
urlpatterns = [
    path("procesos/<str:proceso>/papel/", portal.observaciones, name="observaciones"),
]
