"""The door of promoventes, in the service that faces the internet."""

from django.urls import path

from rubrica.cuentas import views, views_portal

app_name = "cuentas"
urlpatterns = [
    path("entrar/", views_portal.entrar, name="entrar"),
    path("entrar/codigo/", views_portal.codigo, name="codigo"),
    path("entrar/con/<slug:proveedor>/", views_portal.ir, name="ir"),
    path("entrar/con/<slug:proveedor>/vuelta/", views_portal.volver, name="volver"),
    path("salir/", views.salir, name="salir"),
]
