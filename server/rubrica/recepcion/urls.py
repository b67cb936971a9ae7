from django.urls import path

from rubrica.recepcion import views

app_name = "recepcion"
urlpatterns = [
    path("registros", views.registros, name="registros"),
    path("registros/<uuid:id>", views.registro, name="registro"),
    path("hora", views.hora, name="hora"),
]
