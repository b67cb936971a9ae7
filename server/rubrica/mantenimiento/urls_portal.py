"""What phones and anybody ask."""

from django.urls import path

from rubrica.mantenimiento import views

app_name = "mantenimiento_portal"
urlpatterns = [path("api/v1/mantenimiento", views.anuncios, name="anuncios")]
