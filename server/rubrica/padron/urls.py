"""URLs of the padrón, under /padron/."""

from django.urls import path

from rubrica.padron import views

app_name = "padron"
urlpatterns = [
    path("", views.cortes, name="cortes"),
    path("<int:corte>/", views.corte, name="corte"),
    path("<int:corte>/activar/", views.activar, name="activar"),
]
