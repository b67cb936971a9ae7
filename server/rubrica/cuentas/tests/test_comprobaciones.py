"""What the app may know of an account that a provider was asked about (ET 4.4, 4.6, 7.8)."""

from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError
from django.test import Client

from rubrica import llaves
from rubrica.core import autenticacion
from rubrica.core.autenticacion import Proveedor
from rubrica.core.rechazos import Rechazo
from rubrica.cuentas import comprobaciones, intentos, rules
from rubrica.cuentas import rules_comprobacion as reglas
from rubrica.cuentas.identidades import Dicho
from rubrica.cuentas.models import Comprobacion
from rubrica.cuentas.rules_comprobacion import Estado, Muestra, Uso

pytestmark = [pytest.mark.django_db, pytest.mark.numeral("ET 4.6", "ET 7.8")]
AHORA = datetime.now(UTC)
GOOGLE = Proveedor(
    clave="google", nombre="Google", emisor="https://accounts.google.com", cliente="c"
)
ABEL = "abel@ejemplo.test"


@pytest.fixture(autouse=True)
def con_google(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autenticacion, "PROVEEDORES", {"google": GOOGLE})


@dataclass
class Telefono:
    """Who asked, with the secret that nobody else has."""

    uso: Uso = Uso.ALTA
    secreto: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    def pide(self, correo: str = ABEL) -> Comprobacion:
        reto = base64.urlsafe_b64encode(hashlib.sha256(self.secreto.encode()).digest())
        self.fila = comprobaciones.pedir(
            proveedor="google", correo=correo, reto=reto.decode().rstrip("="), uso=self.uso,
            origen="127.0.0.1", momento=AHORA,
        )  # fmt: skip
        return self.fila

    def muestra(self, secreto: str = "") -> Muestra:
        return Muestra(id=self.fila.pk, secreto=secreto or self.secreto)

    def prueba(self, correo: str = ABEL, proveedor: str = "google") -> Telefono:
        dicho = Dicho(proveedor=proveedor, sujeto="s", correo=correo)
        comprobaciones.concluir(numero=self.fila.pk, dicho=dicho, momento=AHORA)
        return self

    def gasto(self, **cambios: object) -> comprobaciones.Gasto | None:
        datos: dict[str, object] = {
            "muestra": self.muestra(), "uso": Uso.ALTA, "proveedor": "google", "correo": ABEL,
            "quien": "k" * 43, "momento": AHORA,
        }  # fmt: skip
        return comprobaciones.gasto(**{**datos, **cambios})  # type: ignore[arg-type]


@pytest.fixture
def telefono() -> Telefono:
    nuevo = Telefono()
    nuevo.pide("Abel@Ejemplo.test ")
    return nuevo


def test_what_the_provider_vouched_for_is_told_to_who_asked_and_to_nobody_else(
    telefono: Telefono,
) -> None:
    telefono.prueba()

    assert comprobaciones.consultar(muestra=telefono.muestra(), momento=AHORA) is Estado.PROBADA
    with pytest.raises(Rechazo, match="comprobacion-vencida"):
        comprobaciones.consultar(muestra=telefono.muestra("x" * 43), momento=AHORA)


@pytest.mark.numeral("ET 14.1")
def test_neither_the_e_mail_nor_the_secret_is_kept(telefono: Telefono) -> None:
    telefono.prueba()

    fila = Comprobacion.objects.get()
    guardado = b"".join(bytes(v) for v in (fila.reto, fila.correo, fila.sellada))
    assert b"abel" not in guardado
    assert telefono.secreto.encode() not in guardado


@pytest.mark.parametrize(
    ("correo", "proveedor", "codigo"),
    [
        ("otra@ejemplo.test", "google", "comprobacion-otra-cuenta"),
        ("", "google", "comprobacion-sin-verificar"),
        (ABEL, "facebook", "comprobacion-no-confirmada"),
    ],
)
def test_who_is_not_vouched_for_reads_why_and_spends_nothing(
    telefono: Telefono, correo: str, proveedor: str, codigo: str
) -> None:
    telefono.prueba(correo, proveedor)

    with pytest.raises(Rechazo, match=codigo):
        comprobaciones.consultar(muestra=telefono.muestra(), momento=AHORA)
    assert telefono.gasto() is None


def test_what_was_refused_is_not_proved_afterwards(telefono: Telefono) -> None:
    telefono.prueba("otra@ejemplo.test").prueba(ABEL)

    assert Comprobacion.objects.get().estado == Estado.NEGADA


