"""Officials' pages of paper."""

from django.urls import path

from rubrica.excepcion.views import captura, lotes

app_name = "excepcion"
urlpatterns = [
    path("", lotes.inicio, name="inicio"),
    path("discrepancias/", captura.discrepancias, name="discrepancias"),
    path("lotes/<int:lote>/", lotes.lote, name="lote"),
    path("lotes/<int:lote>/custodia/", lotes.custodia, name="custodia"),
    path("lotes/<int:lote>/escaneos/", lotes.subir, name="subir"),
    path("escaneos/<int:escaneo>/", lotes.escaneo, name="escaneo"),
    path("cedulas/<int:cedula>/", captura.capturar, name="capturar"),
    path("cedulas/<int:cedula>/renglones/<int:numero>/", captura.guardar, name="guardar"),
    path("cedulas/<int:cedula>/terminar/", captura.terminar, name="terminar"),
    path("cedulas/<int:cedula>/cerrar/", captura.cerrar, name="cerrar"),
    path("renglones/<int:renglon>/cotejar/", captura.cotejar, name="cotejar"),
    path("renglones/<int:renglon>/resolver/", captura.resolver, name="resolver"),
    path("<str:proceso>/", lotes.proceso, name="proceso"),
    path("<str:proceso>/regimen/", lotes.regimen, name="regimen"),
    path("<str:proceso>/buscar/", captura.buscar, name="buscar"),
    path("<str:proceso>/cotejo/", captura.cotejo, name="cotejo"),
]
