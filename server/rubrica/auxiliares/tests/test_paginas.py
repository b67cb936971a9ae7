"""The promovente registers and gives up its auxiliares, and nobody else does (ET 3.2-3.4)."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from rubrica.auxiliares.models import Auxiliar
from rubrica.auxiliares.tests import escenas
from rubrica.avisos.models import Aviso
from rubrica.bitacora.models import Asiento
from rubrica.cuentas.models import Cuenta
from rubrica.procesos.models import Proceso
from rubrica.procesos.tests.forzar import forzar

pytestmark = pytest.mark.django_db
LISTA, ALTA = "/auxiliares/OAX26/", "/auxiliares/OAX26/alta"
ESCRITO = {
    "nombres": "Abel",
    "paterno": "Núñez",
    "materno": "de la Cruz",
    "nacimiento": "1982-05-06",
    "telefono": "951 000 0000",
    "correo": "Abel@Ejemplo.test",
    "clave_elector": "nzcrab82050620h900",
    "curp": "",
    "revisada": "on",
}


@pytest.fixture
def en_sesion(client: Client, pilar: Cuenta, proceso: Proceso) -> Client:
    client.force_login(pilar)
    return client


@pytest.mark.numeral("ET 2.1 a", "ET 3.2", "ET 3.3")
def test_pilar_registers_abel_and_he_gets_his_e_mail(en_sesion: Client, pilar: Cuenta) -> None:
    respuesta = en_sesion.post(ALTA, ESCRITO, follow=True)

    fila, aviso = Auxiliar.objects.get(), Aviso.objects.get()
    assert (fila.numero, fila.promovente) == ("0001", pilar.pk)
    assert "Id_Auxiliar 0001" in respuesta.content.decode()
    dicho = escenas.datos_del_aviso(aviso)
    assert (dicho["proceso"], dicho["auxiliar"], dicho["correo"]) == (
        "OAX26", "0001", "abel@ejemplo.test",
    )  # fmt: skip
    assert dicho["enlace"].endswith(
        "/app/#/alta?autenticacion=correo&proceso=OAX26&auxiliar=0001&correo=abel%40ejemplo.test"
    )


@pytest.mark.numeral("ET 14.1")
def test_the_data_of_an_auxiliar_are_sealed_and_in_no_asiento(en_sesion: Client) -> None:
    en_sesion.post(ALTA, ESCRITO)

    fila, asiento = Auxiliar.objects.get(), Asiento.objects.latest("momento")
    guardado = bytes(fila.datos) + bytes(fila.correo_indice) + bytes(asiento.canonico)
    for dato in ("Abel", "abel@", "NZCRAB", "9510000000"):
        assert dato.encode() not in guardado


@pytest.mark.numeral("ET 3.2")
@pytest.mark.parametrize(
    ("campo", "valor", "dice"),
    [
        ("nombres", "", "obligatorio"),
        ("nombres", "Abel 2", "solo letras"),
        ("paterno", "<script>", "solo letras"),
        ("nacimiento", "2020-01-01", "18 años"),
        ("nacimiento", "2099-01-01", "futuro"),
        ("nacimiento", "1982-05-07", "clave de elector"),
        ("telefono", "12345", "diez cifras"),
        ("correo", "abel", "correo"),
        ("clave_elector", "XXXX", "18 caracteres"),
        ("curp", "HEGJ820506HBCRRN03", "dígito verificador"),
    ],
)
def test_each_field_says_what_is_wrong_with_it(
    en_sesion: Client, campo: str, valor: str, dice: str
) -> None:
    respuesta = en_sesion.post(ALTA, {**ESCRITO, campo: valor})

    assert respuesta.status_code == 422
    assert any(dice in falta for falta in respuesta.context["form"].errors[campo])
    assert not Auxiliar.objects.exists()


@pytest.mark.numeral("ET 3.7")
def test_nobody_is_registered_before_pilar_says_to_have_reviewed_the_data(
    en_sesion: Client, pilar: Cuenta
) -> None:
    assert en_sesion.post(ALTA, {**ESCRITO, "revisada": ""}).status_code == 422
    assert not Auxiliar.objects.exists()

    en_sesion.post(ALTA, ESCRITO)

    fila = Auxiliar.objects.get()
    assert (fila.revisado_por, fila.revisado_en) == (pilar.pk, fila.alta_en)


@pytest.mark.numeral("ET 3.7")
def test_the_database_itself_lets_nobody_in_unreviewed(abel: Auxiliar) -> None:
    abel.pk, abel.numero, abel.correo_indice = None, "0002", b"otro"
    abel.revisado_por = abel.revisado_en = None

    with pytest.raises(IntegrityError, match="auxiliar_revisado"), transaction.atomic():
        abel.save(force_insert=True)


@pytest.mark.numeral("ET 3.3")
class TestElCorreoDeAlta:
    URL = f"{LISTA}0001/correo/"

    def test_it_goes_out_again_to_the_same_person_and_not_without_end(
        self, en_sesion: Client, abel: Auxiliar
    ) -> None:
        codigos = [en_sesion.post(self.URL).status_code for _ in range(3)]

        assert codigos == [302, 302, 429]
        avisos = Aviso.objects.filter(plantilla="alta_de_auxiliar")
        assert {escenas.datos_del_aviso(a)["correo"] for a in avisos} == {escenas.ABEL.correo}
        assert avisos.count() == 3
        assert Asiento.objects.filter(acto="reenviar_alta").count() == 2

    def test_one_that_came_back_is_seen_on_the_page_of_the_person(
        self, en_sesion: Client, abel: Auxiliar
    ) -> None:
        Aviso.objects.update(
            estado="DEVUELTO", sellado=None, causa="DSN 5.1.1",
            entregado_en=abel.alta_en, devuelto_en=abel.alta_en,
        )  # fmt: skip

        pagina = en_sesion.get(f"{LISTA}0001/").content.decode()

        assert "Su buzón lo devolvió" in pagina
        assert "DSN 5.1.1" in pagina

    def test_who_was_given_up_gets_none(self, en_sesion: Client, abel: Auxiliar) -> None:
        en_sesion.post(f"{LISTA}0001/baja", {"motivo": "Dejó de participar."})

        assert en_sesion.post(self.URL).status_code == 409

    def test_ramiro_sends_nothing(self, client: Client, ramiro: Cuenta, abel: Auxiliar) -> None:
        client.force_login(ramiro)

        assert client.post(self.URL).status_code == 403
        assert Aviso.objects.count() == 1


@pytest.mark.parametrize(
    ("consulta", "numeros"),
    [
        ("", ["0001", "0002", "0003"]),
        ("busca=2", ["0002"]),
        ("busca=ANA@ejemplo.test", ["0002"]),
        ("busca=nadie@ejemplo.test", []),
        ("cuales=de_baja", ["0003"]),
        ("cuales=en_funciones", ["0001", "0002"]),
        ("cuales=sin_fura", ["0001", "0002"]),
        ("cuales=sin_dispositivo", ["0002"]),
        ("cuales=otras", ["0001", "0002", "0003"]),
    ],
)
def test_the_list_shows_whom_the_address_asks_for(
    en_sesion: Client, abel: Auxiliar, proceso: Proceso, consulta: str, numeros: list[str]
) -> None:
    escenas.telefono_de(abel)
    for correo in ("ana@ejemplo.test", "beto@ejemplo.test"):
        escenas.auxiliar_de(proceso, escenas.con_correo(correo))
    en_sesion.post(f"{LISTA}0003/baja", {"motivo": "Dejó de participar."})

    filas = en_sesion.get(f"{LISTA}?{consulta}").context["auxiliares"]

    assert [a.numero for a, _ in filas] == numeros


def test_only_a_page_of_people_is_opened_at_a_time(
    en_sesion: Client, proceso: Proceso, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(3):
        escenas.auxiliar_de(proceso, escenas.con_correo(f"{n}@ejemplo.test"))
    monkeypatch.setattr("rubrica.auxiliares.views.POR_HOJA", 2)

    segunda = en_sesion.get(f"{LISTA}?pagina=2")

    assert [a.numero for a, _ in segunda.context["auxiliares"]] == ["0003"]


def test_what_was_typed_is_kept_when_something_is_missing(en_sesion: Client) -> None:
    respuesta = en_sesion.post(ALTA, {**ESCRITO, "telefono": ""})

    assert "Núñez" in respuesta.content.decode()


@pytest.mark.numeral("ET 4.7")
def test_one_e_mail_serves_one_active_auxiliar(en_sesion: Client) -> None:
    en_sesion.post(ALTA, ESCRITO)

    respuesta = en_sesion.post(ALTA, {**ESCRITO, "correo": "ABEL@ejemplo.test"})

    assert respuesta.status_code == 422
    assert "correo" in respuesta.context["form"].errors
    assert Auxiliar.objects.count() == 1


@pytest.mark.numeral("ET 2.1 a", "ET 3.4")
def test_a_baja_keeps_its_motive_and_instant_and_tells_abel(
    en_sesion: Client, abel: Auxiliar
) -> None:
    respuesta = en_sesion.post(f"{LISTA}0001/baja", {"motivo": "Dejó de participar."}, follow=True)

    abel.refresh_from_db()
    assert abel.baja_en is not None
    assert (abel.baja_tipo, abel.baja_numeral) == ("promovente", "ET 3.4")
    assert b"Dej" not in bytes(abel.baja_motivo)
    assert "Dejó de participar." in respuesta.content.decode()
    assert Aviso.objects.filter(plantilla="baja_de_auxiliar").count() == 1


@pytest.mark.numeral("ET 3.4")
def test_a_baja_without_motive_changes_nothing(en_sesion: Client, abel: Auxiliar) -> None:
    assert en_sesion.post(f"{LISTA}0001/baja", {"motivo": ""}).status_code == 422

    abel.refresh_from_db()
    assert abel.baja_en is None


def test_a_second_baja_comes_too_late(en_sesion: Client, abel: Auxiliar) -> None:
    en_sesion.post(f"{LISTA}0001/baja", {"motivo": "Dejó de participar."})

    assert en_sesion.post(f"{LISTA}0001/baja", {"motivo": "Otra razón."}).status_code == 409
    assert Aviso.objects.filter(plantilla="baja_de_auxiliar").count() == 1


def test_the_devices_of_an_auxiliar_are_listed(en_sesion: Client, abel: Auxiliar) -> None:
    escenas.telefono_de(abel, numero=1)

    assert "Teléfono 1" in en_sesion.get(f"{LISTA}0001/").content.decode()
    assert en_sesion.get("/auxiliares/").status_code == 302
    assert en_sesion.get(f"{LISTA}9999/").status_code == 404


@pytest.mark.numeral("ET 4.8")
def test_nobody_is_registered_once_the_period_is_over(en_sesion: Client, proceso: Proceso) -> None:
    forzar(fin=escenas.ahora() - escenas.UN_MES / 2)

    assert en_sesion.post(ALTA, ESCRITO).status_code == 409
    assert not Auxiliar.objects.exists()


@pytest.mark.parametrize("ruta", ["", "alta", "0001/", "0001/baja"])
def test_ramiro_is_kept_out(client: Client, ramiro: Cuenta, abel: Auxiliar, ruta: str) -> None:
    client.force_login(ramiro)

    assert client.get(LISTA + ruta).status_code == 403
    assert client.post(LISTA + ruta, {"motivo": "Porque sí."}).status_code in {403, 405}


@pytest.mark.parametrize("ruta", ["", "alta", "0001/", "0001/baja"])
def test_who_is_not_signed_in_is_sent_to_sign_in(client: Client, abel: Auxiliar, ruta: str) -> None:
    assert client.get(LISTA + ruta).status_code == 302
