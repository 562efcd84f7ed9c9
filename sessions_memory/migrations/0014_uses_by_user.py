from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sessions_memory", "0013_a_session_is_never_recalled"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="memoryuse",
            index=models.Index(fields=["user", "answer"], name="memory_uses_by_user"),
        ),
    ]
