"""Indexes for what the admin lists across all people, and for its log of readings, which grows with each of them."""

from django.db import migrations, models
from django.db.models.functions import Upper

# Django's own table, whose model can be given none.
LOG = "django_admin_log"
LOG_INDEXES = {
    # The messages of other kinds may be of any length, which an index in PostgreSQL does not take.
    "admin_log_readings": "(change_message, action_time DESC) WHERE action_flag = 0",
    "admin_log_by_user": "(user_id, action_time DESC)",
    "admin_log_of_row": "(object_id, content_type_id, action_time DESC)",
}


class Migration(migrations.Migration):
    dependencies = [
        ("sessions_memory", "0019_reviewers_of_growth"),
        ("admin", "0003_logentry_add_action_flag_choices"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="userinteraction", name="interactions_admin_model"),
        migrations.AddIndex(
            model_name="userinteraction",
            index=models.Index(fields=["model", "-created_at", "-id"], name="interactions_admin_model"),
        ),
        migrations.AddIndex(
            model_name="userinteraction",
            index=models.Index(
                condition=models.Q(
                    ("status", "stopped"), ("status", "failed"), ("status", "interrupted"), _connector="OR"
                ),
                fields=["user", "status", "-created_at", "-id"],
                name="interactions_ended_by_user",
            ),
        ),
        migrations.AddIndex(
            model_name="usersession",
            index=models.Index(Upper("source"), models.F("id").desc(), name="sessions_admin_source"),
        ),
        *(
            migrations.RunSQL(f"CREATE INDEX {name} ON {LOG} {what}", f"DROP INDEX {name}")
            for name, what in LOG_INDEXES.items()
        ),
    ]
