"""How a Mesa goes, by day, folded as the account is (ET 10.2). The roller folds everything anew."""

from django.db import migrations, models


# From the history: of what comes into e its own day, of what leaves it the day on which it came.
TURNOS = [
    "ALTER TABLE registros_movimiento DISABLE TRIGGER USER",
    """
    UPDATE registros_movimiento m SET turno = (t.momento AT TIME ZONE 'America/Mexico_City')::date
    FROM registros_movimiento x, LATERAL (
      SELECT e.momento FROM registros_movimiento e
      WHERE e.registro_id = x.registro_id AND e.id <= x.id
        AND e.a IN ('EN_MESA', 'APARTADO') AND e.de NOT IN ('EN_MESA', 'APARTADO')
      ORDER BY e.id DESC LIMIT 1) t
    WHERE x.id = m.id AND (m.de IN ('EN_MESA', 'APARTADO')) <> (m.a IN ('EN_MESA', 'APARTADO'))
    """,
    "ALTER TABLE registros_movimiento ENABLE TRIGGER USER",
    "DELETE FROM registros_saldo",
    "DELETE FROM registros_total",
    "UPDATE registros_rodillo SET hasta = '0'",
]


class Migration(migrations.Migration):

    dependencies = [
        ('registros', '0010_situacion_por_audiencia'),
    ]

    operations = [
        migrations.CreateModel(
            name='Marcha',
            fields=[
                ('pk', models.CompositePrimaryKey('proceso', 'que', 'dia', blank=True, editable=False, primary_key=True, serialize=False)),
                ('proceso', models.CharField(max_length=8)),
                ('que', models.CharField(max_length=24)),
                ('dia', models.DateField()),
                ('n', models.BigIntegerField()),
            ],
        ),
        migrations.AddField(
            model_name='movimiento',
            name='turno',
            field=models.DateField(null=True),
        ),
        migrations.RunSQL(TURNOS, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name='movimiento',
            constraint=models.CheckConstraint(condition=models.Q(('turno__isnull', True), ('de__in', ['EN_MESA', 'APARTADO']), ('a__in', ['EN_MESA', 'APARTADO']), _connector='XOR'), name='movimiento_con_su_turno'),
        ),
        migrations.AddConstraint(
            model_name='marcha',
            constraint=models.CheckConstraint(condition=models.Q(('que__in', ['PENDIENTES', 'TURNAR_A_MESA', 'LEVANTAR_REGLA', 'VALIDAR', 'SENALAR_INCONSISTENCIA', 'ADMITIR_APARTADO', 'NEGAR_APARTADO'])), name='marcha_acto_de_la_mesa'),
        ),
    ]
