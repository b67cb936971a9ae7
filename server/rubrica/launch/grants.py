"""The PostgreSQL role of each service, with the least it needs (docs/arquitectura.md §4).

`grants.toml` is the data: role → table → privileges (a sequence is named as a table; those of
identity columns need no grant). A table or a privilege that is not there is
not granted; `otorgar` revokes first, so that taking a line away takes the right away.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from django.db import connection, transaction
from psycopg import sql

GRANTS = Path(__file__).with_name("grants.toml")
# What the planner remembered of an eliminated process is in the dead rows of its own table, which
# only a superuser may let somebody else write anew; elsewhere the owner of the database does it.
ESTADISTICAS = """
DO $$ BEGIN
  IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
     AND EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'rubrica_worker') THEN
    GRANT MAINTAIN ON pg_catalog.pg_statistic TO rubrica_worker;
  END IF;
END $$
"""
Matrix = Mapping[str, Mapping[str, list[str]]]


def matrix() -> Matrix:
    """Return role → table → privileges, as grants.toml says."""
    return tomllib.loads(GRANTS.read_text(encoding="utf-8"))


@transaction.atomic
def otorgar(passwords: Mapping[str, str]) -> None:
    """Give each role exactly its grants; `passwords` names the roles that may log in."""
    with connection.cursor() as cursor:
        for role, tables in matrix().items():
            cursor.execute(_role_statement(role, passwords.get(role, "")))
            for statement in _grant_statements(role, tables):
                cursor.execute(statement)
        cursor.execute(ESTADISTICAS)


def _role_statement(role: str, password: str) -> sql.Composed:
    """Make the role if it is missing, and set its password when there is one."""
    login = (
        sql.SQL("EXECUTE {};").format(
            sql.Literal(
                sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}")
                .format(sql.Identifier(role), sql.Literal(password))
                .as_string()
            )
        )
        if password
        else sql.SQL("")
    )
    return sql.SQL(
        "DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = {name}) THEN"
        " CREATE ROLE {role} NOINHERIT; END IF; {login} END $$"
    ).format(name=sql.Literal(role), role=sql.Identifier(role), login=login)


def _grant_statements(role: str, tables: Mapping[str, list[str]]) -> list[sql.Composed]:
    quien = sql.Identifier(role)
    revoke = [
        sql.SQL("REVOKE ALL ON ALL {} IN SCHEMA public FROM {}").format(sql.SQL(what), quien)
        for what in ("TABLES", "SEQUENCES")
    ]
    grant = [
        sql.SQL("GRANT {} ON {} TO {}").format(
            sql.SQL(", ".join(privileges)), sql.Identifier(table), quien
        )
        for table, privileges in tables.items()
    ]
    return [*revoke, sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(quien), *grant]
