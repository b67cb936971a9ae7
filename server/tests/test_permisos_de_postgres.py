"""The PostgreSQL role of each service: enough for its work, and nothing besides (grants.toml)."""

from __future__ import annotations

from collections import Counter

import psycopg
import pytest

from rubrica.launch import grants
from tests.casa import Casa

SERVICIOS = ("recepcion", "portal", "mesa", "worker")
DE_PERSONAS = (
    "SELECT datos FROM registros_registro",
    "SELECT persona FROM registros_registro",
    "SELECT detalle FROM registros_registro",
    "SELECT municipio FROM registros_registro",
    "SELECT situacion, causa, inciso FROM registros_registro",
    "SELECT sal FROM registros_registro",
    "SELECT sobre FROM registros_registro",
)
PROHIBIDO = {
    "recepcion": (
        *DE_PERSONAS,
        "SELECT datos FROM auxiliares_auxiliar",
        "SELECT correo_indice FROM auxiliares_auxiliar",
        "SELECT resultado FROM auxiliares_alta",
        "SELECT sal FROM bitacora_sal",
        "SELECT a FROM registros_movimiento",
        "SELECT correo FROM cuentas_cuenta",
        "SELECT sello FROM padron_fila",
        "SELECT sellado FROM avisos_aviso",
        "UPDATE registros_registro SET estatus = 'PARA_COMPULSA'",
        "UPDATE registros_registro SET recibo = ''",
        "DELETE FROM registros_registro",
        "UPDATE auxiliares_dispositivo SET baja_en = NULL",
        "INSERT INTO registros_registro (id, estatus) VALUES (gen_random_uuid(), 'PARA_COMPULSA')",
        "INSERT INTO registros_registro (id, cuenta) VALUES (gen_random_uuid(), true)",
        "INSERT INTO bitacora_asiento (id) VALUES (gen_random_uuid())",
        "INSERT INTO auxiliares_dispositivo (id) VALUES (gen_random_uuid())",
        "SELECT persona FROM mi_apoyo_vinculo",
        "SELECT datos FROM mi_apoyo_vinculo",
        "SELECT sellada FROM mi_apoyo_solicitud",
        "UPDATE mi_apoyo_vinculo SET kid = ''",
    ),
    "portal": (
        *DE_PERSONAS,
        "SELECT sellado FROM auxiliares_anexo",
        "DELETE FROM auxiliares_anexo",
        "SELECT resultado FROM cedulas_revision",
        "SELECT detalle FROM registros_movimiento",
        "SELECT dicho FROM audiencia_actuacion",
        "SELECT motivo FROM audiencia_actodesesion",
        "SELECT texto FROM audiencia_requisitos",
        "UPDATE audiencia_sesion SET mascara = '{}'",
        "SELECT motivo FROM registros_movimiento",
        "SELECT actor FROM registros_movimiento",
        "SELECT resultado FROM auxiliares_alta",
        "SELECT sobre FROM auxiliares_alta",
        "SELECT sello FROM padron_fila",
        "SELECT cic FROM padron_fila",
        "SELECT sellado FROM avisos_aviso",
        "SELECT session_data FROM cuentas_sesionoficial",
        "SELECT data FROM mfa_authenticator",
        "INSERT INTO account_emailaddress (email) VALUES ('')",
        "SELECT llave FROM procesos_custodio",
        "SELECT paquetes FROM procesos_ensayo",
        "SELECT canonico FROM bitacora_asiento",
        "SELECT sal FROM bitacora_sal",
        "INSERT INTO registros_registro (id) VALUES (gen_random_uuid())",
        "UPDATE registros_registro SET municipio = ''",
        "UPDATE registros_saldo SET n = 0",
        "UPDATE cuentas_cuenta SET rol = 'derfe'",
        "UPDATE cuentas_cuenta SET password = ''",
        "UPDATE cuentas_cuenta SET autenticacion = ''",
        "INSERT INTO cuentas_cuenta (correo) VALUES ('nadie@ejemplo.test')",
        "UPDATE cuentas_identidad SET sujeto = ''",
        "INSERT INTO socialaccount_socialaccount (uid) VALUES ('')",
        "UPDATE auxiliares_dispositivo SET habilitado_en = now()",
        "UPDATE auxiliares_auxiliar SET revisado_en = now()",
        "SELECT sellado FROM avisos_aviso",
        "UPDATE procesos_proceso SET fin = now()",
        "UPDATE bitacora_asiento SET actor = ''",
        "UPDATE mi_apoyo_vinculo SET firme_en = now()",
        "UPDATE mi_apoyo_vinculo SET persona = ''",
        "UPDATE mi_apoyo_solicitud SET huella = ''",
        "DELETE FROM mi_apoyo_vinculo",
    ),
    "mesa": (
        # It reviews auxiliares and gives bajas (ET 3.8, 4.5); it registers and changes nobody.
        "UPDATE auxiliares_auxiliar SET datos = ''",
        "INSERT INTO auxiliares_auxiliar (proceso) VALUES ('')",
        "UPDATE auxiliares_alta SET resultado = ''",
        "INSERT INTO auxiliares_anexo (clase) VALUES ('fura')",
        "UPDATE cedulas_revision SET resultado = ''",
        # What was said, shown, decided and signed in a hearing it only adds to (ET 11).
        "UPDATE audiencia_actuacion SET dicho = ''",
        "UPDATE audiencia_sesion SET requisitos_id = NULL",
        "UPDATE audiencia_asunto SET folio = ''",
        "DELETE FROM audiencia_firma",
        "DELETE FROM audiencia_adjunto",
        "SELECT uid FROM socialaccount_socialaccount",
        "SELECT session_data FROM django_session",
        "SELECT sal FROM bitacora_sal",
        "INSERT INTO registros_registro (estatus) VALUES ('PARA_COMPULSA')",
        # Of records it writes those of paper, and of no other door.
        "INSERT INTO registros_registro (id, puerta) VALUES (gen_random_uuid(), 'auxiliar')",
        "UPDATE registros_registro SET recibido_en = now()",
        "UPDATE registros_registro SET codigo_integridad = ''",
        "DELETE FROM registros_registro",
        "DELETE FROM registros_movimiento",
        "UPDATE registros_saldo SET n = 0",
        "UPDATE cuentas_cuenta SET password = ''",
        "UPDATE padron_fila SET sello = ''",
        "SELECT datos FROM mi_apoyo_vinculo",
        "SELECT sellada FROM mi_apoyo_solicitud",
        "UPDATE mi_apoyo_vinculo SET jwk = '{}'",
        "UPDATE procesos_proceso SET clave_publica = ''",
        "UPDATE procesos_manifiesto SET jws = ''",
        "DELETE FROM bitacora_asiento",
    ),
    "worker": (
        # It writes to officials what a baja tells them (ET 3.4); how they sign in it does not see.
        "SELECT password FROM cuentas_cuenta",
        "SELECT sellado FROM auxiliares_anexo",
        "SELECT session_data FROM django_session",
        "SELECT session_data FROM cuentas_sesionoficial",
        "SELECT llave_de_entrega FROM procesos_proceso",
        "SELECT paquetes FROM procesos_ensayo",
        "SELECT canonico FROM bitacora_asiento",
        "SELECT sal FROM bitacora_sal",
        "INSERT INTO registros_registro (id) VALUES (gen_random_uuid())",
        "UPDATE registros_registro SET recibo = ''",
        "DELETE FROM registros_registro",
        "UPDATE auxiliares_auxiliar SET baja_en = NULL",
        "UPDATE procesos_proceso SET estado = 'abierto'",
        "DELETE FROM bitacora_hoja",
        "UPDATE mi_apoyo_vinculo SET estado = 'firme'",
        "INSERT INTO mi_apoyo_vinculo (id) VALUES (gen_random_uuid())",
    ),
}
DE_NADIE = (
    "CREATE TABLE intrusa (a int)",
    "CREATE ROLE intruso",
    "TRUNCATE registros_registro",
    "ALTER TABLE registros_registro DISABLE TRIGGER ALL",
    "SET session_replication_role = replica",
    "SET ROLE rubrica",
    "SELECT rolpassword FROM pg_authid",
    "SELECT pg_read_file('postgresql.conf')",
    "COPY (SELECT 1) TO PROGRAM 'true'",
)


