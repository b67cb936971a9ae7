"""Functions of the database that empty one table each; only they may touch what only grows.

They run as the owner of the tables, whoever calls them, and do nothing unless the elimination of
that process is under way: two people asked for it and its cooling-off period is over, as the checks
of its table say. So no service needs the right to delete.
"""

from __future__ import annotations

from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

from rubrica.eliminacion import registro

EXIGIR = """
CREATE OR REPLACE FUNCTION eliminacion_exigir(p_proceso text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM eliminacion_eliminacion
                 WHERE proceso = p_proceso AND estado = 'en_curso') THEN
    RAISE EXCEPTION 'no hay una eliminacion en curso de ese proceso'
      USING ERRCODE = 'restrict_violation';
  END IF;
END $$
"""
DE_TABLA = """
CREATE OR REPLACE FUNCTION {funcion}(p_proceso text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE n bigint;
BEGIN
  PERFORM eliminacion_exigir(p_proceso);
  PERFORM set_config('rubrica.elimina', p_proceso, true);
  {orden};
  GET DIAGNOSTICS n = ROW_COUNT;
  PERFORM set_config('rubrica.elimina', '', true);
  RETURN n;
END $$
"""


def nombre(tabla: str) -> str:
    """Return the name of the function of a table."""
    return f"eliminacion_de_{tabla}"


def crear(using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    """Write the functions anew, as the registry says by now. Called after each `migrate`."""
    conexion = connections[using]
    existentes = set(conexion.introspection.table_names())
    if "eliminacion_eliminacion" not in existentes:
        return
    with conexion.cursor() as cursor:
        cursor.execute(EXIGIR)
        for tabla in registro.por_vaciar():
            if tabla.nombre in existentes:
                cursor.execute(DE_TABLA.format(funcion=nombre(tabla.nombre), orden=tabla.orden))
