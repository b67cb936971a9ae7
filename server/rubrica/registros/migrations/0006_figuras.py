"""What the promovente may consult (ET 2.2): the account by situación, territorio and inconsistencia,
without days, and the indexes of the list of records. The roller folds everything anew."""

from django.db import migrations, models

# What each move did, told from what is kept. Of the situación only the last move knows: the chain
# of a record adds up to the same.
RECORDAR = [
    "ALTER TABLE registros_movimiento DISABLE TRIGGER USER",
    """
    WITH dicho AS (
      SELECT m.id, CASE
        WHEN m.a <> 'CON_INCONSISTENCIA' THEN ''
        WHEN m.acto = 'CLASIFICAR_POR_REGLA' THEN r.regla
        WHEN m.puerta = 'papel' THEN 'ET 8.5 ' || m.motivo
        ELSE 'ET 10.3 ' || m.motivo END AS numeral,
        row_number() OVER (PARTITION BY m.registro_id ORDER BY m.id DESC) = 1 AS ultimo, r.situacion
      FROM registros_movimiento m JOIN registros_registro r ON r.id = m.registro_id
    ), cadena AS (
      SELECT d.*, lag(d.numeral, 1, '') OVER (PARTITION BY m.registro_id ORDER BY m.id) AS anterior
      FROM dicho d JOIN registros_movimiento m USING (id)
    )
    UPDATE registros_movimiento m SET a_inconsistencia = c.numeral, de_inconsistencia = c.anterior,
      a_situacion = CASE WHEN c.ultimo THEN c.situacion ELSE '' END
    FROM cadena c WHERE c.id = m.id
    """,
    "ALTER TABLE registros_movimiento ENABLE TRIGGER USER",
    "DELETE FROM registros_saldo",
    "UPDATE registros_rodillo SET hasta = '0'",
]


class Migration(migrations.Migration):

    dependencies = [
        ('registros', '0005_papel'),
    ]

    operations = [
        migrations.CreateModel(
            name='Total',
            fields=[
                ('pk', models.CompositePrimaryKey('proceso', 'dimension', 'valor', 'clase', blank=True, editable=False, primary_key=True, serialize=False)),
                ('proceso', models.CharField(max_length=8)),
                ('dimension', models.CharField(max_length=16)),
                ('valor', models.CharField(blank=True, max_length=24)),
                ('clase', models.CharField(max_length=1)),
                ('n', models.BigIntegerField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='saldo',
            name='saldo_dimension_del_catalogo',
        ),
        migrations.AddField(
            model_name='movimiento',
            name='a_inconsistencia',
            field=models.CharField(blank=True, db_default='', max_length=12),
        ),
        migrations.AddField(
            model_name='movimiento',
            name='a_situacion',
            field=models.CharField(blank=True, db_default='', max_length=16),
        ),
        migrations.AddField(
            model_name='movimiento',
            name='de_inconsistencia',
            field=models.CharField(blank=True, db_default='', max_length=12),
        ),
        migrations.AddField(
            model_name='movimiento',
            name='de_situacion',
            field=models.CharField(blank=True, db_default='', max_length=16),
        ),
        migrations.AlterField(
            model_name='saldo',
            name='dimension',
            field=models.CharField(max_length=16),
        ),
        migrations.AlterField(
            model_name='saldo',
            name='valor',
            field=models.CharField(blank=True, max_length=24),
        ),
        migrations.AddIndex(
            model_name='registro',
            index=models.Index(fields=['proceso', 'recibido_en'], name='registro_lista'),
        ),
        migrations.AddIndex(
            model_name='registro',
            index=models.Index(fields=['proceso', 'auxiliar', 'recibido_en'], name='registro_auxiliar'),
        ),
        migrations.AddIndex(
            model_name='registro',
            index=models.Index(fields=['proceso', 'estatus', 'recibido_en'], name='registro_estatus'),
        ),
        migrations.AddIndex(
            model_name='registro',
            index=models.Index(condition=models.Q(('situacion', 'lista_nominal'), _negated=True), fields=['proceso', 'situacion', 'recibido_en'], name='registro_situacion'),
        ),
        migrations.AddIndex(
            model_name='registro',
            index=models.Index(condition=models.Q(('estatus', 'CON_INCONSISTENCIA')), fields=['proceso', 'inciso', 'recibido_en'], name='registro_inconsistencia'),
        ),
        migrations.RunSQL(RECORDAR, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name='movimiento',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('de', 'CON_INCONSISTENCIA'), models.Q(('de_inconsistencia', ''), _negated=True)), models.Q(models.Q(('de', 'CON_INCONSISTENCIA'), _negated=True), ('de_inconsistencia', '')), _connector='OR'), models.Q(models.Q(('a', 'CON_INCONSISTENCIA'), models.Q(('a_inconsistencia', ''), _negated=True)), models.Q(models.Q(('a', 'CON_INCONSISTENCIA'), _negated=True), ('a_inconsistencia', '')), _connector='OR')), name='movimiento_inconsistencia_con_numeral'),
        ),
        migrations.AddConstraint(
            model_name='saldo',
            constraint=models.CheckConstraint(condition=models.Q(('dimension__in', ['proceso', 'promovente', 'auxiliar', 'municipio', 'puerta', 'situacion', 'territorio', 'inconsistencia'])), name='saldo_dimension_del_catalogo'),
        ),
        migrations.AddConstraint(
            model_name='total',
            constraint=models.CheckConstraint(condition=models.Q(('clase__in', ['a', 'b', 'c', 'd', 'e', 'f'])), name='total_clase_del_catalogo'),
        ),
        migrations.AddConstraint(
            model_name='total',
            constraint=models.CheckConstraint(condition=models.Q(('dimension__in', ['proceso', 'promovente', 'auxiliar', 'municipio', 'puerta', 'situacion', 'territorio', 'inconsistencia'])), name='total_dimension_del_catalogo'),
        ),
    ]
