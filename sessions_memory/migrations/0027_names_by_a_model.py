from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sessions_memory", "0026_deletions_count_growth")]

    operations = [
        migrations.AddField("theme", "rule_name", models.CharField(max_length=80, blank=True, default="")),
        migrations.AddField("theme", "is_name_asked", models.BooleanField(default=False)),
    ]
