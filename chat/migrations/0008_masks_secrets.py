from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("chat", "0007_several_model_servers")]

    operations = [
        migrations.AddField("preferences", "masks_secrets", models.BooleanField(default=True)),
    ]
