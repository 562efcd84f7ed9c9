from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("chat", "0009_reflection_claims")]

    operations = [
        migrations.AddField("modelserver", "vision_models", models.JSONField(blank=True, default=list)),
    ]
