"""Officials' pages of the mechanisms."""

from django.urls import path

from rubrica.procesos import (
    views,
    views_de_acceso,
    views_de_calendario,
    views_de_cambios,
    views_de_llaves,
    views_de_personas,
)

app_name = "procesos"
urlpatterns = [
    path("", views.lista, name="lista"),
    path("nuevo/", views.nuevo, name="nuevo"),
    path("<str:proceso>/", views.detalle, name="detalle"),
    path("<str:proceso>/editar/", views.editar, name="editar"),
    path("<str:proceso>/devolver/", views.devolver, name="devolver"),
    path("<str:proceso>/publicado/", views.publicado, name="publicado"),
    path("<str:proceso>/solicitar/", views.solicitar, name="solicitar"),
    path("<str:proceso>/aprobar/", views.aprobar, name="aprobar"),
    path("<str:proceso>/confirmar/", views.confirmar, name="confirmar"),
    path("<str:proceso>/abrir/", views.abrir, name="abrir"),
    path("<str:proceso>/cambios/", views_de_cambios.cambios, name="cambios"),
    path("<str:proceso>/calendario/", views_de_calendario.calendario, name="calendario"),
    path(
        "<str:proceso>/calendario/inhabiles/",
        views_de_calendario.declarar,
        name="declarar_inhabil",
    ),
    path(
        "<str:proceso>/calendario/inhabiles/<int:numero>/retirar/",
        views_de_calendario.retirar,
        name="retirar_inhabil",
    ),
    path("<str:proceso>/acceso/", views_de_acceso.acceso, name="acceso"),
    path("<str:proceso>/personas/", views_de_personas.personas, name="personas"),
    path("<str:proceso>/personas/<int:cuenta>/asignar/", views_de_personas.asignar, name="asignar"),
    path("<str:proceso>/personas/<int:cuenta>/retirar/", views_de_personas.retirar, name="retirar"),
    path("<str:proceso>/llaves/", views_de_llaves.llaves, name="llaves"),
    path("<str:proceso>/llaves/acta/", views_de_llaves.acta, name="acta"),
    path(
        "<str:proceso>/llaves/entrega/", views_de_llaves.llave_de_entrega, name="llave_de_entrega"
    ),
    path("<str:proceso>/llaves/custodios/", views_de_llaves.custodios, name="custodios"),
    path(
        "<str:proceso>/llaves/recuperacion/<str:par>/",
        views_de_llaves.recuperacion,
        name="recuperacion",
    ),
    path("<str:proceso>/llaves/ensayo/<str:prueba>/", views_de_llaves.ensayar, name="ensayar"),
    path(
        "<str:proceso>/llaves/ensayo/<str:prueba>/palabras/",
        views_de_llaves.responder,
        name="responder",
    ),
    path(
        "<str:proceso>/llaves/ensayo/<str:prueba>/paquete/<str:nombre>/",
        views_de_llaves.paquete_de_prueba,
        name="paquete_de_prueba",
    ),
]
