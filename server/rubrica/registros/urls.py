from django.urls import path

from rubrica.registros import api, views

app_name = "registros"
urlpatterns = [
    path("captacion/", views.captacion, name="captacion"),
    path("cuenta/<str:proceso>/", views.cuenta, name="cuenta"),
    path("comprobante/", views.comprobante, name="comprobante"),
    path("api/v1/procesos/<str:proceso>/cuenta", api.cuenta, name="api_cuenta"),
    path("api/v1/comprobantes", api.comprobante, name="api_comprobante"),
]
