"""Migration operations that make a table append-only, by a trigger of the database itself."""

from __future__ import annotations

from django.db import migrations

FUNCION = """
CREATE FUNCTION bitacora_rechazar() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% sobre % no procede: sólo se agrega', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END $$
"""


def crear_funcion() -> migrations.RunSQL:
    """The function that every trigger of this kind calls; made once, by bitacora's migration."""
    return migrations.RunSQL(FUNCION, "DROP FUNCTION bitacora_rechazar()")


def solo_se_agrega(tabla: str, actos: str = "UPDATE OR DELETE") -> migrations.RunSQL:
    """`tabla` refuses the row acts given, and TRUNCATE. Needs bitacora's 0002.

    actos: as PostgreSQL spells the events of a trigger, e.g. "UPDATE OF a, b OR DELETE".
    """
    return migrations.RunSQL(
        [
            f"CREATE TRIGGER {tabla}_inmutable BEFORE {actos} ON {tabla} "
            "FOR EACH ROW EXECUTE FUNCTION bitacora_rechazar()",
            f"CREATE TRIGGER {tabla}_sin_truncar BEFORE TRUNCATE ON {tabla} "
            "FOR EACH STATEMENT EXECUTE FUNCTION bitacora_rechazar()",
        ],
        [
            f"DROP TRIGGER {tabla}_inmutable ON {tabla}",
            f"DROP TRIGGER {tabla}_sin_truncar ON {tabla}",
        ],
    )
