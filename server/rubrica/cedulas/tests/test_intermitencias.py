"""A provider fails: who is affected is listed and told, and goes on (ET 6.7)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import transaction
from django.test import Client

from rubrica import llaves
from rubrica.auxiliares import services as auxiliares
from rubrica.auxiliares.models import Auxiliar
from rubrica.auxiliares.tests import escenas
from rubrica.bitacora.models import Asiento
from rubrica.cedulas import intermitencias
from rubrica.cedulas.models import Intermitencia
from rubrica.core import autenticacion
from rubrica.core.autenticacion import Proveedor
from rubrica.core.rechazos import Rechazo
from rubrica.cuentas.models import Cuenta
from rubrica.mi_apoyo import sellos
from rubrica.mi_apoyo.models import Vinculo
from rubrica.procesos.models import Proceso
from rubrica.procesos.tests.forzar import forzar

pytestmark = [pytest.mark.django_db, pytest.mark.numeral("ET 6.7")]
GOOGLE = Proveedor(clave="google", nombre="Google", emisor="https://g.test", cliente="c")
URL = "/cedulas/intermitencias/"


@pytest.fixture(autouse=True)
def con_google(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autenticacion, "PROVEEDORES", {"google": GOOGLE})


@pytest.fixture
def afectados(pilar: Cuenta) -> Proceso:
    """Pilar, Abel and Ciro by Google; Berta by the code."""
    pilar.autenticacion = "google"
    pilar.save(update_fields=["autenticacion"])
    proceso = escenas.proceso_abierto(pilar)
    escenas.auxiliar_de(proceso, replace(escenas.ABEL, autenticacion="google"))
    escenas.auxiliar_de(proceso, escenas.con_correo("berta@ejemplo.test"))
    vinculo("ciro@ejemplo.test", 7, "google")
    vinculo("carla@ejemplo.test", 8, "correo")
    return proceso


def vinculo(correo: str, numero: int, tipo: str) -> None:
    kid = f"{numero:043d}"
    datos = sellos.DatosDelVinculo(cic="123456789", correo=correo, codigo="7QM4X2KD")
    Vinculo.objects.create(
        id=f"00000000-0000-4000-8000-{numero:012d}", kid=kid, jwk={}, numero=numero,
        entidad="20", persona=bytes([numero] * 16), correo=bytes([numero] * 16),
        datos=sellos.seal_data("20", kid, datos), autenticacion=tipo, activado_en=escenas.ahora(),
    )  # fmt: skip


def declarar(irma: Cuenta) -> Intermitencia:
    return intermitencias.declarar(proveedor="google", quien=irma.pk, momento=escenas.ahora())


def avisar(fila: Intermitencia) -> int:
    return intermitencias.avisar(intermitencia=fila.pk, momento=escenas.ahora())


def test_irma_sees_who_proves_an_account_by_it(
    client: Client, irma: Cuenta, afectados: Proceso
) -> None:
    client.force_login(irma)

    pagina = client.get(URL).content.decode()
    [suyos] = intermitencias.afectados(escenas.ahora())

    assert (len(suyos.promoventes), suyos.auxiliares) == (1, [("OAX26", "0001")])
    assert suyos.ciudadanos == ["90000007"]
    assert "Auxiliar 0001 de OAX26" in pagina
    assert not [c for c in ("abel@", "ciro@", "pilar@") if c in pagina]


def test_each_of_them_is_told_once_and_nobody_else(irma: Cuenta, afectados: Proceso) -> None:
    fila = declarar(irma)

    assert (avisar(fila), avisar(fila)) == (3, 3)
    assert escenas.destinatarios("proveedor_caido") == [
        "abel@ejemplo.test", "ciro@ejemplo.test", "pilar@ejemplo.test",
    ]  # fmt: skip


def test_a_process_that_is_over_affects_nobody(irma: Cuenta, afectados: Proceso) -> None:
    ayer = escenas.ahora() - escenas.UN_MES
    forzar(inicio=ayer - escenas.UN_MES, fin=ayer)

    assert intermitencias.afectados(escenas.ahora())[0].cuantos == 0
    assert avisar(declarar(irma)) == 0


def test_who_was_given_another_account_is_affected_no_more(
    irma: Cuenta, afectados: Proceso
) -> None:
    auxiliares.cambiar_cuenta(
        proceso="OAX26", numero="0001", correo="abel@ejemplo.test", autenticacion="correo",
        motivo="Google no responde.", quien=1, momento=escenas.ahora(),
    )  # fmt: skip

    avisar(declarar(irma))

    assert "abel@ejemplo.test" not in escenas.destinatarios("proveedor_caido")
    assert Auxiliar.objects.filter(numero="0001", baja_en=None).exists()


def test_it_is_declared_once_and_ends(client: Client, irma: Cuenta, afectados: Proceso) -> None:
    client.force_login(irma)

    primera = client.post(f"{URL}declarar/", {"proveedor": "google"})
    segunda = client.post(f"{URL}declarar/", {"proveedor": "google"})
    client.post(f"{URL}terminar/", {"proveedor": "google"})

    assert (primera.status_code, segunda.status_code) == (302, 409)
    assert Intermitencia.objects.get().terminada_por == irma.pk
    actos = set(Asiento.objects.filter(objeto="proveedor:google").values_list("acto", "actor"))
    quien = f"cuenta:{irma.pk}"
    assert actos == {("declarar_intermitencia", quien), ("terminar_intermitencia", quien)}


def test_a_provider_that_is_not_there_does_not_fail(irma: Cuenta) -> None:
    llaves.crear_instalacion()
    with pytest.raises(Rechazo, match="no-encontrado"), transaction.atomic():
        intermitencias.declarar(proveedor="myspace", quien=irma.pk, momento=escenas.ahora())
