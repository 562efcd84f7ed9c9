from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sessions_memory", "0025_temporary_sessions")]

    operations = [
        migrations.AddField("deletion", name, models.PositiveIntegerField(default=0))
        for name in ("themes", "insights", "reviews")
    ]
