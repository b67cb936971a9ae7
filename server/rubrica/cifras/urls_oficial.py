"""The same pages in the officials' service, under each mechanism."""

from __future__ import annotations

from rubrica.cifras.urls import rutas

app_name = "cifras_oficial"
urlpatterns = rutas("<str:proceso>/cifras/")
