"""Pilar's provider fails: the DERFE gives her another way in, and she loses nothing (ET 6.7)."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from rubrica.auxiliares.tests import escenas
from rubrica.bitacora.models import Asiento
from rubrica.core import autenticacion
from rubrica.core.autenticacion import Proveedor
from rubrica.cuentas import identidades, queries
from rubrica.cuentas.identidades import Dicho
from rubrica.cuentas.models import CambioDeAcceso, Cuenta, Identidad
from rubrica.procesos.models import Proceso

pytestmark = [pytest.mark.django_db, pytest.mark.numeral("ET 6.7")]
URL = "/procesos/OAX26/acceso/"
GOOGLE = Proveedor(clave="google", nombre="Google", emisor="https://g.test", cliente="c")
OTRO = {
    "correo": "pilar.otra@ejemplo.test", "autenticacion": "correo",
    "motivo": "Google no responde; oficio 12.",
}  # fmt: skip


@pytest.fixture(autouse=True)
def con_google(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autenticacion, "PROVEEDORES", {"google": GOOGLE})


@pytest.fixture
def proceso(pilar: Cuenta) -> Proceso:
    pilar.autenticacion = "google"
    pilar.save(update_fields=["autenticacion"])
    return escenas.proceso_abierto(pilar)


def entrar(correo: str, sujeto: str = "pilar-1") -> Cuenta:
    dicho = Dicho(proveedor="google", sujeto=sujeto, correo=correo)
    return identidades.cuenta_de(dicho=dicho, origen="192.0.2.1", momento=escenas.ahora())


def test_irma_changes_it_with_who_when_and_why(
    client: Client, proceso: Proceso, irma: Cuenta, pilar: Cuenta
) -> None:
    client.force_login(irma)

    pagina = client.post(URL, OTRO, follow=True).content.decode()

    pilar.refresh_from_db()
    assert (pilar.correo, pilar.autenticacion) == (OTRO["correo"], "correo")
    assert "Google no responde" in pagina
    assert irma.nombre in pagina
    buzones = sorted([OTRO["correo"], "pilar@ejemplo.test"])
    assert escenas.destinatarios("acceso_cambiado") == buzones
    assert Proceso.objects.get().promovente == pilar


def test_her_open_sessions_end_and_her_old_subject_enters_no_more(
    client: Client, proceso: Proceso, irma: Cuenta, pilar: Cuenta
) -> None:
    entrar(pilar.correo)
    suya = Client()
    suya.force_login(pilar)
    client.force_login(irma)

    client.post(URL, OTRO)

    assert suya.get("/auxiliares/").status_code == 302
    assert not Identidad.objects.exists()
    with pytest.raises(Exception, match="cuenta-sin-registro"):
        entrar("pilar@ejemplo.test")


def test_no_e_mail_goes_to_the_bitacora(client: Client, proceso: Proceso, irma: Cuenta) -> None:
    client.force_login(irma)
    client.post(URL, OTRO)

    canonico = bytes(Asiento.objects.get(acto="cambiar_acceso").canonico)
    assert not [t for t in (b"pilar", b"Google no") if t in canonico]


@pytest.mark.usefixtures("ramiro")
@pytest.mark.parametrize(
    ("cambio", "status"),
    [({"motivo": ""}, 422), ({"autenticacion": "otra"}, 422),
     ({"correo": "pilar@ejemplo.test", "autenticacion": "google"}, 409),
     ({"correo": "ramiro@ejemplo.test"}, 409)],
)  # fmt: skip
def test_what_is_wrong_changes_nothing(
    client: Client, proceso: Proceso, irma: Cuenta, cambio: dict[str, str], status: int
) -> None:
    client.force_login(irma)

    assert client.post(URL, OTRO | cambio).status_code == status
    assert not CambioDeAcceso.objects.exists()


def test_only_a_promoventes_account_changes_so_whoever_writes_the_row(irma: Cuenta) -> None:
    with pytest.raises(DatabaseError, match="no admite"), transaction.atomic():
        CambioDeAcceso.objects.create(
            cuenta=irma, de=irma.autenticacion, a="google", correo_de=irma.correo,
            correo_a="x@y.test", motivo="x", cambiado_en=escenas.ahora(), cambiado_por=1,
        )  # fmt: skip
    assert queries.por_correo(irma.correo) == irma
