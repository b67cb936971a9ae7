from django.urls import path

from rubrica.recepcion import views

app_name = "recepcion"
urlpatterns = [
    path("registros", views.door, name="registros"),
    path("registros/<uuid:id>", views.door, name="registro"),
    path("hora", views.door, name="hora"),
    path("pruebas/<uuid:id>", views.door, name="prueba"),
]
