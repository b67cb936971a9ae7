from django.urls import path

from rubrica.recepcion import paginas

app_name = "rescate"
urlpatterns = [path("rescate/", paginas.rescate, name="entregar")]
