"""Of whom an aviso tells, so that who answers for that person sees that it came back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("avisos", "0002_devueltos")]
    operations = [
        migrations.AddField(
            model_name="aviso",
            name="objeto",
            field=models.CharField(blank=True, db_default="", max_length=60),
        ),
        migrations.AddIndex(
            model_name="aviso",
            index=models.Index(
                condition=models.Q(("objeto", ""), _negated=True),
                fields=["objeto", "-encolado_en"],
                name="aviso_objeto",
            ),
        ),
    ]
