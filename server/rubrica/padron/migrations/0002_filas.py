"""The rows of the padrón, partitioned by cut. A partition is made and dropped with its cut."""

from django.db import migrations

CREAR = """
CREATE TABLE padron_fila (
    corte_id integer NOT NULL,
    cic bytea,
    ocr bytea NOT NULL,
    clave bytea NOT NULL,
    entidad smallint NOT NULL,
    distrito_federal smallint NOT NULL,
    distrito_local smallint NOT NULL,
    municipio smallint NOT NULL,
    seccion smallint NOT NULL,
    situacion varchar(20) NOT NULL,
    causa varchar(40) NOT NULL,
    sello bytea NOT NULL,
    CONSTRAINT padron_fila_situacion CHECK (situacion IN ('lista_nominal', 'padron', 'baja')),
    CONSTRAINT padron_fila_causa CHECK ((situacion = 'baja') = (causa <> ''))
) PARTITION BY LIST (corte_id)
"""


class Migration(migrations.Migration):
    dependencies = [("padron", "0001_initial")]
    operations = [migrations.RunSQL(CREAR, "DROP TABLE padron_fila")]
