"""Who may do what: the file, the checks, and the walls in the database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from rubrica.cuentas import rules
from rubrica.cuentas.models import Asignacion, Cuenta
from rubrica.cuentas.permisos import exigir, procesos_de, puede, requiere
from rubrica.cuentas.rules import Rol

AHORA = datetime(2026, 11, 23, 18, tzinfo=UTC)


def test_every_role_of_the_file_is_a_role_and_the_reverse() -> None:
    assert set(rules.roles()) == set(Rol)


def test_every_action_has_its_words_and_somebody_who_may_do_it() -> None:
    alguien = frozenset[str]().union(*(r.puede for r in rules.roles().values()))

    for clave, accion in rules.acciones().items():
        assert accion.etiqueta
        assert accion.numeral.startswith("ET ")
        assert clave in alguien, clave


def test_a_misspelt_action_does_not_guard_anything() -> None:
    with pytest.raises(rules.AccionDesconocida):
        requiere("mesa.dictamniar")


@pytest.mark.numeral("ET 2.1")
def test_pilar_acts_in_her_process_and_ramiro_does_not(pilar: Cuenta, ramiro: Cuenta) -> None:
    assert puede(pilar, "auxiliares.registrar", "OAX26")
    assert not puede(ramiro, "auxiliares.registrar", "OAX26")
    assert puede(ramiro, "auxiliares.registrar", "JAL26")


def test_the_derfe_acts_in_every_process(irma: Cuenta) -> None:
    assert puede(irma, "procesos.abrir", "JAL26")
    assert procesos_de(irma) is None


def test_an_operator_does_what_her_role_says_and_no_more(olga: Cuenta) -> None:
    assert puede(olga, "mesa.dictaminar", "OAX26")
    assert not puede(olga, "procesos.abrir", "OAX26")
    assert procesos_de(olga) == frozenset({"OAX26"})


@pytest.mark.django_db
def test_nobody_may_do_nothing() -> None:
    assert not puede(AnonymousUser(), "mesa.dictaminar", "OAX26")
    with pytest.raises(PermissionDenied):
        exigir(AnonymousUser(), "mesa.dictaminar")


@pytest.mark.numeral("ET 9.2")
@pytest.mark.parametrize(
    ("activa", "vence", "vigente"),
    [
        (True, None, True),
        (True, AHORA + timedelta(seconds=1), True),
        (True, AHORA, False),
        (False, None, False),
    ],
)
def test_an_account_is_good_until_its_last_second(
    activa: bool, vence: datetime | None, vigente: bool
) -> None:
    assert rules.esta_vigente(activa=activa, vigente_hasta=vence, momento=AHORA) is vigente


@pytest.mark.django_db
@pytest.mark.parametrize(
    "datos",
    [
        {"correo": "Mayus@ejemplo.test", "rol": "consulta", "autoridad": "INE"},
        {"correo": "a@ejemplo.test", "rol": "jefe", "autoridad": "INE"},
        {"correo": "a@ejemplo.test", "rol": "consulta", "autoridad": ""},
    ],
)
def test_the_database_refuses_an_impossible_account(datos: dict[str, str]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Cuenta.objects.create(nombre="Nadie", **datos)


@pytest.mark.numeral("ET 9.2")
def test_an_e_mail_opens_one_account_however_it_is_written(olga: Cuenta) -> None:
    assert Cuenta.objects.get_by_natural_key(" OLGA@Ejemplo.test ") == olga
    with pytest.raises(IntegrityError), transaction.atomic():
        Cuenta.objects.create_user("OLGA@ejemplo.test", nombre="Otra", rol="promovente")


class TestRowLevelSecurity:
    """What a service sees of the accounts when it connects as its own role."""

    @pytest.fixture(autouse=True)
    def roles(self, pilar: Cuenta, olga: Cuenta) -> None:
        with connection.cursor() as cursor:
            for rol in ("rubrica_portal", "rubrica_mesa", "rubrica_recepcion"):
                cursor.execute(
                    f"DO $$ BEGIN CREATE ROLE {rol}; EXCEPTION WHEN duplicate_object THEN END $$"
                )
                cursor.execute(f"GRANT ALL ON cuentas_cuenta, cuentas_asignacion TO {rol}")

    @pytest.mark.parametrize(
        ("rol", "ve"),
        [
            ("rubrica_portal", {"Pilar"}),
            ("rubrica_recepcion", {"Pilar"}),
            ("rubrica_mesa", {"Pilar", "Olga"}),
        ],
    )
    def test_each_role_sees_its_accounts(self, rol: str, ve: set[str]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {rol}")

        assert set(Cuenta.objects.values_list("nombre", flat=True)) == ve
        assert {a.cuenta.nombre for a in Asignacion.objects.select_related("cuenta")} == ve

    def test_the_portal_cannot_make_itself_an_official(self, pilar: Cuenta) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE rubrica_portal")
            with pytest.raises(Exception, match="row-level security"), transaction.atomic():
                cursor.execute(
                    "UPDATE cuentas_cuenta SET rol = 'derfe', autoridad = 'INE' WHERE id = %s",
                    [pilar.pk],
                )
            cursor.execute("RESET ROLE")
