"""Officials' page of the elimination of a process."""

from django.urls import path

from rubrica.eliminacion import views

app_name = "eliminacion"
urlpatterns = [
    path("<str:proceso>/eliminacion/", views.eliminacion, name="eliminacion"),
    path("<str:proceso>/eliminacion/solicitar/", views.solicitar, name="solicitar"),
    path("<str:proceso>/eliminacion/atestiguar/", views.atestiguar, name="atestiguar"),
    path("<str:proceso>/eliminacion/autorizar/", views.autorizar, name="autorizar"),
    path("<str:proceso>/eliminacion/cancelar/", views.cancelar, name="cancelar"),
    path("<str:proceso>/eliminacion/certificar/", views.certificar, name="certificar"),
    path("<str:proceso>/eliminacion/<str:que>", views.documento, name="documento"),
]
