from datetime import UTC, datetime, timedelta

from django.db import migrations, models

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
TIMES = {
    "UserSession": ("session_start", "session_end", "last_activity_at", "source_updated_at"),
    "UserInteraction": ("created_at", "answered_at"),
    "Note": ("created_at",),
}


def bring_times_within_reach(apps, schema_editor):
    """Files with times like the year 1 or 9999 came in before they were checked, and no page could show them."""
    latest = datetime.now(UTC) + timedelta(days=1)
    for model, fields in TIMES.items():
        rows = apps.get_model("sessions_memory", model).objects
        for field in fields:
            rows.filter(**{f"{field}__lt": EARLIEST}).update(**{field: EARLIEST})
            rows.filter(**{f"{field}__gt": latest}).update(**{field: latest})


class Migration(migrations.Migration):
    dependencies = [("sessions_memory", "0015_running_by_person")]

    operations = [
        migrations.AddField("importjob", "claimed_summaries", models.JSONField(blank=True, default=list)),
        migrations.AddField("importjob", "restore_requested", models.BooleanField(default=False)),
        migrations.AddField("offerednote", "kept", models.JSONField(blank=True, null=True)),
        migrations.AddIndex(
            "importjob",
            models.Index(fields=["id"], condition=models.Q(restore_requested=True), name="imports_to_restore"),
        ),
        migrations.RunPython(bring_times_within_reach, migrations.RunPython.noop),
    ]
