"""By which door each support came (ET 10.7 a), and one support of each Mi Apoyo device (ET 7.25)."""

from django.db import migrations, models

# As in 0002, and the door with them.
DE_RECEPCION = (
    "id, folio, proceso, promovente, auxiliar, dispositivo, consecutivo, anterior,"
    " codigo_integridad, tamano, sobre, resumen, capturado_en, recibido_en, dia, recibo,"
    " regla, regla_motivo, puerta, sal, hoja, canonico, xid"
)
QUITAR = "DROP TRIGGER registros_registro_inmutable ON registros_registro"
PONER = (
    "CREATE TRIGGER registros_registro_inmutable BEFORE UPDATE OF {} OR DELETE ON"
    " registros_registro FOR EACH ROW EXECUTE FUNCTION bitacora_rechazar()"
)
# What was folded before there were two doors came by the only one there was.
PLEGADO = (
    "INSERT INTO registros_saldo (proceso, dimension, valor, dia, clase, n)"
    " SELECT proceso, 'puerta', 'auxiliar', dia, clase, n FROM registros_saldo"
    " WHERE dimension = 'proceso'"
)


class Migration(migrations.Migration):
    dependencies = [("registros", "0003_valores_iniciales")]

    operations = [
        migrations.AddField(
            "registro", "puerta", models.CharField(db_default="auxiliar", max_length=10)
        ),
        migrations.AddField(
            "movimiento", "puerta", models.CharField(db_default="auxiliar", max_length=10)
        ),
        migrations.RemoveConstraint("registro", "registro_regla_del_catalogo"),
        migrations.AddConstraint(
            "registro",
            models.CheckConstraint(
                condition=models.Q(regla__in=["", "ET 3.4", "ET 4.8", "ET 4.10", "ET 7.25"]),
                name="registro_regla_del_catalogo",
            ),
        ),
        migrations.AddConstraint(
            "registro",
            models.UniqueConstraint(
                fields=["proceso", "dispositivo"],
                condition=models.Q(puerta="mi_apoyo", regla=""),
                name="registro_mi_apoyo_uno",
            ),
        ),
        migrations.AddConstraint(
            "registro",
            models.CheckConstraint(
                condition=models.Q(puerta__in=["auxiliar", "mi_apoyo"]),
                name="registro_puerta_del_catalogo",
            ),
        ),
        migrations.RemoveConstraint("saldo", "saldo_dimension_del_catalogo"),
        migrations.AddConstraint(
            "saldo",
            models.CheckConstraint(
                condition=models.Q(dimension__in=["proceso", "promovente", "auxiliar", "municipio", "puerta"]),
                name="saldo_dimension_del_catalogo",
            ),
        ),
        migrations.RunSQL(
            PLEGADO, "DELETE FROM registros_saldo WHERE dimension = 'puerta'"
        ),
        migrations.RunSQL(
            [QUITAR, PONER.format(DE_RECEPCION)],
            [QUITAR, PONER.format(DE_RECEPCION.replace("puerta, ", ""))],
        ),
    ]
