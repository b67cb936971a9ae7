"""Officials' pages of results."""

from django.urls import path

from rubrica.resultados.views import cortes, descargas, entregas, oficios

app_name = "resultados"
urlpatterns = [
    path("", cortes.inicio, name="inicio"),
    path("<str:proceso>/", cortes.proceso, name="proceso"),
    path("<str:proceso>/congelar/<str:tipo>/", cortes.congelar, name="congelar"),
    path("<str:proceso>/cortes/<int:numero>/", cortes.corte, name="corte"),
    path("<str:proceso>/cortes/<int:numero>/movimientos/", cortes.movimientos, name="movimientos"),
    path("<str:proceso>/cortes/<int:numero>/entregar/", entregas.solicitar, name="solicitar"),
    path("<str:proceso>/cortes/<int:numero>/<str:que>", cortes.documento, name="documento"),
    path("<str:proceso>/oficios/", oficios.oficios, name="oficios"),
    path("<str:proceso>/oficios/notificar/", oficios.notificar, name="notificar"),
    path("<str:proceso>/oficios/<str:concluye>/recibir/", oficios.recibir, name="recibir"),
    path("<str:proceso>/entrega/", entregas.entrega, name="entrega"),
    path("<str:proceso>/entrega/llave/", entregas.registrar_llave, name="registrar_llave"),
    path("<str:proceso>/entrega/llave/prueba/", entregas.paquete_de_prueba, name="prueba"),
    path("<str:proceso>/entrega/llave/ensayar/", entregas.ensayar_llave, name="ensayar_llave"),
    path("<str:proceso>/entrega/huella/", entregas.confirmar_llave, name="confirmar_llave"),
    path("<str:proceso>/entrega/<int:entrega>/disponer/", entregas.disponer, name="disponer"),
    path("<str:proceso>/entrega/<int:entrega>/acusar/", entregas.acusar, name="acusar"),
    path("<str:proceso>/entrega/<int:entrega>/sha256sum.txt", descargas.sumas, name="sumas"),
    path("<str:proceso>/entrega/<int:entrega>/entrega.jws", descargas.firma, name="firma"),
    path(
        "<str:proceso>/entrega/<int:entrega>/volumenes/<int:numero>/",
        descargas.volumen,
        name="volumen",
    ),
]
