"""What the Mesa may also do (ET 10.4, 10.7 d), and when each record was turned to it (ET 10.2)."""

from django.db import migrations, models

# From the history: the last time that it came to the Mesa from elsewhere.
TURNADOS = """
UPDATE registros_registro r SET turnado_en = t.momento
FROM (SELECT registro_id, max(momento) AS momento FROM registros_movimiento
      WHERE a = 'EN_MESA' AND de <> 'EN_MESA' GROUP BY 1) t
WHERE t.registro_id = r.id
"""


class Migration(migrations.Migration):

    dependencies = [
        ('registros', '0007_compulsar'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='movimiento',
            name='movimiento_estatus_del_catalogo',
        ),
        migrations.RemoveConstraint(
            model_name='movimiento',
            name='movimiento_acto_del_catalogo',
        ),
        migrations.RemoveConstraint(
            model_name='registro',
            name='registro_estatus_del_catalogo',
        ),
        migrations.RemoveConstraint(
            model_name='registro',
            name='registro_inciso_del_catalogo',
        ),
        migrations.AddField(
            model_name='registro',
            name='turnado_en',
            field=models.DateTimeField(null=True),
        ),
        migrations.RunSQL(TURNADOS, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name='registro',
            index=models.Index(condition=models.Q(('estatus__in', ['EN_MESA', 'APARTADO'])), fields=['proceso', 'turnado_en'], name='registro_en_revision'),
        ),
        migrations.AddIndex(
            model_name='movimiento',
            index=models.Index(condition=models.Q(('acto__in', ['TURNAR_A_MESA', 'LEVANTAR_REGLA', 'VALIDAR', 'SENALAR_INCONSISTENCIA', 'ADMITIR_APARTADO', 'NEGAR_APARTADO'])), fields=['proceso', 'momento', 'acto'], name='movimiento_de_la_mesa'),
        ),
        migrations.AddConstraint(
            model_name='movimiento',
            constraint=models.CheckConstraint(condition=models.Q(('a__in', ['RECIBIDO', 'EN_CHAROLA', 'EN_ESPERA_DE_CORTE', 'EN_MESA', 'APARTADO', 'PARA_COMPULSA', 'DUPLICADO', 'CON_INCONSISTENCIA']), ('de__in', ['RECIBIDO', 'EN_CHAROLA', 'EN_ESPERA_DE_CORTE', 'EN_MESA', 'APARTADO', 'PARA_COMPULSA', 'DUPLICADO', 'CON_INCONSISTENCIA'])), name='movimiento_estatus_del_catalogo'),
        ),
        migrations.AddConstraint(
            model_name='movimiento',
            constraint=models.CheckConstraint(condition=models.Q(('acto__in', ['TURNAR_A_MESA', 'ESPERAR_CORTE', 'NO_ABRIR', 'REINTENTAR', 'CLASIFICAR_POR_REGLA', 'CORREGIR_DATOS', 'VALIDAR', 'SENALAR_INCONSISTENCIA', 'MARCAR_DUPLICADO', 'PROMOVER', 'SENALAR_POR_ANALISIS', 'LEVANTAR_REGLA', 'RECONSIDERAR', 'ADMITIR_CEDULA', 'OBSERVAR_CEDULA', 'APARTAR', 'ADMITIR_APARTADO', 'NEGAR_APARTADO', 'CLASIFICAR_SIN_ABRIR', 'REABRIR'])), name='movimiento_acto_del_catalogo'),
        ),
        migrations.AddConstraint(
            model_name='registro',
            constraint=models.CheckConstraint(condition=models.Q(('estatus__in', ['RECIBIDO', 'EN_CHAROLA', 'EN_ESPERA_DE_CORTE', 'EN_MESA', 'APARTADO', 'PARA_COMPULSA', 'DUPLICADO', 'CON_INCONSISTENCIA'])), name='registro_estatus_del_catalogo'),
        ),
        migrations.AddConstraint(
            model_name='registro',
            constraint=models.CheckConstraint(condition=models.Q(('inciso__in', ['', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'A', 'S'])), name='registro_inciso_del_catalogo'),
        ),
    ]
