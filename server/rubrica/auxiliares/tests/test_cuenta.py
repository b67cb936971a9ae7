"""Another account for Abel, who goes on being the same (ET 6.7)."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from rubrica.auxiliares import queries, services
from rubrica.auxiliares.models import Auxiliar, CambioDeCuenta, Dispositivo
from rubrica.auxiliares.tests import escenas
from rubrica.auxiliares.tests.telefono_nuevo import TelefonoNuevo
from rubrica.bitacora.models import Asiento
from rubrica.core import autenticacion
from rubrica.core.autenticacion import Proveedor
from rubrica.cuentas.models import Cuenta

pytestmark = [pytest.mark.django_db, pytest.mark.numeral("ET 6.7")]
NUEVO = "abel.nuevo@ejemplo.test"
URL = "/auxiliares/OAX26/0001/cuenta/"
ESCRITO = {"correo": NUEVO, "autenticacion": "correo", "motivo": "Facebook no responde."}


@pytest.fixture(autouse=True)
def con_facebook(monkeypatch: pytest.MonkeyPatch) -> None:
    fila = Proveedor(clave="facebook", nombre="Facebook", tipo="facebook", cliente="c", secreto="s")  # type: ignore[arg-type]
    monkeypatch.setattr(autenticacion, "PROVEEDORES", {"facebook": fila})


@pytest.fixture
def en_sesion(client: Client, pilar: Cuenta, abel: Auxiliar) -> Client:
    client.force_login(pilar)
    return client


def cambiar(abel: Auxiliar, **cambios: Any) -> Auxiliar:
    datos = {**ESCRITO, "proceso": abel.proceso, "numero": abel.numero, "quien": 1}
    return services.cambiar_cuenta(**{**datos, "momento": escenas.ahora(), **cambios})


def test_pilar_changes_it_with_who_when_and_why(en_sesion: Client, pilar: Cuenta) -> None:
    respuesta = en_sesion.post(URL, ESCRITO, follow=True)

    pagina = respuesta.content.decode()
    [cambio] = queries.cambios_de_cuenta("OAX26", "0001")
    assert (cambio.antes, cambio.ahora, cambio.quien) == (escenas.ABEL.correo, NUEVO, pilar.pk)
    assert "Facebook no responde." in pagina
    assert pilar.nombre in pagina


def test_both_mailboxes_are_told(abel: Auxiliar) -> None:
    cambiar(abel)

    plantilla = "cuenta_de_auxiliar_cambiada"
    assert escenas.destinatarios(plantilla) == sorted([NUEVO, escenas.ABEL.correo])


@pytest.mark.numeral("ET 14.1")
def test_neither_e_mail_nor_motive_is_in_the_bitacora_or_in_clear(abel: Auxiliar) -> None:
    cambiar(abel)

    asiento = Asiento.objects.get(acto="cambiar_cuenta_de_auxiliar")
    guardado = bytes(asiento.canonico) + bytes(CambioDeCuenta.objects.get().datos)
    assert not [t for t in (b"abel", b"Facebook no") if t in guardado]
    assert asiento.actor == "cuenta:1"


def test_id_devices_and_what_waits_in_them_stay(abel: Auxiliar, nuevo: TelefonoNuevo) -> None:
    dispositivo = nuevo.entrar().json()["dispositivo"]
    antes = Dispositivo.objects.get()

    cambiar(abel)

    despues = Dispositivo.objects.get()
    assert (despues.kid, despues.baja_en, str(despues.pk)) == (antes.kid, None, dispositivo)
    assert Auxiliar.objects.get().numero == abel.numero
    # And the phone goes on: its password is made anew with the new account.
    otra = nuevo.another()
    otra.correo = NUEVO
    otra.pedir_codigo()
    assert otra.restablecer(otra.ultimo_codigo(), dispositivo, 3).status_code == 200


def test_a_code_that_was_sent_before_opens_nothing_afterwards(
    abel: Auxiliar, nuevo: TelefonoNuevo
) -> None:
    nuevo.pedir_codigo()
    codigo = nuevo.ultimo_codigo()

    cambiar(abel)
    nuevo.correo = NUEVO

    assert nuevo.enrolar(codigo).status_code == 403


def test_who_proves_by_a_provider_gets_no_code(abel: Auxiliar, nuevo: TelefonoNuevo) -> None:
    cambiar(abel, autenticacion="facebook")
    nuevo.correo = NUEVO

    assert nuevo.pedir_codigo().status_code == 202
    assert escenas.destinatarios("codigo_de_acceso") == []


@pytest.mark.parametrize("cambio", [{"motivo": ""}, {"correo": "no es"}, {"autenticacion": "otra"}])
def test_what_is_wrong_is_pointed_at_and_what_was_typed_stays(
    en_sesion: Client, cambio: dict[str, str]
) -> None:
    respuesta = en_sesion.post(URL, ESCRITO | cambio)

    assert respuesta.status_code == 422
    assert not CambioDeCuenta.objects.exists()


def test_the_same_account_or_another_persons_is_refused(en_sesion: Client, abel: Auxiliar) -> None:
    misma = en_sesion.post(URL, ESCRITO | {"correo": escenas.ABEL.correo})
    services.dar_de_alta(
        proceso="OAX26", promovente=abel.promovente, datos=escenas.con_correo(NUEVO),
        actor="cuenta:1", momento=escenas.ahora(),
    )  # fmt: skip

    assert (misma.status_code, en_sesion.post(URL, ESCRITO).status_code) == (422, 422)
    assert not CambioDeCuenta.objects.exists()


def test_who_was_given_up_changes_no_account(en_sesion: Client, abel: Auxiliar) -> None:
    services.dar_de_baja(
        proceso="OAX26", numero="0001", motivo="Concluyó.", actor="cuenta:1",
        momento=escenas.ahora(),
    )  # fmt: skip

    assert en_sesion.post(URL, ESCRITO).status_code == 409


def test_the_history_is_never_rewritten(abel: Auxiliar) -> None:
    cambiar(abel)

    with pytest.raises(DatabaseError, match="no procede"), transaction.atomic():
        CambioDeCuenta.objects.update(a="otra")


@pytest.mark.numeral("ET 3.2")
@pytest.mark.parametrize("escrito", ["facebook", "Facebook", " FACEBOOK "])
def test_pilar_registers_the_type_of_the_account_by_hand_or_by_name(
    en_sesion: Client, escrito: str
) -> None:
    datos = {**escenas.ABEL.as_dict(), "correo": NUEVO, "autenticacion": escrito, "revisada": "on"}
    respuesta = en_sesion.post("/auxiliares/OAX26/alta", datos)

    assert respuesta.status_code == 302
    assert Auxiliar.objects.latest("pk").autenticacion == "facebook"
    enlace = services.enrolment_link(Auxiliar.objects.latest("pk"), NUEVO)
    assert "autenticacion=facebook" in enlace
