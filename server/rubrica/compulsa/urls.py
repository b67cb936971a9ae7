"""Officials' pages of the compulsa, under /compulsa/."""

from django.urls import path

from rubrica.compulsa import views

app_name = "compulsa"
urlpatterns = [
    path("", views.inicio, name="inicio"),
    path("<str:proceso>/", views.proceso, name="proceso"),
    path("<str:proceso>/iniciar/", views.iniciar, name="iniciar"),
    path("<str:proceso>/continuar/", views.continuar, name="continuar"),
    path("<str:proceso>/<int:numero>/", views.compulsa, name="compulsa"),
]
