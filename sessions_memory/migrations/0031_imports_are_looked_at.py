import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

WAITING = Q(state="uploading") | Q(state="uploaded") | Q(state="looked") | Q(state="running")
FOUND = F("imported") + F("updated") + F("unchanged") + F("left_out") + F("empty") + F("skipped")
STATES = [(state, state.capitalize()) for state in "uploading uploaded looked running done failed cancelled".split()]


def choose_for_them(apps, schema_editor):
    """Backwards: there is no look, and all that was found came in or not."""
    jobs = apps.get_model("sessions_memory", "ImportJob").objects
    jobs.filter(left_out__gt=0).update(found=F("found") - F("left_out"), left_out=0)
    jobs.filter(state="looked").update(state="cancelled")


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("sessions_memory", "0030_areas"),
    ]

    operations = [
        migrations.RemoveIndex("importjob", "imports_unfinished"),
        migrations.RemoveConstraint("importjob", "import_counts_add_up"),
        migrations.AddField("importjob", "is_look", models.BooleanField(default=False)),
        migrations.AddField("importjob", "look", models.JSONField(blank=True, default=dict)),
        migrations.AddField("importjob", "choice", models.JSONField(blank=True, default=dict)),
        migrations.AddField("importjob", "left_out", models.PositiveIntegerField(default=0)),
        migrations.AlterField(
            "importjob", "state", models.CharField(choices=STATES, default="uploading", max_length=10)
        ),
        migrations.AddIndex(
            "importjob", models.Index(condition=WAITING, fields=["created_at"], name="imports_unfinished")
        ),
        migrations.AddConstraint(
            "importjob", models.CheckConstraint(condition=Q(found=FOUND), name="import_counts_add_up")
        ),
        migrations.CreateModel(
            "LookedConversation",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=20)),
                ("source_id", models.CharField(max_length=200)),
                ("title", models.CharField(max_length=200)),
                ("folder", models.CharField(blank=True, max_length=200)),
                ("began_at", models.DateTimeField()),
                ("questions", models.PositiveIntegerField()),
                ("is_chosen", models.BooleanField(default=True)),
                (
                    "job",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="looked",
                        to="sessions_memory.importjob",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "import_looked",
                "indexes": [models.Index(fields=["job", "-began_at", "-id"], name="looked_by_job")],
                "constraints": [
                    models.UniqueConstraint(fields=("job", "source", "source_id"), name="looked_at_once")
                ],
            },
        ),
        migrations.RunPython(migrations.RunPython.noop, choose_for_them),
    ]
