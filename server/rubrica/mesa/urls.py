"""URLs of the Mesa de Control, under /mesa/."""

from django.urls import path

from rubrica.mesa import views

app_name = "mesa"
urlpatterns = [
    path("", views.inicio, name="inicio"),
    path("tomar/", views.tomar, name="tomar"),
    path("rescate/", views.rescate, name="rescate"),
    path("charola/", views.charola, name="charola"),
    path("<uuid:registro>/", views.registro, name="registro"),
    path("<uuid:registro>/imagen/<slug:cual>.jpg", views.imagen, name="imagen"),
    path("<uuid:registro>/imagenes", views.imagenes, name="imagenes"),
    path("<uuid:registro>/datos/", views.corregir, name="corregir"),
    path("<uuid:registro>/dictamen/", views.dictaminar, name="dictaminar"),
    path("<uuid:registro>/reintentar/", views.reintentar, name="reintentar"),
]
