"""The papers of ET 3.6, and why a device was revoked (ET 4.10)."""

import django.db.models.deletion
import rubrica.auxiliares.rules
from django.db import migrations, models

from rubrica.bitacora.inmutable import solo_se_agrega

# Whoever inserts a device, no phone of an auxiliar without FURA enters a process that waits for it.
ESPERAR = """
CREATE FUNCTION auxiliares_esperar_fura() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM auxiliares_auxiliar a JOIN procesos_proceso p ON p.id = a.proceso
     WHERE a.id = NEW.auxiliar_id AND p.enrolamiento_con_fura
  ) AND NOT EXISTS (
    SELECT 1 FROM auxiliares_anexo x WHERE x.auxiliar_id = NEW.auxiliar_id AND x.clase = 'fura'
  ) THEN
    RAISE EXCEPTION 'este proceso espera el FURA firmado (ET 3.6)'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$
"""
# What the door judges with holds because a baja never moves nor goes away (queries.SIGUE_IGUAL).
BAJAS_FIRMES = [
    f"CREATE TRIGGER {tabla}_baja_firme BEFORE UPDATE OF baja_en, baja_tipo, baja_motivo"
    f" ON {tabla} FOR EACH ROW WHEN (OLD.baja_en IS NOT NULL)"
    " EXECUTE FUNCTION bitacora_rechazar()"
    for tabla in ("auxiliares_auxiliar", "auxiliares_dispositivo")
]
DISPARAR = (
    "CREATE TRIGGER auxiliares_fura_primero BEFORE INSERT ON auxiliares_dispositivo"
    " FOR EACH ROW EXECUTE FUNCTION auxiliares_esperar_fura()"
)

class Migration(migrations.Migration):

    dependencies = [
        ('auxiliares', '0005_prueba_de_mi_apoyo'),
        ('bitacora', '0002_solo_se_agrega'),
        ('procesos', '0011_enrolamiento_con_fura'),
    ]

    operations = [
        migrations.CreateModel(
            name='Anexo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('clase', models.CharField(max_length=10)),
                ('version', models.PositiveSmallIntegerField(default=0)),
                ('tipo', models.CharField(max_length=20)),
                ('tamano', models.PositiveIntegerField()),
                ('huella', models.BinaryField(max_length=32)),
                ('sellado', models.BinaryField()),
                ('subido_en', models.DateTimeField()),
                ('subido_por', models.BigIntegerField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='dispositivo',
            name='dispositivo_baja_completa',
        ),
        migrations.AddField(
            model_name='auxiliar',
            name='negados',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='dispositivo',
            name='baja_motivo',
            field=models.BinaryField(default=b''),
        ),
        migrations.AddField(
            model_name='dispositivo',
            name='agente',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddConstraint(
            model_name='dispositivo',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('baja_en__isnull', True), ('baja_motivo', b''), ('baja_tipo', ''), ('hasta_consecutivo__isnull', True)), models.Q(('baja_en__isnull', False), ('baja_motivo', b''), ('baja_tipo', rubrica.auxiliares.rules.TipoDeBaja['PROPIA']), ('hasta_consecutivo__isnull', False)), models.Q(('baja_en__isnull', False), ('baja_tipo', rubrica.auxiliares.rules.TipoDeBaja['AUTORIDAD']), ('hasta_consecutivo__isnull', True), models.Q(('baja_motivo', b''), _negated=True)), _connector='OR'), name='dispositivo_baja_completa'),
        ),
        migrations.AddField(
            model_name='anexo',
            name='auxiliar',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='anexos', to='auxiliares.auxiliar'),
        ),
        migrations.AddIndex(
            model_name='anexo',
            index=models.Index(fields=['auxiliar', 'clase', '-id'], name='anexo_del_auxiliar'),
        ),
        migrations.AddConstraint(
            model_name='anexo',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('clase', rubrica.auxiliares.rules.ClaseDeAnexo['FURA']), ('version__gte', 1)), models.Q(('clase', rubrica.auxiliares.rules.ClaseDeAnexo['CREDENCIAL']), ('version', 0)), _connector='OR'), name='anexo_fura_con_version'),
        ),
        migrations.AddConstraint(
            model_name='anexo',
            constraint=models.CheckConstraint(condition=models.Q(('sellado', b''), _negated=True), name='anexo_con_contenido'),
        ),
        solo_se_agrega("auxiliares_anexo"),
        migrations.RunSQL(
            [ESPERAR, DISPARAR, *BAJAS_FIRMES],
            [
                "DROP TRIGGER auxiliares_auxiliar_baja_firme ON auxiliares_auxiliar",
                "DROP TRIGGER auxiliares_dispositivo_baja_firme ON auxiliares_dispositivo",
                "DROP TRIGGER auxiliares_fura_primero ON auxiliares_dispositivo",
                "DROP FUNCTION auxiliares_esperar_fura()",
            ],
        ),
    ]
