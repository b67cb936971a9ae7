"""Officials' pages."""

from django.urls import path

from rubrica.mantenimiento import views

app_name = "mantenimiento"
urlpatterns = [
    path("", views.lista, name="lista"),
    path("<int:numero>/prorrogar/", views.prorrogar, name="prorrogar"),
    path("<int:numero>/terminar/", views.terminar, name="terminar"),
]