def test_a_whole_day_of_work_asks_for_nothing_that_was_not_granted(vivida: Casa) -> None:
    assert "permission denied" not in vivida.bitacora_del_dia
    assert Counter(vivida.estatus()) == {
        "PARA_COMPULSA": 12,
        "DUPLICADO": 1,
        "CON_INCONSISTENCIA": 1,
    }


@pytest.mark.numeral("ET 14.1")
@pytest.mark.parametrize(
    ("servicio", "orden"), [(s, orden) for s, ordenes in PROHIBIDO.items() for orden in ordenes]
)
def test_a_role_cannot_read_or_write_what_is_not_its_own(
    casa: Casa, servicio: str, orden: str
) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        casa.sql(orden, como=servicio)


@pytest.mark.parametrize("orden", DE_NADIE)
@pytest.mark.parametrize("servicio", SERVICIOS)
def test_no_role_can_step_out_of_its_grants(casa: Casa, servicio: str, orden: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        casa.sql(orden, como=servicio)


@pytest.mark.parametrize("servicio", SERVICIOS)
def test_a_role_has_no_power_over_the_server_nor_over_another_role(
    casa: Casa, servicio: str
) -> None:
    poderes = casa.sql(
        "SELECT rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls, rolinherit,"
        " EXISTS (SELECT 1 FROM pg_auth_members WHERE member = r.oid)"
        " FROM pg_roles r WHERE rolname = current_user",
        como=servicio,
    )

    assert poderes == [(False,) * 7]


def test_the_portal_sees_the_accounts_of_promoventes_and_no_other(casa: Casa) -> None:
    de_todos = {rol for (rol,) in casa.sql("SELECT DISTINCT rol FROM cuentas_cuenta")}

    del_portal = {rol for (rol,) in casa.sql("SELECT rol FROM cuentas_cuenta", como="portal")}

    assert {"derfe", "operador"} <= de_todos
    assert del_portal == {"promovente"}


DE_TABLA_ENTERA = {"DELETE", "MAINTAIN"}  # rights that no column has


def test_a_right_taken_from_the_file_is_taken_from_the_database(casa: Casa) -> None:
    """What PostgreSQL says that each role may reach is what grants.toml says, table by table."""
    dados = casa.sql(
        "SELECT grantee, table_name FROM information_schema.column_privileges"
        " WHERE table_schema = 'public' AND grantee LIKE 'rubrica\\_%'"
    )

    escritos = {
        (rol, tabla)
        for rol, tablas in grants.matrix().items()
        for tabla in tablas
        if not tabla.endswith("_seq") and set(tablas[tabla]) - DE_TABLA_ENTERA
    }
    assert set(dados) == escritos
