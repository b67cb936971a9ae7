"""What a compulsa works on, UNLOGGED: the indexes of a cut never reach WAL nor backups. And what
was asked for never changes."""

from django.db import migrations

from rubrica.bitacora.inmutable import solo_se_agrega

CREAR = """
CREATE UNLOGGED TABLE compulsa_cruce (
    compulsa_id integer NOT NULL,
    registro uuid NOT NULL,
    corte_id integer NOT NULL,
    cic bytea,
    ocr bytea,
    clave bytea,
    identificador bytea,
    emision bytea,
    de_nadie bytea,
    persona bytea,
    situacion text NOT NULL,
    causa text NOT NULL,
    municipio text NOT NULL,
    corte text NOT NULL,
    PRIMARY KEY (compulsa_id, registro)
);
CREATE UNLOGGED TABLE compulsa_hallado (
    compulsa_id integer NOT NULL,
    registro uuid NOT NULL,
    por text NOT NULL,
    clave bytea NOT NULL,
    entidad smallint NOT NULL,
    municipio smallint NOT NULL,
    situacion text NOT NULL,
    causa text NOT NULL,
    sello bytea NOT NULL,
    PRIMARY KEY (compulsa_id, registro)
);
"""
PEDIDO = "id, proceso, numero, cortes, pedida_en, pedida_por, esperados"


class Migration(migrations.Migration):
    dependencies = [("compulsa", "0001_initial"), ("bitacora", "0002_solo_se_agrega")]
    operations = [
        migrations.RunSQL(CREAR, "DROP TABLE compulsa_cruce, compulsa_hallado"),
        solo_se_agrega("compulsa_compulsa", f"UPDATE OF {PEDIDO} OR DELETE"),
    ]
