"""The door of promoventes, in the service that faces the internet."""

from django.urls import path

from rubrica.cuentas import api, views, views_app, views_portal

app_name = "cuentas"
urlpatterns = [
    path("entrar/", views_portal.entrar, name="entrar"),
    path("entrar/codigo/", views_portal.codigo, name="codigo"),
    path("entrar/con/<slug:proveedor>/", views_portal.ir, name="ir"),
    path("entrar/con/<slug:proveedor>/vuelta/", views_portal.volver, name="volver"),
    path("entrar/app/<uuid:comprobacion>/", views_app.ir, name="ir_de_la_app"),
    path("api/v1/autenticaciones", api.autenticaciones, name="autenticaciones"),
    path("api/v1/comprobaciones", api.pedir, name="pedir_comprobacion"),
    path("api/v1/comprobaciones/<uuid:comprobacion>", api.consultar, name="comprobacion"),
    path("salir/", views.salir, name="salir"),
]
