"""URLs of the Mesa de Control, under /mesa/."""

from django.urls import path

from rubrica.mesa.views import apartados, calidad, charola, consola, grupo, supervision

app_name = "mesa"
urlpatterns = [
    path("", consola.inicio, name="inicio"),
    path("tomar/", consola.tomar, name="tomar"),
    path("latido/", consola.latido, name="latido"),
    path("soltar/", consola.soltar, name="soltar"),
    path("rescate/", consola.rescate, name="rescate"),
    path("charola/", charola.charola, name="charola"),
    path("supervision/", supervision.supervision, name="supervision"),
    path("cargas/", supervision.asignar, name="asignar"),
    path("cargas/<int:carga>/retirar/", supervision.retirar, name="retirar"),
    path("apartados/", apartados.apartados, name="apartados"),
    path("apartados/<uuid:registro>/", apartados.apartado, name="apartado"),
    path(
        "apartados/<uuid:registro>/imagen/<slug:cual>.jpg",
        apartados.imagen,
        name="apartado_imagen",
    ),
    path("apartados/<uuid:registro>/determinar/", apartados.determinar, name="determinar"),
    path("calidad/", calidad.calidad, name="calidad"),
    path("calidad/congelar/", calidad.congelar, name="congelar"),
    path("calidad/muestras/<int:muestra>/sortear/", calidad.sortear, name="sortear"),
    path("calidad/tomar/", calidad.tomar, name="calidad_tomar"),
    path("calidad/latido/", calidad.latido, name="calidad_latido"),
    path("calidad/soltar/", calidad.soltar, name="calidad_soltar"),
    path("calidad/<uuid:registro>/", calidad.revision, name="revision"),
    path("calidad/<uuid:registro>/imagen/<slug:cual>.jpg", calidad.imagen, name="revision_imagen"),
    path("calidad/<uuid:registro>/imagenes", calidad.imagenes, name="revision_imagenes"),
    path("calidad/<uuid:registro>/dictamen/", calidad.revisar, name="revisar"),
    path("<uuid:registro>/", consola.registro, name="registro"),
    path("<uuid:registro>/imagen/<slug:cual>.jpg", consola.imagen, name="imagen"),
    path("<uuid:registro>/imagenes", consola.imagenes, name="imagenes"),
    path("<uuid:registro>/datos/", consola.corregir, name="corregir"),
    path("<uuid:registro>/dictamen/", consola.dictaminar, name="dictaminar"),
    path("<uuid:registro>/apartar/", consola.apartar, name="apartar"),
    path("<uuid:registro>/grupo/", grupo.grupo, name="grupo"),
    path("<uuid:registro>/grupo/dictamen/", grupo.dictaminar, name="dictaminar_grupo"),
    path("<uuid:registro>/reintentar/", charola.reintentar, name="reintentar"),
    path("<uuid:registro>/sin-abrir/", charola.pedir, name="pedir"),
    path("<uuid:registro>/sin-abrir/resolver/", charola.resolver, name="resolver"),
]
