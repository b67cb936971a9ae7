"""URLs of reviews and hearings, under /audiencia/."""

from django.urls import include, path

from rubrica.audiencia.views import acta, agenda, cambios, listas, proyeccion, sala

app_name = "audiencia"
_DE_SESION = [
    path("", listas.sesion, name="sesion"),
    path("carga/", agenda.cargar, name="cargar"),
    path("aviso/", agenda.avisar, name="avisar"),
    path("cancelacion/", agenda.cancelar, name="cancelar"),
    path("mascara/", agenda.enmascarar, name="enmascarar"),
    path("propuesta/", agenda.contraproponer, name="contraproponer"),
    path("aceptacion/", agenda.aceptar, name="aceptar"),
    path("apertura/", sala.abrir, name="abrir"),
    path("registros/", listas.registros, name="registros"),
    path("registros/<int:asunto>/", sala.asunto, name="asunto"),
    path("registros/<int:asunto>/decision/", sala.guardar, name="guardar"),
    path("registros/<int:asunto>/documentos/", sala.adjuntar, name="adjuntar"),
    path("registros/<int:asunto>/documentos/<int:adjunto>/", sala.adjunto, name="adjunto"),
    path("registros/<int:asunto>/imagen/<slug:cual>.jpg", proyeccion.imagen, name="imagen"),
    path("registros/<int:asunto>/proyeccion/", proyeccion.proyectar, name="proyectar"),
    path("proyeccion/", proyeccion.proyeccion, name="proyeccion"),
    path("proyeccion/actual/", proyeccion.proyeccion_actual, name="proyeccion_actual"),
    path(
        "proyeccion/<int:asunto>/<slug:cual>.jpg", proyeccion.imagen_proyectada, name="proyectada"
    ),
    path("acta/", acta.acta, name="acta"),
    path("acta/relato/", acta.relatar, name="relatar"),
    path("acta/conclusion/", acta.concluir, name="concluir"),
    path("acta/cierre/", acta.cerrar, name="cerrar"),
    path("acta/firma/<slug:modo>/", acta.firmar, name="firmar"),
    path("acta/firmas/<int:firma>/", acta.firma, name="firma"),
    path("acta/notificacion/", acta.notificar, name="notificar"),
    path("documentos/<slug:clase>.pdf", acta.documento, name="documento"),
    path("documentos.zip", acta.todo, name="todo"),
    path("cambios/", cambios.cambios, name="cambios"),
    path("cambios/<int:cambio>/", cambios.resolver, name="resolver"),
]
urlpatterns = [
    path("", listas.inicio, name="inicio"),
    path("operar/", sala.operar, name="operar"),
    path("<str:proceso>/", listas.proceso, name="proceso"),
    path("<str:proceso>/requisitos/", agenda.requisitos, name="requisitos"),
    path("<str:proceso>/nueva/", agenda.programar, name="programar"),
    path("<str:proceso>/revision/", agenda.proponer, name="proponer"),
    path("<str:proceso>/<int:numero>/", include(_DE_SESION)),
]
