"""What the portal serves of a process."""

from django.urls import path

from rubrica.procesos import api, audios, publico

app_name = "procesos_portal"
urlpatterns = [
    path("api/v1/procesos/<str:proceso>/manifiesto", api.manifiesto, name="manifiesto"),
    path("mecanismos/<str:proceso>/", publico.mecanismo, name="mecanismo"),
    path("mecanismos/<str:proceso>/avisos/<str:clase>/", publico.aviso, name="aviso"),
    path("mecanismos/<str:proceso>/logotipo", publico.logotipo, name="logotipo"),
    path("api/v1/procesos/<str:proceso>/audios", audios.indice, name="audios"),
    path("api/v1/procesos/<str:proceso>/audios/<str:archivo>", audios.audio, name="audio"),
]