@pytest.mark.parametrize(
    "cambio",
    [{"uso": Uso.OLVIDO}, {"proveedor": "facebook"}, {"correo": "otra@ejemplo.test"},
     {"momento": AHORA + reglas.VIGENCIA}],
)  # fmt: skip
def test_a_proof_serves_for_what_it_was_asked_and_for_one_hour(
    telefono: Telefono, cambio: dict[str, object]
) -> None:
    telefono.prueba()

    assert telefono.gasto() is not None
    assert telefono.gasto(**cambio) is None


def test_a_proof_is_spent_by_one_key_which_may_ask_again(telefono: Telefono) -> None:
    gasto = telefono.prueba().gasto()
    assert gasto is not None
    gasto("k" * 43)

    assert telefono.gasto() is not None
    assert telefono.gasto(quien="o" * 43) is None
    with pytest.raises(Rechazo, match="comprobacion-vencida"):
        gasto("o" * 43)


def test_what_waits_is_not_proved(telefono: Telefono) -> None:
    assert comprobaciones.consultar(muestra=telefono.muestra(), momento=AHORA) is Estado.PENDIENTE
    assert telefono.gasto() is None


def test_of_a_citizen_only_the_worker_reads_what_was_proved() -> None:
    llaves.crear_instalacion()
    ciro = Telefono(uso=Uso.MI_APOYO)
    ciro.pide("ciro@ejemplo.test")
    ciro.prueba("ciro@ejemplo.test")

    def gastar(correo: str, proveedor: str = "google", quien: str = "ciro") -> bool:
        return comprobaciones.gastar_en_mi_apoyo(
            muestra=ciro.muestra(), proveedor=proveedor, correo=correo, quien=quien, momento=AHORA
        )

    assert not gastar("otro@ejemplo.test")
    assert not gastar("ciro@ejemplo.test", "facebook")
    assert gastar("Ciro@ejemplo.test")
    assert gastar("ciro@ejemplo.test")
    assert not gastar("ciro@ejemplo.test", quien="otra")


def test_old_proofs_are_forgotten(telefono: Telefono) -> None:
    vieja = AHORA - reglas.SE_GUARDA - reglas.VIGENCIA - timedelta(seconds=1)
    Comprobacion.objects.update(pedida_en=vieja, vence_en=vieja + reglas.VIGENCIA)

    nueva = Telefono().pide()

    assert Comprobacion.objects.get() == nueva


def test_the_database_refuses_one_that_is_proved_and_refused(telefono: Telefono) -> None:
    with pytest.raises(IntegrityError, match="comprobacion_resuelta"):
        Comprobacion.objects.update(estado="probada", motivo="x", resuelta_en=AHORA)


def pedir(client: Client, **cambios: str) -> int:
    cuerpo = {"autenticacion": "google", "correo": ABEL, "reto": "A" * 43, "uso": "alta"}
    return client.post(
        "/api/v1/comprobaciones", cuerpo | cambios, content_type="application/json"
    ).status_code


@pytest.mark.parametrize(
    "cambio", [{"autenticacion": "correo"}, {"reto": "corto"}, {"uso": "otro"}, {"de_mas": "x"}]
)
def test_a_request_out_of_form_is_refused(client: Client, cambio: dict[str, str]) -> None:
    assert pedir(client) == 201
    assert pedir(client, **cambio) == 400


def test_another_site_cannot_ask_in_a_persons_browser(client: Client) -> None:
    respuesta = client.post(
        "/api/v1/comprobaciones", {"autenticacion": "google"}, content_type="application/json",
        headers={"Sec-Fetch-Site": "cross-site"},
    )  # fmt: skip
    assert respuesta.status_code == 400


def test_an_address_asks_only_so_often(client: Client) -> None:
    for _ in range(rules.MAX_INTENTOS["comprobacion"]):
        intentos.anotar(comprobacion="127.0.0.1", momento=datetime.now(UTC))

    assert pedir(client) == 429


def test_only_the_browser_that_asked_goes_to_the_provider(client: Client) -> None:
    pedir(client)
    direccion = f"/entrar/app/{Comprobacion.objects.get().pk}/"

    ajeno = Client().get(direccion)

    assert ajeno["Location"] == "/app/"


def test_the_app_is_told_which_types_there_are(client: Client) -> None:
    claves = [a["clave"] for a in client.get("/api/v1/autenticaciones").json()["autenticaciones"]]

    assert claves == ["correo", "google"]
