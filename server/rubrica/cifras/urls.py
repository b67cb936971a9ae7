"""What the promovente opens in the portal."""

from __future__ import annotations

from django.urls import URLPattern, path

from rubrica.cifras import views, views_de_archivo


def rutas(raiz: str) -> list[URLPattern]:
    """Return the pages of one process, under an address that has <str:proceso> in it."""
    return [
        path(raiz, views.resumen, name="resumen"),
        path(f"{raiz}dispersion/", views.dispersion, name="dispersion"),
        path(f"{raiz}municipios/", views.municipios, name="municipios"),
        path(f"{raiz}auxiliares/", views.auxiliares, name="auxiliares"),
        path(f"{raiz}registros/", views.registros, name="registros"),
        path(f"{raiz}exportar/<slug:tabla>.csv", views_de_archivo.en_csv, name="csv"),
        path(f"{raiz}exportar/<slug:tabla>.xlsx", views_de_archivo.en_xlsx, name="xlsx"),
    ]


app_name = "cifras"
urlpatterns = [path("cifras/", views.inicio, name="inicio"), *rutas("cifras/<str:proceso>/")]
