from django.urls import path

from rubrica.mi_apoyo import api

app_name = "mi_apoyo"
urlpatterns = [
    path("api/v1/mi-apoyo", api.condiciones, name="condiciones"),
    path("api/v1/mi-apoyo/solicitudes", api.solicitudes, name="solicitudes"),
    path("api/v1/mi-apoyo/solicitudes/<uuid:solicitud>", api.solicitud, name="solicitud"),
    path("api/v1/mi-apoyo/activaciones", api.activaciones, name="activaciones"),
    path("api/v1/mi-apoyo/procesos", api.procesos_de, name="procesos"),
]
