"""The door of promoventes, in the service that faces the internet."""

from django.urls import include, path

from rubrica.cuentas import api, views, views_app, views_portal

codigo = views_portal.Codigo.as_view()
con_nombre = [
    path("entrar/", views_portal.entrar, name="entrar"),
    path("entrar/codigo/", codigo, name="codigo"),
    path("entrar/con/<slug:proveedor>/", views_portal.ir, name="ir"),
    path("entrar/con/<slug:proveedor>/vuelta/", views_portal.volver, name="volver"),
    path("entrar/app/<uuid:comprobacion>/", views_app.ir, name="ir_de_la_app"),
    path("api/v1/autenticaciones", api.autenticaciones, name="autenticaciones"),
    path("api/v1/comprobaciones", api.pedir, name="pedir_comprobacion"),
    path("api/v1/comprobaciones/<uuid:comprobacion>", api.consultar, name="comprobacion"),
    path("salir/", views.salir, name="salir"),
]
urlpatterns = [
    path("", include((con_nombre, "cuentas"))),
    # By these names allauth goes from one step to the next.
    path("entrar/", views_portal.entrar, name="account_login"),
    path("entrar/", views_portal.entrar, name="account_request_login_code"),
    path("entrar/codigo/", codigo, name="account_confirm_login_code"),
]
