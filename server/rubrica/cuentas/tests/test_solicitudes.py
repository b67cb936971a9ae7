"""An oficio asks, Irma registers: one account per official, of an institutional mailbox (ET 9)."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.utils.timezone import localdate, now

from rubrica.bitacora.models import Asiento
from rubrica.core.rechazos import Rechazo
from rubrica.cuentas import solicitudes
from rubrica.cuentas.models import Cuenta, Enlace, Oficio, Solicitud
from rubrica.cuentas.rules import Rol
from rubrica.cuentas.tests import oficina
from rubrica.cuentas.tests.elenco import Reparto
from rubrica.cuentas.tests.oficina import OCTAVIO, OFICIO, en_un_mes
from rubrica.llaves.creacion import crear_instalacion

NUEVO, LISTA = "/oficial/oficios/nuevo/", "/oficial/cuentas/"


@pytest.fixture(autouse=True)
def instalada(db: None) -> None:
    crear_instalacion()


@pytest.fixture
def de_irma(irma: Cuenta) -> Client:
    client = Client()
    client.force_login(irma)
    return client


def pedir(client: Client, oficio: Oficio, **cambios: str) -> tuple[int, str]:
    datos = {**OCTAVIO, "vigente_hasta": en_un_mes().isoformat(), **cambios}
    respuesta = client.post(f"/oficial/oficios/{oficio.pk}/", datos)
    return respuesta.status_code, respuesta.content.decode()


@pytest.mark.numeral("ET 9.1", "ET 9.2")
def test_irma_registers_an_oficio_and_the_accounts_it_asks_for(de_irma: Client) -> None:
    respuesta = de_irma.post(NUEVO, OFICIO)
    oficio = Oficio.objects.get()
    otra = {"nombre": "Otilia Opera", "correo": "otilia@ejemplo.test"}

    assert respuesta["Location"] == f"/oficial/oficios/{oficio.pk}/"
    assert pedir(de_irma, oficio)[0] == pedir(de_irma, oficio, **otra)[0] == HTTPStatus.FOUND
    octavio = Cuenta.objects.get(correo="octavio@ejemplo.test")
    pedida = Solicitud.objects.get(cuenta=octavio)
    assert (oficio.utvopl_numero, f"{oficio.utvopl_el}") == (OFICIO["utvopl_numero"], "2026-11-04")
    assert (pedida.cargo, pedida.telefono) == ("Técnico de la Mesa", "9511234567")
    assert (octavio.rol, octavio.autoridad, octavio.activa) == ("operador", "IEEPCO", False)
    assert oficio.solicitudes.count() == 2


@pytest.mark.numeral("ET 9.2")
def test_the_validity_lasts_the_whole_of_its_day_in_hora_centro(
    irma: Cuenta, de_irma: Client
) -> None:
    oficio = oficina.registrar_oficio(irma)

    pedir(de_irma, oficio, vigente_hasta="2027-01-15")

    hasta = Cuenta.objects.get(correo=OCTAVIO["correo"]).vigente_hasta
    assert hasta is not None
    assert f"{hasta:%Y-%m-%d %H:%M:%S}" == "2027-01-16 05:59:59"


@pytest.mark.parametrize(
    ("cambio", "dice"),
    [
        ({"correo": "octavio@gmail.com"}, "no es de un dominio institucional"),
        ({"correo": "octavio@correo.ejemplo.test"}, "no es de un dominio institucional"),
        ({"telefono": "12345"}, "diez cifras"),
        ({"nombre": "Octavio <b>"}, "con letras"),
        ({"nombre": "=HYPERLINK(1)"}, "con letras"),
        ({"vigente_hasta": (localdate() - timedelta(days=1)).isoformat()}, "ya pasó"),
        ({"rol": "promovente"}, "opción válida"),
        ({"cargo": ""}, "obligatorio"),
    ],
)
@pytest.mark.numeral("ET 9.2")
def test_what_is_wrong_is_pointed_at_and_what_was_typed_stays(
    irma: Cuenta, de_irma: Client, cambio: dict[str, str], dice: str
) -> None:
    status, pagina = pedir(de_irma, oficina.registrar_oficio(irma), **cambio)

    assert status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert dice in pagina
    assert f'href="#id_{next(iter(cambio))}"' in pagina
    assert "nombre" in cambio or 'value="Octavio Opera Díaz"' in pagina
    assert not Enlace.objects.exists()


@pytest.mark.parametrize(
    "cambio",
    [
        {"utvopl_el": "2026-11-01"},
        {"utvopl_el": "2999-01-01"},
        {"autoridad": "I E"},
        {"numero": ""},
    ],
)
@pytest.mark.numeral("ET 9.1")
def test_an_oficio_that_cannot_be_is_not_kept(de_irma: Client, cambio: dict[str, str]) -> None:
    respuesta = de_irma.post(NUEVO, {**OFICIO, **cambio})

    assert respuesta.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not Oficio.objects.exists()


def test_the_same_oficio_is_not_registered_twice(irma: Cuenta, de_irma: Client) -> None:
    oficina.registrar_oficio(irma)

    respuesta = de_irma.post(NUEVO, OFICIO)

    assert respuesta.status_code == HTTPStatus.CONFLICT
    assert 'value="IEEPCO/SE/0412/2026"' in respuesta.content.decode()


@pytest.mark.numeral("ET 9.1")
@pytest.mark.parametrize(
    ("nombre", "correo", "codigo"),
    [
        ("Otra Persona", "OCTAVIO@ejemplo.test", "cuenta-repetida"),
        ("octavio opera DÍAZ", "octavio2@ejemplo.test", "funcionario-con-cuenta"),
        ("Otra Persona", "pilar@ejemplo.test", "correo-de-promovente"),
        ("Otra Persona", "otra@gmail.com", "dominio-ajeno"),
    ],
)
def test_one_account_per_official(
    irma: Cuenta, pilar: Cuenta, nombre: str, correo: str, codigo: str
) -> None:
    oficio = oficina.registrar_oficio(irma)
    oficina.solicitar(irma, oficio)

    with pytest.raises(Rechazo) as motivo:
        oficina.solicitar(irma, oficio, nombre=nombre, correo=correo)

    assert motivo.value.code == codigo
    assert Solicitud.objects.count() == 1


@pytest.mark.numeral("ET 9.1")
def test_the_database_itself_refuses_a_second_account_of_the_same_official(irma: Cuenta) -> None:
    oficina.solicitar(irma)

    with pytest.raises(IntegrityError), transaction.atomic():
        Cuenta.objects.create(
            correo="o2@ejemplo.test", nombre="OCTAVIO OPERA DÍAZ", rol="consulta",
            autoridad="IEEPCO", etapa="POR_ENTRAR", activa=False,
        )  # fmt: skip


@pytest.mark.numeral("ET 9.2")
def test_another_oficio_renews_what_expired(irma: Cuenta) -> None:
    octavio = oficina.activa(irma)
    Cuenta.objects.filter(pk=octavio.pk).update(vigente_hasta=now() - timedelta(days=1))
    assert oficina.entrar(octavio).get("/mesa/").status_code == HTTPStatus.FOUND
    otro = oficina.registrar_oficio(irma, numero="IEEPCO/SE/0500/2026")

    solicitudes.renovar(
        cuenta=octavio, oficio=otro, encargo=oficina.encargo(), quien=irma.pk, momento=now()
    )

    assert oficina.entrar(octavio).get("/mesa/").status_code == HTTPStatus.OK
    assert [c["cambio"] for c in oficina.cartas("cuenta_activa")] == ["activa", "renovada"]


@pytest.mark.numeral("ET 9.2")
def test_an_oficio_renews_once_and_only_accounts_of_its_authority(irma: Cuenta) -> None:
    octavio = oficina.activa(irma)
    suyo = Oficio.objects.get()
    ajeno = oficina.registrar_oficio(irma, autoridad="IEPC")

    for oficio, codigo in ((suyo, "oficio-ya-aplicado"), (ajeno, "oficio-de-otra-autoridad")):
        with pytest.raises(Rechazo, match=codigo):
            solicitudes.renovar(
                cuenta=octavio, oficio=oficio, encargo=oficina.encargo(), quien=irma.pk,
                momento=now(),
            )  # fmt: skip


def test_irma_renews_from_the_page_of_the_account(irma: Cuenta, de_irma: Client) -> None:
    octavio = oficina.activa(irma)
    otro = oficina.registrar_oficio(irma, numero="IEEPCO/SE/0500/2026")
    datos = {**OCTAVIO, "oficio": str(otro.pk), "rol": "supervisor", "vigente_hasta": "2027-06-30"}

    respuesta = de_irma.post(f"{LISTA}{octavio.pk}/renovar/", datos)

    octavio.refresh_from_db()
    assert respuesta.status_code == HTTPStatus.FOUND
    assert octavio.rol_ is Rol.SUPERVISOR


@pytest.mark.numeral("ET 9.2")
def test_a_revoked_account_is_out_of_the_sessions_it_had_open(
    irma: Cuenta, de_irma: Client
) -> None:
    octavio = oficina.activa(irma)
    suyo = oficina.entrar(octavio)
    assert suyo.get("/mesa/").status_code == HTTPStatus.OK

    respuesta = de_irma.post(f"{LISTA}{octavio.pk}/revocar/", {"motivo": "Perdió su equipo."})

    assert respuesta.status_code == HTTPStatus.FOUND
    assert suyo.get("/mesa/").status_code == HTTPStatus.FOUND
    assert oficina.entrar(octavio).get("/mesa/").status_code == HTTPStatus.FOUND
    assert "Perdió su equipo." in de_irma.get(f"{LISTA}{octavio.pk}/").content.decode()
    assert [c["para"] for c in oficina.cartas("cuenta_revocada")] == [octavio.correo]
    assert b"equipo" not in bytes(Asiento.objects.get(acto="revocar_cuenta").canonico)


def test_without_a_reason_nothing_is_revoked(irma: Cuenta, de_irma: Client) -> None:
    octavio = oficina.activa(irma)

    respuesta = de_irma.post(f"{LISTA}{octavio.pk}/revocar/", {"motivo": " "})

    octavio.refresh_from_db()
    assert respuesta.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert octavio.activa


def test_a_revoked_account_begins_again_with_another_oficio(irma: Cuenta) -> None:
    octavio = oficina.activa(irma)
    solicitudes.revocar(cuenta=octavio, motivo="Cambió.", quien=irma.pk, momento=now())
    otro = oficina.registrar_oficio(irma, numero="IEEPCO/SE/0500/2026")

    de_nuevo = solicitudes.renovar(
        cuenta=octavio, oficio=otro, encargo=oficina.encargo(), quien=irma.pk, momento=now()
    )

    assert (de_nuevo.etapa, de_nuevo.activa) == ("POR_ENTRAR", False)
    assert oficina.entrar(octavio).get("/mesa/").status_code == HTTPStatus.FOUND
    assert len(oficina.cartas("primera_credencial")) == 2


def test_nobody_revokes_their_own_account(irma: Cuenta, de_irma: Client) -> None:
    respuesta = de_irma.post(f"{LISTA}{irma.pk}/revocar/", {"motivo": "Me voy."})

    assert respuesta.status_code == HTTPStatus.CONFLICT
    assert de_irma.get(LISTA).status_code == HTTPStatus.OK


@pytest.mark.parametrize("tabla", ["solicitud", "revocacion"])
def test_what_an_oficio_said_and_why_it_ended_never_change(irma: Cuenta, tabla: str) -> None:
    octavio = oficina.activa(irma)
    solicitudes.revocar(cuenta=octavio, motivo="Se fue.", quien=irma.pk, momento=now())

    with pytest.raises(DatabaseError, match="sólo se agrega"), transaction.atomic():
        getattr(octavio, {"solicitud": "solicitudes", "revocacion": "revocaciones"}[tabla]).update(
            cuenta=irma
        )


class TestWhoSeesWhom:
    """ET 9.1: an OPL follows its own accounts; only the DERFE keeps them."""

    def test_ada_sees_those_of_her_authority_and_may_do_nothing(
        self, client: Client, irma: Cuenta, ada: Cuenta, renata: Cuenta
    ) -> None:
        octavio = oficina.solicitar(irma)
        client.force_login(ada)

        pagina = client.get(LISTA).content.decode()

        assert "Octavio" in pagina
        assert "Renata" not in pagina
        assert client.get(f"{LISTA}{octavio.pk}/").status_code == HTTPStatus.OK
        assert client.get(f"{LISTA}{renata.pk}/").status_code == HTTPStatus.NOT_FOUND
        assert client.post(f"{LISTA}{octavio.pk}/reenviar/").status_code == HTTPStatus.FORBIDDEN
        assert client.get(NUEVO).status_code == HTTPStatus.FORBIDDEN

    def test_the_administrator_of_another_opl_sees_none(
        self, client: Client, irma: Cuenta, reparto: Reparto
    ) -> None:
        octavio = oficina.solicitar(irma)
        client.force_login(
            reparto("Abril", Rol.OPL_ADMINISTRADOR, proceso="JAL26", autoridad="IEPC")
        )

        assert "Octavio" not in client.get(LISTA).content.decode()
        assert client.get(f"{LISTA}{octavio.pk}/").status_code == HTTPStatus.NOT_FOUND

    @pytest.mark.parametrize("quien", ["ramiro", "olga", "pilar"])
    def test_nobody_else_comes_in(
        self, client: Client, irma: Cuenta, request: pytest.FixtureRequest, quien: str
    ) -> None:
        octavio, oficio = oficina.solicitar(irma), Oficio.objects.get()
        client.force_login(request.getfixturevalue(quien))

        for ruta in (LISTA, f"{LISTA}{octavio.pk}/", f"{LISTA}{octavio.pk}/reporte/", NUEVO,
                     "/oficial/oficios/", f"/oficial/oficios/{oficio.pk}/"):  # fmt: skip
            assert client.get(ruta).status_code == HTTPStatus.FORBIDDEN, ruta
        for acto in ("reenviar", "renovar", "revocar"):
            assert client.post(f"{LISTA}{octavio.pk}/{acto}/").status_code == HTTPStatus.FORBIDDEN
