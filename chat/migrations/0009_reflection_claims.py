from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("chat", "0008_masks_secrets")]

    operations = [
        migrations.CreateModel(
            name="ReflectionClaim",
            fields=[
                ("session_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("reflected_at", models.DateTimeField()),
            ],
        ),
    ]
