from django.db import migrations, models
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce


def count(apps, **of_rows):
    """Anew, where a question has versions."""
    sessions = apps.get_model("sessions_memory", "UserSession").objects
    rows = apps.get_model("sessions_memory", "UserInteraction").objects
    in_session = rows.filter(session=OuterRef("pk"), **of_rows).order_by().values("session")
    counted = Subquery(in_session.annotate(count=Count("pk")).values("count"))
    with_versions = rows.filter(is_superseded=True).values("session")
    sessions.filter(pk__in=with_versions).update(interaction_count=Coalesce(counted, 0))


def count_once(apps, schema_editor):
    count(apps, is_superseded=False)


def count_each(apps, schema_editor):
    count(apps)


class Migration(migrations.Migration):
    dependencies = [("sessions_memory", "0034_areas_can_be_deleted")]

    operations = [
        migrations.AddIndex(
            "userinteraction",
            models.Index(
                condition=models.Q(is_superseded=True), fields=["user", "session"], name="interactions_superseded"
            ),
        ),
        migrations.RunPython(count_once, count_each),
    ]
