import django.db.models.deletion
from django.db import migrations, models

LLENAR = """
UPDATE auxiliares_prueba AS p SET proceso = a.proceso
FROM auxiliares_dispositivo AS d JOIN auxiliares_auxiliar AS a ON a.id = d.auxiliar_id
WHERE d.id = p.dispositivo_id
"""


class Migration(migrations.Migration):

    dependencies = [
        ('auxiliares', '0004_importacion'),
    ]

    operations = [
        migrations.AlterField(
            model_name='prueba',
            name='dispositivo',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pruebas', to='auxiliares.dispositivo'),
        ),
        migrations.AddField(
            model_name='prueba',
            name='vinculo',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='prueba',
            name='proceso',
            field=models.CharField(default='', max_length=8),
            preserve_default=False,
        ),
        migrations.RunSQL(LLENAR, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name='prueba',
            index=models.Index(fields=['vinculo', 'recibida_en'], name='prueba_del_vinculo'),
        ),
        migrations.AddConstraint(
            model_name='prueba',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('dispositivo__isnull', False), ('vinculo__isnull', True)), models.Q(('dispositivo__isnull', True), ('vinculo__isnull', False)), _connector='OR'), name='prueba_de_un_telefono'),
        ),
    ]
