"""The reviews of cédulas: each is written once (ET 3.8)."""

import rubrica.cedulas.rules
from django.db import migrations, models

from rubrica.bitacora.inmutable import solo_se_agrega


class Migration(migrations.Migration):

    initial = True

    dependencies = [("bitacora", "0002_solo_se_agrega")]

    operations = [
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('alta', models.UUIDField(primary_key=True, serialize=False)),
                ('proceso', models.CharField(max_length=8)),
                ('auxiliar', models.BigIntegerField()),
                ('resultado', models.CharField(max_length=10)),
                ('causa', models.CharField(blank=True, max_length=16)),
                ('revisada_en', models.DateTimeField()),
                ('revisada_por', models.BigIntegerField()),
            ],
            options={
                'indexes': [models.Index(fields=['proceso'], name='revision_del_proceso')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('causa', ''), ('resultado', rubrica.cedulas.rules.Resultado['ACEPTADA'])), models.Q(('causa__in', ['no_corresponde', 'sin_registro', 'dispositivos']), ('resultado', rubrica.cedulas.rules.Resultado['BAJA'])), _connector='OR'), name='revision_baja_con_causa')],
            },
        ),
        solo_se_agrega("cedulas_revision"),
    ]
