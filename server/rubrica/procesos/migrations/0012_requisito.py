"""What each process requires, kept with it; an open one changes it only with its version (ADR 0078)."""

from importlib import import_module

from django.conf import settings
from django.db import migrations, models

antes = import_module("rubrica.procesos.migrations.0008_nada_cambia_callado")
REQUISITO = (
    "requisito_porcentaje, requisito_en_cada, requisito_parte, requisito_municipios, "
    "requisito_redondeo"
)
VIGILAR = antes.VIGILAR.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
for de in ("NEW", "OLD"):
    VIGILAR = VIGILAR.replace(
        antes.fila(de, antes.CON_VERSION), antes.fila(de, f"{antes.CON_VERSION}, {REQUISITO}")
    )
# Those that were registered before take the ordinary one of their mechanism (tipos.toml).
ORDINARIOS = """
UPDATE procesos_proceso SET
  requisito_porcentaje = CASE tipo WHEN 'consulta_popular' THEN 200
    WHEN 'iniciativa_ciudadana' THEN 13 ELSE 1000 END,
  requisito_en_cada = CASE tipo WHEN 'revocacion_de_mandato' THEN 1000 ELSE 0 END,
  requisito_municipios = CASE tipo WHEN 'revocacion_de_mandato' THEN 286 ELSE 0 END
"""


class Migration(migrations.Migration):

    dependencies = [
        ('procesos', '0011_enrolamiento_con_fura'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='proceso',
            name='requisito_en_cada',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='proceso',
            name='requisito_municipios',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='proceso',
            name='requisito_parte',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='proceso',
            name='requisito_porcentaje',
            field=models.PositiveIntegerField(default=1000),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='proceso',
            name='requisito_redondeo',
            field=models.CharField(default='arriba', max_length=8),
        ),
        migrations.AddConstraint(
            model_name='proceso',
            constraint=models.CheckConstraint(condition=models.Q(('requisito_porcentaje__range', (1, 10000)), ('requisito_redondeo__in', ['arriba', 'abajo', 'cercano'])), name='proceso_requisito'),
        ),
        migrations.AddConstraint(
            model_name='proceso',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('requisito_en_cada', 0), ('requisito_municipios', 0), ('requisito_parte', 0)), models.Q(('requisito_en_cada__range', (1, 10000)), models.Q(models.Q(('requisito_municipios__range', (1, 570)), ('requisito_parte', 0)), models.Q(('requisito_municipios', 0), ('requisito_parte__range', (1, 10000))), _connector='OR')), _connector='OR'), name='proceso_dispersion'),
        ),
        migrations.RunSQL(ORDINARIOS, migrations.RunSQL.noop),
        migrations.RunSQL(
            VIGILAR, antes.VIGILAR.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
        ),
    ]
