"""Paper is a door of its own, decided as it is captured (ET 8.4)."""

from django.db import migrations, models


# The officials' service writes records of paper, and of no other door: the app's come by recepción.
SOLO_PAPEL = """
CREATE FUNCTION registros_solo_papel() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'mesa solo recibe registros de papel' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER registros_registro_solo_papel BEFORE INSERT ON registros_registro FOR EACH ROW
  WHEN (current_user = 'rubrica_mesa' AND NEW.puerta <> 'papel')
  EXECUTE FUNCTION registros_solo_papel();
"""
QUITAR = """
DROP TRIGGER registros_registro_solo_papel ON registros_registro;
DROP FUNCTION registros_solo_papel();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('registros', '0004_puerta'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='movimiento',
            name='movimiento_acto_del_catalogo',
        ),
        migrations.RemoveConstraint(
            model_name='registro',
            name='registro_regla_del_catalogo',
        ),
        migrations.RemoveConstraint(
            model_name='registro',
            name='registro_puerta_del_catalogo',
        ),
        migrations.AddConstraint(
            model_name='movimiento',
            constraint=models.CheckConstraint(condition=models.Q(('acto__in', ['TURNAR_A_MESA', 'ESPERAR_CORTE', 'NO_ABRIR', 'REINTENTAR', 'CLASIFICAR_POR_REGLA', 'CORREGIR_DATOS', 'VALIDAR', 'SENALAR_INCONSISTENCIA', 'MARCAR_DUPLICADO', 'PROMOVER', 'SENALAR_POR_ANALISIS', 'LEVANTAR_REGLA', 'RECONSIDERAR', 'ADMITIR_CEDULA', 'OBSERVAR_CEDULA'])), name='movimiento_acto_del_catalogo'),
        ),
        migrations.AddConstraint(
            model_name='movimiento',
            constraint=models.CheckConstraint(condition=models.Q(('puerta', 'papel'), models.Q(('acto__in', ['ADMITIR_CEDULA', 'OBSERVAR_CEDULA']), _negated=True), _connector='OR'), name='movimiento_de_papel'),
        ),
        migrations.AddConstraint(
            model_name='registro',
            constraint=models.CheckConstraint(condition=models.Q(('puerta__in', ['auxiliar', 'mi_apoyo', 'papel'])), name='registro_puerta_del_catalogo'),
        ),
        migrations.AddConstraint(
            model_name='registro',
            constraint=models.CheckConstraint(condition=models.Q(('regla__in', ['', 'ET 3.4', 'ET 4.8', 'ET 4.10', 'ET 7.25', 'ET 8.2'])), name='registro_regla_del_catalogo'),
        ),
        migrations.RunSQL(SOLO_PAPEL, QUITAR),
    ]
