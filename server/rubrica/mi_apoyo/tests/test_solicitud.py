"""From the request to the bond, over HTTP and through the worker (ET 7.7–7.11, 7.25)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from rubrica import llaves
from rubrica.avisos.models import Aviso
from rubrica.core import jws, mi_apoyo
from rubrica.mi_apoyo import atencion, rules, services
from rubrica.mi_apoyo.models import Solicitud, Vinculo
from rubrica.mi_apoyo.tests.conftest import DE_MARIA, Portal, Reloj, cartas
from rubrica.mi_apoyo.tests.telefono import CIRO, TelefonoDeMiApoyo
from rubrica.procesos import queries as procesos
from rubrica.verificacion.tests.conftest import JUAN, Padron

OTRO_CORREO = replace(CIRO, correo="ajeno@ejemplo.test")


def code_of(respuesta) -> str:  # type: ignore[no-untyped-def]
    return str(respuesta.json()["type"]).rsplit("/", 1)[-1]


@pytest.mark.numeral("ET 7.7", "ET 7.10", "ET 7.11")
def test_ciro_asks_gets_a_code_by_mail_and_activates_his_phone(
    portal: Portal, ciro: TelefonoDeMiApoyo
) -> None:
    carta = portal.carta(ciro)

    dado = portal.escribir(ciro, carta.datos["codigo"].lower()).json()

    assert carta.plantilla == "codigo_de_mi_apoyo"
    assert dado["kid"] == ciro.kid
    assert dado["entidad"] == {"clave": "20", "nombre": "Oaxaca"}
    assert dado["auxiliar"].startswith("9")
    assert set(dado["llaves"]) == {"acuse", "hora", "manifiesto"}
    assert Vinculo.objects.get().estado == "provisional"


@pytest.mark.numeral("ET 7.9")
def test_the_entidad_comes_from_the_padron_and_not_from_the_phone(
    portal: Portal, padron: Padron, ciro: TelefonoDeMiApoyo
) -> None:
    padron.entidad = "14"

    carta = portal.carta(ciro)

    assert carta.plantilla == "mi_apoyo_sin_codigo"
    assert "entidad" in carta.datos["que"]


@pytest.mark.numeral("ET 7.8")
def test_the_account_of_mail_is_proven_by_the_code_that_reaches_it(
    portal: Portal, ciro: TelefonoDeMiApoyo
) -> None:
    portal.carta(ciro)

    assert code_of(portal.escribir(ciro, "0000-0000")) == "codigo-de-mi-apoyo-incorrecto"
    assert not Vinculo.objects.exists()


@pytest.mark.numeral("ET 7.7")
def test_nobody_on_the_internet_can_read_what_was_asked(
    portal: Portal, ciro: TelefonoDeMiApoyo
) -> None:
    portal.pedir(ciro)

    fila = Solicitud.objects.get()
    assert CIRO.cic.encode() not in bytes(fila.sellada)
    with pytest.raises(llaves.NoAbre):
        llaves.desellar_para("avisos", bytes(fila.sellada), mi_apoyo.contexto(fila.pk, fila.kid))


def test_what_was_asked_is_erased_once_answered(portal: Portal, ciro: TelefonoDeMiApoyo) -> None:
    portal.carta(ciro)

    fila = Solicitud.objects.get()
    assert (bytes(fila.sellada), fila.estado) == (b"", "atendida")


def test_every_request_is_answered_the_same_and_polled_the_same(
    portal: Portal, padron: Padron, ciro: TelefonoDeMiApoyo
) -> None:
    buena = portal.pedir(ciro)
    padron.personas = []
    nadie = TelefonoDeMiApoyo()
    mala = portal.pedir(nadie, OTRO_CORREO)
    atencion.atender(momento=datetime.now(UTC))

    estados = [
        portal.client.get(f"/api/v1/mi-apoyo/solicitudes/{t.solicitud}").json()
        for t in (ciro, nadie)
    ]
    assert (buena.status_code, buena.json()) == (mala.status_code, mala.json())
    assert estados == [{"estado": "atendida"}] * 2


@pytest.mark.numeral("ET 7.25")
def test_a_stranger_with_the_credential_of_the_bonded_learns_nothing(
    portal: Portal, ciro: TelefonoDeMiApoyo
) -> None:
    limpia = portal.carta(TelefonoDeMiApoyo(), OTRO_CORREO)
    portal.activar(ciro)
    services.confirmar(
        dispositivo=Vinculo.objects.get().pk, actor="olga", momento=datetime.now(UTC)
    )

    despues = portal.carta(TelefonoDeMiApoyo(), OTRO_CORREO)

    assert despues.plantilla == limpia.plantilla == "codigo_de_mi_apoyo"
    assert set(despues.datos) == set(limpia.datos)


@pytest.mark.numeral("ET 7.25")
def test_the_bonded_person_is_told_that_another_asked_with_her_credential(
    portal: Portal, ciro: TelefonoDeMiApoyo
) -> None:
    portal.activar(ciro)
    services.confirmar(
        dispositivo=Vinculo.objects.get().pk, actor="olga", momento=datetime.now(UTC)
    )

    portal.carta(TelefonoDeMiApoyo(), OTRO_CORREO)

    assert "mi_apoyo_otra_solicitud" in {c.plantilla for c in cartas() if c.para == CIRO.correo}


@pytest.mark.numeral("ET 7.25")
def test_a_used_mailbox_is_told_so_in_that_mailbox_and_nowhere_else(
    portal: Portal, ciro: TelefonoDeMiApoyo
) -> None:
    portal.activar(ciro)

    carta = portal.carta(TelefonoDeMiApoyo(), replace(DE_MARIA, correo=CIRO.correo.upper()))

    assert carta.plantilla == "mi_apoyo_sin_codigo"
    assert "otra credencial" in carta.datos["que"]


@pytest.mark.numeral("ET 7.25")
def test_a_second_person_cannot_ask_from_a_bonded_device(
    portal: Portal, ciro: TelefonoDeMiApoyo
) -> None:
    portal.activar(ciro)

    respuesta = portal.pedir(ciro, DE_MARIA)

    assert (respuesta.status_code, code_of(respuesta)) == (409, "dispositivo-vinculado")


@pytest.mark.numeral("ET 7.25")
def test_a_provisional_bond_squats_nobody(portal: Portal, ciro: TelefonoDeMiApoyo) -> None:
    ladron = TelefonoDeMiApoyo()
    portal.activar(ladron, OTRO_CORREO)

    portal.activar(ciro)

    de_ciro = Vinculo.objects.get(kid=ciro.kid)
    assert services.confirmar(dispositivo=de_ciro.pk, actor="olga", momento=datetime.now(UTC))
    del_ladron = Vinculo.objects.get(kid=ladron.kid)
    assert not services.confirmar(
        dispositivo=del_ladron.pk, actor="olga", momento=datetime.now(UTC)
    )


@pytest.mark.numeral("ET 7.25")
def test_a_lost_phone_is_replaced_until_the_bond_is_firm(
    portal: Portal, ciro: TelefonoDeMiApoyo
) -> None:
    portal.activar(ciro)
    nuevo = TelefonoDeMiApoyo()
    portal.activar(nuevo)

    services.confirmar(
        dispositivo=Vinculo.objects.get(kid=nuevo.kid).pk, actor="olga", momento=datetime.now(UTC)
    )

    assert Vinculo.objects.get(kid=ciro.kid).estado == "sustituido"
    assert "ya tiene" in portal.carta(TelefonoDeMiApoyo()).datos["que"]


@pytest.mark.numeral("ET 7.10")
def test_the_code_serves_only_on_the_phone_that_asked(
    portal: Portal, ciro: TelefonoDeMiApoyo
) -> None:
    codigo = portal.carta(ciro).datos["codigo"]
    otro = TelefonoDeMiApoyo(solicitud=ciro.solicitud)

    respuesta = portal.escribir(otro, codigo)

    assert (respuesta.status_code, code_of(respuesta)) == (403, "codigo-de-otro-dispositivo")
    assert not Vinculo.objects.exists()


def test_a_kid_without_its_key_activates_nothing(portal: Portal, ciro: TelefonoDeMiApoyo) -> None:
    codigo = portal.carta(ciro).datos["codigo"]
    cabeza, carga, _ = ciro.escribe(codigo).split(".")
    otra = TelefonoDeMiApoyo().escribe(codigo).split(".")[2]

    respuesta = portal.client.post(
        "/api/v1/mi-apoyo/activaciones", f"{cabeza}.{carga}.{otra}", "application/jose"
    )

    assert (respuesta.status_code, code_of(respuesta)) == (401, "sobre-firma")


@pytest.mark.numeral("ET 7.7")
@pytest.mark.parametrize(
    ("tarde", "code"), [(-1, ""), (0, "codigo-vencido"), (3600, "codigo-vencido")]
)
def test_the_code_expires_at_24_hours_and_not_before(
    portal: Portal, ciro: TelefonoDeMiApoyo, a_las: Reloj, tarde: int, code: str
) -> None:
    dado = datetime.now(UTC)
    codigo = portal.carta(ciro, momento=dado).datos["codigo"]
    a_las(dado + rules.VIGENCIA_DEL_CODIGO + timedelta(seconds=tarde))

    respuesta = portal.escribir(ciro, codigo)

    assert (code_of(respuesta) if code else respuesta.status_code) == (code or 201)


def test_a_code_is_tried_five_times(portal: Portal, ciro: TelefonoDeMiApoyo) -> None:
    codigo = portal.carta(ciro).datos["codigo"]
    for _ in range(rules.INTENTOS):
        portal.escribir(ciro, "7777-7777")

    assert code_of(portal.escribir(ciro, codigo)) == "codigo-agotado"


def test_only_the_last_code_serves(portal: Portal, ciro: TelefonoDeMiApoyo) -> None:
    primero = portal.carta(ciro).datos["codigo"]
    vieja = ciro.solicitud
    portal.carta(ciro)
    ciro.solicitud = vieja

    assert code_of(portal.escribir(ciro, primero)) == "codigo-de-mi-apoyo-incorrecto"


def test_typed_twice_it_answers_the_same(portal: Portal, ciro: TelefonoDeMiApoyo) -> None:
    codigo = portal.carta(ciro).datos["codigo"]

    assert portal.escribir(ciro, codigo).json() == portal.escribir(ciro, codigo).json()
    assert Vinculo.objects.count() == 1


@pytest.mark.numeral("ET 7.3")
def test_an_expired_credential_is_told_why(
    portal: Portal, ciro: TelefonoDeMiApoyo, monkeypatch: pytest.MonkeyPatch
) -> None:
    vencida = replace(CIRO, vence=date(2025, 12, 31))

    carta = portal.carta(ciro, vencida)
    abiertos = [
        replace(p, vigencia_prorrogada_desde=date(2025, 12, 31))
        for p in procesos.en_captacion(datetime.now(UTC))
    ]
    monkeypatch.setattr(procesos, "en_captacion", lambda *_, **__: abiertos)

    assert "no está vigente" in carta.datos["que"]
    assert portal.carta(ciro, vencida).plantilla == "codigo_de_mi_apoyo"


@pytest.mark.numeral("ET 7.3")
@pytest.mark.parametrize(
    ("vigencia", "plantilla"),
    [("2033", "codigo_de_mi_apoyo"), ("2025", "mi_apoyo_sin_codigo"), ("", "codigo_de_mi_apoyo")],
)
def test_of_a_reverso_that_gave_its_cic_only_the_padron_says_until_when(
    portal: Portal, padron: Padron, ciro: TelefonoDeMiApoyo, vigencia: str, plantilla: str
) -> None:
    padron.personas = [replace(JUAN, vigencia=vigencia)]

    carta = portal.carta(ciro, replace(CIRO, identificador="", vence=None))

    assert carta.plantilla == plantilla


def test_a_request_waits_while_the_cut_is_not_loaded(
    portal: Portal, padron: Padron, ciro: TelefonoDeMiApoyo
) -> None:
    padron.cargado = False
    portal.pedir(ciro)

    assert atencion.atender(momento=datetime.now(UTC)) == 0
    padron.cargado = True
    assert atencion.atender(momento=datetime.now(UTC)) == 1


def test_what_does_not_open_is_answered_to_nobody(portal: Portal, ciro: TelefonoDeMiApoyo) -> None:
    cerrada = mi_apoyo.firmar_solicitud(
        id_=ciro.solicitud, sellada=b"x" * 600, momento=datetime.now(UTC), clave=ciro.clave
    )
    portal.client.post("/api/v1/mi-apoyo/solicitudes", cerrada, "application/jose")

    atencion.atender(momento=datetime.now(UTC))

    assert Solicitud.objects.get().estado == "atendida"
    assert not Aviso.objects.exists()


@pytest.mark.parametrize("dano", ["", "a.b.c", "x" * 9000])
def test_what_is_no_request_is_refused_with_its_cause(client: Client, dano: str, db: None) -> None:
    for ruta in ("solicitudes", "activaciones"):
        respuesta = client.post(f"/api/v1/mi-apoyo/{ruta}", dano, "application/jose")

        assert (respuesta.status_code, code_of(respuesta)) == (400, "solicitud-mal-formada")


def test_a_request_signed_by_another_key_is_refused(
    portal: Portal, ciro: TelefonoDeMiApoyo
) -> None:
    cabeza, carga, _ = ciro.pide().split(".")
    ajena = TelefonoDeMiApoyo().pide().split(".")[2]

    respuesta = portal.client.post(
        "/api/v1/mi-apoyo/solicitudes", f"{cabeza}.{carga}.{ajena}", "application/jose"
    )

    assert respuesta.json()["causa"] == jws.Causa.FIRMA


def test_a_device_and_an_address_may_not_ask_for_ever(
    portal: Portal, ciro: TelefonoDeMiApoyo, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(rules.SOLICITUDES_POR_DISPOSITIVO):
        assert portal.pedir(ciro).status_code == 202
    assert code_of(portal.pedir(ciro)) == "solicitudes-de-mas"

    monkeypatch.setattr(rules, "SOLICITUDES_POR_ORIGEN", rules.SOLICITUDES_POR_DISPOSITIVO)
    assert portal.pedir(TelefonoDeMiApoyo()).status_code == 429
    ajena = portal.pedir(TelefonoDeMiApoyo(), desde="203.0.113.7")
    assert ajena.status_code == 202


def test_a_mailbox_is_not_flooded(portal: Portal) -> None:
    for _ in range(rules.CORREOS_POR_CUENTA + 2):
        portal.pedir(TelefonoDeMiApoyo())
        atencion.atender(momento=datetime.now(UTC))

    assert len(cartas()) == rules.CORREOS_POR_CUENTA


@pytest.mark.numeral("ET 7.7")
def test_what_was_not_activated_in_24_hours_is_forgotten(
    portal: Portal, ciro: TelefonoDeMiApoyo
) -> None:
    portal.carta(ciro)
    manana = datetime.now(UTC) + rules.VIGENCIA_DEL_CODIGO

    assert atencion.limpiar(momento=manana - timedelta(minutes=1)) == 0
    assert atencion.limpiar(momento=manana + timedelta(minutes=1)) == 1
    assert not Solicitud.objects.exists()


@pytest.mark.numeral("ET 7.12")
def test_only_the_processes_of_the_entidad_that_capture_now_are_offered(portal: Portal) -> None:
    de_aqui = portal.client.get("/api/v1/mi-apoyo/procesos?entidad=20").json()["manifiestos"]
    de_alla = portal.client.get("/api/v1/mi-apoyo/procesos?entidad=14").json()["manifiestos"]

    assert [jws.leer_json(jws.b64u_bytes(m.split(".")[1]))["proceso"] for m in de_aqui] == ["OAX26"]
    assert de_alla == []
    assert portal.client.get("/api/v1/mi-apoyo/procesos?entidad=x").status_code == 400


@pytest.mark.numeral("ET 7.3")
def test_the_conditions_name_models_f_g_and_h_and_the_ways_of_proving_an_account(
    portal: Portal,
) -> None:
    dichas = portal.client.get("/api/v1/mi-apoyo").json()

    assert dichas["modelos"] == ["F", "G", "H"]
    assert [a["clave"] for a in dichas["autenticaciones"]] == ["correo"]
    assert jws.b64u_bytes(dichas["clave"]["publica"]) == llaves.publica("mi_apoyo")
    assert dichas["vigencia_prorrogada_desde"] is None
