from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='PorAcusar',
            fields=[
                ('registro', models.UUIDField(primary_key=True, serialize=False)),
                ('proceso', models.CharField(max_length=8)),
                ('auxiliar', models.BigIntegerField()),
                ('abierto_en', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['auxiliar', 'abierto_en'], name='por_acusar_auxiliar')],
            },
        ),
    ]
