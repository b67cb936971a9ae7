"""The door of promoventes, in the service that faces the internet."""

from django.urls import path

from rubrica.cuentas import views
from rubrica.cuentas.rules import Puerta

app_name = "cuentas"
urlpatterns = [
    path("entrar/", views.entrar, {"puerta": Puerta.PORTAL}, name="entrar"),
    path("salir/", views.salir, name="salir"),
]
