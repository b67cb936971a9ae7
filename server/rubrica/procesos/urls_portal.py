"""What the portal serves of a process."""

from django.urls import path

from rubrica.procesos import api

app_name = "procesos_portal"
urlpatterns = [
    path("api/v1/procesos/<str:proceso>/manifiesto", api.manifiesto, name="manifiesto"),
]
