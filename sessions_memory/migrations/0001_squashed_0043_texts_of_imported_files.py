"""All that the first 43 migrations make, for a new vault; one that had begun with them goes on with them.

Written from the state that they lead to, which a test compares. What they did to rows is left out: there are none.
"""

import uuid

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

from sessions_memory.models.sessions import own_source_id

GROUP = "Reviewers"
RIGHTS = ("view_usersession", "view_userinteraction", "view_theme", "view_insight", "view_review", "view_area")
# Django's own table, whose model can be given no indexes.
LOG = "django_admin_log"
LOG_INDEXES = {
    # The messages of other kinds may be of any length, which an index in PostgreSQL does not take.
    "admin_log_readings": "(change_message, action_time DESC) WHERE action_flag = 0",
    "admin_log_by_user": "(user_id, action_time DESC)",
    "admin_log_of_row": "(object_id, content_type_id, action_time DESC)",
}


def make_the_role(apps, schema_editor):
    """Staff in this group may look at sessions in the admin and open them, which is logged; they change nothing."""
    app = apps.get_app_config("sessions_memory")
    # Permissions are made after all migrations, and are needed here.
    app.models_module = True
    create_permissions(app, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    app.models_module = None

    permissions = apps.get_model("auth", "Permission").objects.using(schema_editor.connection.alias)
    group, _ = apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias).get_or_create(name=GROUP)
    group.permissions.add(*permissions.filter(content_type__app_label="sessions_memory", codename__in=RIGHTS))


def drop_the_role(apps, schema_editor):
    apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias).filter(name=GROUP).delete()


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("sessions_memory", "0001_sessions_and_interactions"),
        ("sessions_memory", "0002_notes_and_memory_switches"),
        ("sessions_memory", "0003_recall_index"),
        ("sessions_memory", "0004_import_jobs"),
        ("sessions_memory", "0005_models_of_a_person"),
        ("sessions_memory", "0006_deletions"),
        ("sessions_memory", "0007_never_recalled"),
        ("sessions_memory", "0008_vectors"),
        ("sessions_memory", "0009_sessions_by_source"),
        ("sessions_memory", "0010_a_note_can_be_deleted"),
        ("sessions_memory", "0011_index_generation"),
        ("sessions_memory", "0012_sessions_counted"),
        ("sessions_memory", "0013_a_session_is_never_recalled"),
        ("sessions_memory", "0014_uses_by_user"),
        ("sessions_memory", "0015_running_by_person"),
        ("sessions_memory", "0016_what_a_backup_claims"),
        ("sessions_memory", "0017_reviewers"),
        ("sessions_memory", "0018_growth"),
        ("sessions_memory", "0019_reviewers_of_growth"),
        ("sessions_memory", "0020_admin_at_size"),
        ("sessions_memory", "0021_claims_of_a_backup"),
        ("sessions_memory", "0022_growth_by_model"),
        ("sessions_memory", "0023_vectors_by_model"),
        ("sessions_memory", "0024_admin_of_growth_at_size"),
        ("sessions_memory", "0025_temporary_sessions"),
        ("sessions_memory", "0026_deletions_count_growth"),
        ("sessions_memory", "0027_names_by_a_model"),
        ("sessions_memory", "0028_archived_sessions"),
        ("sessions_memory", "0029_read_only_sessions"),
        ("sessions_memory", "0030_areas"),
        ("sessions_memory", "0031_imports_are_looked_at"),
        ("sessions_memory", "0032_attachments"),
        ("sessions_memory", "0033_attachments_are_found"),
        ("sessions_memory", "0034_areas_can_be_deleted"),
        ("sessions_memory", "0035_versions_count_once"),
        ("sessions_memory", "0036_many_sessions"),
        ("sessions_memory", "0037_conversations_of_programs"),
        ("sessions_memory", "0038_areas_of_imports"),
        ("sessions_memory", "0039_reviewers_of_areas"),
        ("sessions_memory", "0040_programs_reflected_on"),
        ("sessions_memory", "0041_sample_history"),
        ("sessions_memory", "0042_areas_reviewed_by_closed"),
        ("sessions_memory", "0043_texts_of_imported_files"),
    ]

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.CreateModel(
            name="Instructions",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="instructions",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=4000)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "verbose_name_plural": "instructions",
                "db_table": "instructions",
            },
        ),
        migrations.CreateModel(
            name="RecallIndex",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="recall_index",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("is_complete", models.BooleanField(default=False)),
                ("documents", models.PositiveIntegerField(default=0)),
                ("positions", models.PositiveIntegerField(default=0)),
                ("merged", models.PositiveIntegerField(default=0)),
                ("question_terms", models.PositiveBigIntegerField(default=0)),
                ("answer_terms", models.PositiveBigIntegerField(default=0)),
                ("languages", models.CharField(blank=True, max_length=100)),
                ("generation", models.BigIntegerField(default=0)),
            ],
            options={
                "db_table": "recall_index",
            },
        ),
        migrations.CreateModel(
            name="IndexBlock",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "user_id", "block", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("block", models.PositiveIntegerField()),
                ("facts", models.BinaryField()),
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
                "db_table": "recall_blocks",
            },
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "user_id", "block", "term", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("block", models.PositiveIntegerField()),
                ("term", models.BigIntegerField()),
                ("places", models.BinaryField()),
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
                "db_table": "recall_postings",
            },
        ),
        migrations.CreateModel(
            name="ImportJob",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("uploading", "Uploading"),
                            ("uploaded", "Uploaded"),
                            ("looked", "Looked"),
                            ("running", "Running"),
                            ("done", "Done"),
                            ("failed", "Failed"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="uploading",
                        max_length=10,
                    ),
                ),
                ("sources", models.CharField(blank=True, max_length=200)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("claim_id", models.UUIDField(blank=True, null=True)),
                ("heartbeat_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("is_from_command", models.BooleanField(default=False)),
                ("cancel_requested", models.BooleanField(default=False)),
                ("position", models.JSONField(blank=True, default=dict)),
                ("bytes_done", models.PositiveBigIntegerField(default=0)),
                ("bytes_total", models.PositiveBigIntegerField(default=0)),
                ("found", models.PositiveIntegerField(default=0)),
                ("imported", models.PositiveIntegerField(default=0)),
                ("updated", models.PositiveIntegerField(default=0)),
                ("unchanged", models.PositiveIntegerField(default=0)),
                ("older", models.PositiveIntegerField(default=0)),
                ("empty", models.PositiveIntegerField(default=0)),
                ("skipped", models.PositiveIntegerField(default=0)),
                ("interactions", models.PositiveIntegerField(default=0)),
                ("remarks", models.JSONField(blank=True, default=list)),
                ("failure", models.TextField(blank=True)),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="imports",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("claimed_summaries", models.JSONField(blank=True, default=list)),
                ("restore_requested", models.BooleanField(default=False)),
                ("is_look", models.BooleanField(default=False)),
                ("look", models.JSONField(blank=True, default=dict)),
                ("choice", models.JSONField(blank=True, default=dict)),
                ("left_out", models.PositiveIntegerField(default=0)),
            ],
            options={
                "db_table": "import_jobs",
                "indexes": [
                    models.Index(fields=["user", "-created_at", "-id"], name="imports_by_user"),
                    models.Index(
                        condition=models.Q(("restore_requested", True)), fields=["id"], name="imports_to_restore"
                    ),
                    models.Index(
                        condition=models.Q(
                            ("state", "uploading"),
                            ("state", "uploaded"),
                            ("state", "looked"),
                            ("state", "running"),
                            _connector="OR",
                        ),
                        fields=["created_at"],
                        name="imports_unfinished",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "found",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    models.F("imported"), "+", models.F("updated")
                                                ),
                                                "+",
                                                models.F("unchanged"),
                                            ),
                                            "+",
                                            models.F("left_out"),
                                        ),
                                        "+",
                                        models.F("empty"),
                                    ),
                                    "+",
                                    models.F("skipped"),
                                ),
                            )
                        ),
                        name="import_counts_add_up",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("size_bytes", models.PositiveBigIntegerField()),
                ("received_bytes", models.PositiveBigIntegerField(default=0)),
                ("stored_as", models.CharField(blank=True, max_length=200)),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="sessions_memory.importjob",
                    ),
                ),
            ],
            options={
                "db_table": "import_files",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="OfferedNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("text_hash", models.CharField(max_length=32)),
                ("origin", models.CharField(max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[("offered", "Offered"), ("accepted", "Accepted"), ("dismissed", "Dismissed")],
                        default="offered",
                        max_length=10,
                    ),
                ),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="offered_notes",
                        to="sessions_memory.importjob",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="offered_notes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("kept", models.JSONField(blank=True, null=True)),
            ],
            options={
                "db_table": "offered_notes",
                "constraints": [models.UniqueConstraint(fields=("user", "text_hash"), name="note_offered_once")],
            },
        ),
        migrations.CreateModel(
            name="SkippedEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200)),
                ("reason", models.CharField(max_length=500)),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="skipped_entries",
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
                "db_table": "import_skipped_entries",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Deletion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4, unique=True)),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("note", "one note"),
                            ("interaction", "one question"),
                            ("session", "one session"),
                            ("area", "one area"),
                            ("chosen", "chosen sessions"),
                            ("source", "a source"),
                            ("span", "a span of time"),
                            ("all", "everything"),
                            ("account", "the account"),
                        ],
                        max_length=11,
                    ),
                ),
                ("row", models.BigIntegerField(blank=True, null=True)),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("chat", "This vault"),
                            ("chatgpt", "ChatGPT"),
                            ("claude", "Claude"),
                            ("openwebui", "Open WebUI"),
                            ("librechat", "LibreChat"),
                            ("deepseek", "DeepSeek"),
                            ("grok", "Grok"),
                            ("lechat", "Le Chat"),
                            ("gemini", "Gemini"),
                            ("llm", "llm"),
                            ("jsonl", "JSONL"),
                            ("sample", "Sample history"),
                            ("program", "Other programs"),
                        ],
                        max_length=20,
                    ),
                ),
                ("since", models.DateTimeField(blank=True, null=True)),
                ("until", models.DateTimeField(blank=True, null=True)),
                ("has_report", models.BooleanField(default=False)),
                ("with_answers", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("found", models.PositiveIntegerField(default=0)),
                ("interactions", models.PositiveIntegerField(default=0)),
                ("answers", models.PositiveIntegerField(default=0)),
                ("sessions", models.PositiveIntegerField(default=0)),
                ("notes", models.PositiveIntegerField(default=0)),
                ("receipts", models.PositiveIntegerField(default=0)),
                ("quoted_notes", models.JSONField(default=list)),
                ("deleted_at", models.DateTimeField(blank=True, null=True)),
                ("wipe_tried_at", models.DateTimeField(blank=True, null=True)),
                ("wiped_at", models.DateTimeField(blank=True, null=True)),
                ("is_overwritten", models.BooleanField(default=False)),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="deletions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("themes", models.PositiveIntegerField(default=0)),
                ("insights", models.PositiveIntegerField(default=0)),
                ("reviews", models.PositiveIntegerField(default=0)),
                ("attachments", models.PositiveIntegerField(default=0)),
                ("chosen", models.JSONField(default=dict)),
            ],
            options={
                "db_table": "deletions",
                "indexes": [
                    models.Index(
                        condition=models.Q(("wiped_at__isnull", True)),
                        fields=["created_at"],
                        name="deletions_unfinished",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ActiveDay",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "user_id", "day", "source", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("day", models.DateField()),
                ("source", models.CharField(max_length=20)),
                ("interactions", models.PositiveIntegerField()),
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
                "db_table": "growth_days",
            },
        ),
        migrations.CreateModel(
            name="Growth",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="growth",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0)),
                ("changed_at", models.DateTimeField(blank=True, default=django.utils.timezone.now, null=True)),
                ("refreshed_at", models.DateTimeField(blank=True, null=True)),
                ("claim_id", models.UUIDField(blank=True, null=True)),
                ("heartbeat_at", models.DateTimeField(blank=True, null=True)),
                ("progress_done", models.PositiveIntegerField(default=0)),
                ("progress_total", models.PositiveIntegerField(default=0)),
                ("sessions", models.PositiveIntegerField(default=0)),
                ("interactions", models.PositiveIntegerField(default=0)),
                ("found_at", models.DateTimeField(blank=True, null=True)),
                ("found_at_interactions", models.PositiveIntegerField(default=0)),
                ("time_zone", models.CharField(blank=True, max_length=64)),
                ("rarities", models.BinaryField(default=bytes)),
                ("shows_on_this_day", models.BooleanField(default=True)),
                ("asks_model", models.BooleanField(default=False)),
                ("seen_at", models.DateTimeField(blank=True, null=True)),
                ("seen_before_at", models.DateTimeField(blank=True, null=True)),
                ("reviews_due_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("model_asked_at", models.DateTimeField(blank=True, null=True)),
                ("model_calls", models.PositiveSmallIntegerField(default=0)),
                ("model_done_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name_plural": "growth",
                "db_table": "growth",
                "indexes": [
                    models.Index(
                        condition=models.Q(("changed_at__isnull", False)), fields=["changed_at"], name="growth_to_read"
                    ),
                    models.Index(fields=["reviews_due_at"], name="growth_to_review"),
                    models.Index(
                        condition=models.Q(("asks_model", True)), fields=["model_asked_at"], name="growth_to_word"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HiddenDay",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "user_id", "day", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("day", models.DateField()),
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
                "db_table": "growth_hidden_days",
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source_id", models.CharField(default=own_source_id, max_length=200)),
                (
                    "span",
                    models.CharField(choices=[("week", "Week"), ("month", "Month"), ("year", "Year")], max_length=5),
                ),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                (
                    "made_by",
                    models.CharField(
                        choices=[("rule", "Rule"), ("model", "Model"), ("person", "Person")],
                        default="rule",
                        max_length=10,
                    ),
                ),
                ("parts", models.JSONField(blank=True, default=list)),
                ("digest", models.CharField(blank=True, max_length=32)),
                ("text", models.TextField(blank=True, max_length=20000)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("edited_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reviews",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("asked_digest", models.CharField(blank=True, max_length=32)),
            ],
            options={
                "db_table": "reviews",
                "indexes": [
                    models.Index(fields=["user", "-last_day", "-id"], name="reviews_by_day"),
                    models.Index(fields=["span", "-id"], name="reviews_admin_span"),
                    models.Index(fields=["made_by", "-id"], name="reviews_admin_made_by"),
                    models.Index(fields=["first_day", "-id"], name="reviews_admin_day"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("user", "source_id"), name="review_known_by_source_id"),
                    models.UniqueConstraint(fields=("user", "span", "first_day"), name="review_of_a_span_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Theme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source_id", models.CharField(default=own_source_id, max_length=200)),
                ("name", models.CharField(blank=True, max_length=80)),
                (
                    "name_by",
                    models.CharField(
                        choices=[("question", "Question"), ("model", "Model"), ("person", "Person")],
                        default="question",
                        max_length=10,
                    ),
                ),
                ("name_terms", models.JSONField(blank=True, default=list)),
                ("is_enough", models.BooleanField(default=False)),
                ("is_pinned", models.BooleanField(default=False)),
                ("is_hidden", models.BooleanField(default=False)),
                ("words", models.JSONField(blank=True, default=list)),
                ("likeness", models.BinaryField(default=bytes)),
                ("interactions", models.PositiveIntegerField(default=0)),
                ("sessions", models.PositiveIntegerField(default=0)),
                ("days", models.PositiveIntegerField(default=0)),
                ("first_at", models.DateTimeField(blank=True, null=True)),
                ("last_at", models.DateTimeField(blank=True, null=True)),
                ("months", models.JSONField(blank=True, default=dict)),
                ("found", models.JSONField(blank=True, default=dict)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="parts",
                        to="sessions_memory.theme",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="themes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("rule_name", models.CharField(blank=True, default="", max_length=80)),
                ("is_name_asked", models.BooleanField(default=False)),
            ],
            options={
                "db_table": "themes",
                "indexes": [
                    models.Index(fields=["user", "-interactions", "id"], name="themes_by_size"),
                    models.Index(condition=models.Q(("is_pinned", True)), fields=["-id"], name="themes_admin_pinned"),
                    models.Index(condition=models.Q(("is_hidden", True)), fields=["-id"], name="themes_admin_hidden"),
                    models.Index(fields=["name_by", "-id"], name="themes_admin_name_by"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("user", "source_id"), name="theme_known_by_source_id"),
                    models.CheckConstraint(
                        condition=models.Q(("merged_into", models.F("id")), _negated=True),
                        name="theme_not_part_of_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Insight",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source_id", models.CharField(default=own_source_id, max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("milestone", "Milestone"),
                            ("breakthrough", "Breakthrough"),
                            ("change", "Change"),
                            ("pattern", "Pattern"),
                            ("asked_again", "Asked again"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("offered", "Offered"),
                            ("counts", "Counts"),
                            ("confirmed", "Confirmed"),
                            ("dismissed", "Dismissed"),
                        ],
                        default="offered",
                        max_length=10,
                    ),
                ),
                (
                    "found_by",
                    models.CharField(
                        choices=[("rule", "Rule"), ("model", "Model"), ("person", "Person")],
                        default="rule",
                        max_length=10,
                    ),
                ),
                ("rule", models.CharField(blank=True, max_length=60)),
                ("rule_version", models.PositiveIntegerField(default=0)),
                ("key", models.CharField(max_length=64)),
                ("day", models.DateField()),
                ("words", models.TextField(blank=True, max_length=1000)),
                ("found", models.JSONField(blank=True, default=dict)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="insights",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="insights",
                        to="sessions_memory.theme",
                    ),
                ),
            ],
            options={
                "db_table": "insights",
                "indexes": [models.Index(fields=["user", "state", "-day", "-id"], name="insights_by_day")],
                "constraints": [
                    models.UniqueConstraint(fields=("user", "source_id"), name="insight_known_by_source_id"),
                    models.UniqueConstraint(fields=("user", "kind", "key"), name="insight_of_an_incident_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("theme", "Theme"),
                            ("insight", "Insight"),
                            ("review", "Review"),
                            ("growth", "Growth"),
                        ],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200)),
                ("kept", models.JSONField()),
                (
                    "job",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="claims",
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
                "db_table": "import_claims",
                "indexes": [models.Index(fields=["user", "job"], name="import_claims_by_user")],
                "constraints": [models.UniqueConstraint(fields=("job", "kind", "name"), name="claimed_once_a_file")],
            },
        ),
        migrations.CreateModel(
            name="Area",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60)),
                (
                    "colour",
                    models.CharField(
                        choices=[
                            ("grey", "Grey"),
                            ("green", "Green"),
                            ("blue", "Blue"),
                            ("amber", "Amber"),
                            ("red", "Red"),
                            ("violet", "Violet"),
                        ],
                        default="grey",
                        max_length=10,
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0)),
                (
                    "recalls",
                    models.CharField(
                        choices=[("own", "Only this area"), ("open", "Everything but closed areas")],
                        default="own",
                        max_length=10,
                    ),
                ),
                ("is_closed", models.BooleanField(default=False)),
                ("instructions", models.TextField(blank=True, max_length=4000)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("archived_at", models.DateTimeField(blank=True, null=True)),
                ("source_id", models.CharField(default=own_source_id, max_length=200)),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="areas",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="areas",
                        to="sessions_memory.importjob",
                    ),
                ),
            ],
            options={
                "db_table": "areas",
                "indexes": [
                    models.Index(fields=["user", "position", "id"], name="areas_by_position"),
                    models.Index(condition=models.Q(("is_closed", True)), fields=["user"], name="areas_closed"),
                    models.Index(
                        condition=models.Q(("made_by__isnull", False)), fields=["made_by"], name="areas_by_import"
                    ),
                    models.Index(fields=["is_closed", "-id"], name="areas_admin_closed"),
                ],
                "constraints": [models.UniqueConstraint(fields=("user", "source_id"), name="area_known_by_source_id")],
            },
        ),
        migrations.CreateModel(
            name="UserSession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(blank=True, max_length=200)),
                (
                    "title_by",
                    models.CharField(
                        choices=[("question", "Question"), ("model", "Model"), ("person", "Person")],
                        default="question",
                        max_length=10,
                    ),
                ),
                ("session_start", models.DateTimeField(default=django.utils.timezone.now)),
                ("session_end", models.DateTimeField(blank=True, null=True)),
                ("last_activity_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("context_summary", models.TextField(blank=True, null=True)),
                (
                    "summary_by",
                    models.CharField(
                        choices=[("question", "Question"), ("model", "Model"), ("person", "Person")],
                        default="question",
                        max_length=10,
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("chat", "This vault"),
                            ("chatgpt", "ChatGPT"),
                            ("claude", "Claude"),
                            ("openwebui", "Open WebUI"),
                            ("librechat", "LibreChat"),
                            ("deepseek", "DeepSeek"),
                            ("grok", "Grok"),
                            ("lechat", "Le Chat"),
                            ("gemini", "Gemini"),
                            ("llm", "llm"),
                            ("jsonl", "JSONL"),
                            ("sample", "Sample history"),
                            ("program", "Other programs"),
                        ],
                        default="chat",
                        max_length=20,
                    ),
                ),
                ("source_id", models.CharField(default=own_source_id, max_length=200)),
                ("interaction_count", models.PositiveIntegerField(default=0)),
                ("is_temporary", models.BooleanField(default=False)),
                ("is_pinned", models.BooleanField(default=False)),
                ("reflected_at", models.DateTimeField(blank=True, null=True)),
                (
                    "continues",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="continued_by",
                        to="sessions_memory.usersession",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("uses_memory", models.BooleanField(default=True)),
                ("source_digest", models.CharField(blank=True, max_length=32)),
                ("source_updated_at", models.DateTimeField(blank=True, null=True)),
                ("never_recall", models.BooleanField(default=False)),
                ("archived_at", models.DateTimeField(blank=True, null=True)),
                ("is_read_only", models.BooleanField(default=False)),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="sessions",
                        to="sessions_memory.area",
                    ),
                ),
            ],
            options={
                "verbose_name": "session",
                "db_table": "user_sessions",
                "indexes": [
                    models.Index(fields=["user", "-session_start", "-id"], name="sessions_by_start"),
                    models.Index(fields=["user", "-last_activity_at", "-id"], name="sessions_by_activity"),
                    models.Index(
                        condition=models.Q(("session_end__isnull", True)),
                        fields=["last_activity_at"],
                        name="sessions_open_idle",
                    ),
                    models.Index(
                        fields=["user", "source", "session_start", "is_temporary", "interaction_count"],
                        name="sessions_counted",
                    ),
                    models.Index(
                        condition=models.Q(("never_recall", True)),
                        fields=["user", "-session_start", "-id"],
                        name="sessions_never_recalled",
                    ),
                    models.Index(
                        django.db.models.functions.text.Upper("source"),
                        models.OrderBy(models.F("id"), descending=True),
                        name="sessions_admin_source",
                    ),
                    models.Index(
                        condition=models.Q(("is_temporary", True)),
                        fields=["user", "-last_activity_at", "-id"],
                        name="sessions_temporary",
                    ),
                    models.Index(
                        condition=models.Q(("archived_at__isnull", True)),
                        fields=["user", "source", "-last_activity_at", "-id"],
                        name="sessions_by_source",
                    ),
                    models.Index(
                        condition=models.Q(("archived_at__isnull", True), ("is_pinned", True)),
                        fields=["user", "-last_activity_at", "-id"],
                        name="sessions_pinned",
                    ),
                    models.Index(
                        condition=models.Q(("archived_at__isnull", True)),
                        fields=["user", "-session_start", "-id"],
                        name="sessions_in_lists",
                    ),
                    models.Index(
                        condition=models.Q(("archived_at__isnull", False)),
                        fields=["user", "-session_start", "-id"],
                        name="sessions_archived",
                    ),
                    models.Index(
                        condition=models.Q(("area__isnull", False)),
                        fields=["user", "area", "-last_activity_at", "-id"],
                        name="sessions_by_area",
                    ),
                    models.Index(condition=models.Q(("area__isnull", False)), fields=["area"], name="sessions_of_area"),
                    models.Index(
                        condition=models.Q(
                            models.Q(("source", "chat"), ("source", "program"), _connector="OR"),
                            ("is_temporary", False),
                            ("reflected_at__isnull", True),
                        ),
                        fields=["last_activity_at"],
                        name="sessions_to_reflect",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_temporary", False), ("session_end__isnull", True)),
                        fields=("user",),
                        name="one_open_session_per_user",
                    ),
                    models.UniqueConstraint(fields=("user", "source", "source_id"), name="session_known_by_source_id"),
                ],
            },
        ),
        migrations.CreateModel(
            name="UserInteraction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source_id", models.CharField(default=own_source_id, max_length=200)),
                ("user_question", models.TextField()),
                ("ai_response", models.TextField(blank=True)),
                ("context_used", models.JSONField(blank=True, default=dict)),
                ("interaction_metadata", models.JSONField(blank=True, default=dict)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("pending", "Pending"),
                            ("answering", "Answering"),
                            ("answered", "Answered"),
                            ("stopped", "Stopped"),
                            ("failed", "Failed"),
                            ("interrupted", "Interrupted"),
                        ],
                        default="pending",
                        max_length=12,
                    ),
                ),
                ("error", models.TextField(blank=True)),
                ("model", models.CharField(blank=True, max_length=200)),
                ("is_superseded", models.BooleanField(default=False)),
                ("is_listed", models.BooleanField(default=True)),
                ("claim_id", models.UUIDField(blank=True, null=True)),
                ("heartbeat_at", models.DateTimeField(blank=True, null=True)),
                ("stop_requested", models.BooleanField(default=False)),
                ("response_html", models.TextField(blank=True)),
                ("renderer_version", models.PositiveSmallIntegerField(default=0)),
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="replaced_by",
                        to="sessions_memory.userinteraction",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="interactions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="interactions",
                        to="sessions_memory.usersession",
                    ),
                ),
                ("never_recall", models.BooleanField(default=False)),
            ],
            options={
                "verbose_name": "interaction",
                "db_table": "user_interactions",
                "indexes": [
                    models.Index(fields=["user", "-created_at", "-id"], name="interactions_by_user"),
                    models.Index(
                        condition=models.Q(("is_listed", True), ("is_superseded", False)),
                        fields=["user", "-created_at", "-id"],
                        name="interactions_recent",
                    ),
                    models.Index(fields=["session", "created_at", "id"], name="interactions_by_session"),
                    models.Index(
                        condition=models.Q(("status__in", ["pending", "answering"])),
                        fields=["created_at"],
                        name="interactions_unfinished",
                    ),
                    models.Index(fields=["-created_at", "-id"], name="interactions_admin_created"),
                    models.Index(
                        condition=models.Q(
                            ("status", "stopped"), ("status", "failed"), ("status", "interrupted"), _connector="OR"
                        ),
                        fields=["status", "-created_at", "-id"],
                        name="interactions_admin_ended",
                    ),
                    models.Index(fields=["user", "model"], name="interactions_models"),
                    models.Index(
                        condition=models.Q(("never_recall", True)),
                        fields=["user", "-created_at", "-id"],
                        name="interactions_never_recalled",
                    ),
                    models.Index(
                        condition=models.Q(("status", "pending"), ("status", "answering"), _connector="OR"),
                        fields=["user"],
                        name="interactions_running",
                    ),
                    models.Index(fields=["model", "-created_at", "-id"], name="interactions_admin_model"),
                    models.Index(
                        condition=models.Q(
                            ("status", "stopped"), ("status", "failed"), ("status", "interrupted"), _connector="OR"
                        ),
                        fields=["user", "status", "-created_at", "-id"],
                        name="interactions_ended_by_user",
                    ),
                    models.Index(
                        condition=models.Q(("is_superseded", True)),
                        fields=["user", "session"],
                        name="interactions_superseded",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("session", "source_id"), name="interaction_known_by_source_id")
                ],
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(max_length=1000)),
                ("is_active", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("origin", models.CharField(blank=True, max_length=200)),
                ("source_id", models.CharField(default=own_source_id, max_length=200)),
                (
                    "from_interaction",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="kept_as_notes",
                        to="sessions_memory.userinteraction",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="sessions_memory.area",
                    ),
                ),
            ],
            options={
                "db_table": "notes",
                "indexes": [
                    models.Index(fields=["user", "-created_at", "-id"], name="notes_by_user"),
                    models.Index(condition=models.Q(("area__isnull", False)), fields=["area"], name="notes_of_area"),
                ],
                "constraints": [models.UniqueConstraint(fields=("user", "source_id"), name="note_known_by_source_id")],
            },
        ),
        migrations.CreateModel(
            name="IndexedInteraction",
            fields=[
                (
                    "interaction",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="indexed",
                        serialize=False,
                        to="sessions_memory.userinteraction",
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("facts", models.BinaryField()),
                ("terms", models.BinaryField()),
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
                "db_table": "recall_interactions",
                "constraints": [
                    models.UniqueConstraint(fields=("user", "position"), name="recall_position_taken_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="MemoryUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_left_out", models.BooleanField(default=False)),
                (
                    "answer",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memories_used",
                        to="sessions_memory.userinteraction",
                    ),
                ),
                (
                    "memory",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="used_by",
                        to="sessions_memory.userinteraction",
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
                "db_table": "memory_uses",
                "indexes": [
                    models.Index(fields=["memory", "answer"], name="memory_uses_by_memory"),
                    models.Index(fields=["user", "answer"], name="memory_uses_by_user"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("answer", "memory"), name="memory_used_once_an_answer")
                ],
            },
        ),
        migrations.CreateModel(
            name="RecallVector",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("model", models.CharField(max_length=200)),
                ("size", models.PositiveIntegerField()),
                ("numbers", models.BinaryField()),
                (
                    "interaction",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="vector",
                        to="sessions_memory.userinteraction",
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
                "db_table": "recall_vectors",
                "indexes": [
                    models.Index(fields=["user", "id"], name="recall_vectors_by_user"),
                    models.Index(fields=["model"], name="recall_vectors_by_model"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewRest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "interaction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="in_reviews",
                        to="sessions_memory.userinteraction",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rests_on",
                        to="sessions_memory.review",
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
                "db_table": "review_rests",
                "constraints": [models.UniqueConstraint(fields=("review", "interaction"), name="review_rests_once")],
            },
        ),
        migrations.CreateModel(
            name="ThemeMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "by",
                    models.CharField(
                        choices=[("found", "Found"), ("put_in", "Put In"), ("taken_out", "Taken Out")],
                        default="found",
                        max_length=10,
                    ),
                ),
                (
                    "interaction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="in_themes",
                        to="sessions_memory.userinteraction",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="sessions_memory.theme",
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
                "db_table": "theme_members",
                "indexes": [models.Index(fields=["user", "by", "interaction", "theme"], name="theme_members_by_user")],
                "constraints": [
                    models.UniqueConstraint(fields=("theme", "interaction"), name="member_of_a_theme_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(default=0)),
                (
                    "role",
                    models.CharField(
                        choices=[("said", "Said"), ("then", "Then"), ("now", "Now"), ("asked", "Asked")],
                        default="said",
                        max_length=10,
                    ),
                ),
                ("start", models.PositiveIntegerField(default=0)),
                ("end", models.PositiveIntegerField(default=0)),
                (
                    "interaction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence_of",
                        to="sessions_memory.userinteraction",
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
                (
                    "insight",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="sessions_memory.insight",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "evidence",
                "db_table": "insight_evidence",
                "ordering": ["number"],
                "constraints": [models.UniqueConstraint(fields=("insight", "number"), name="evidence_in_order")],
            },
        ),
        migrations.CreateModel(
            name="ReadSession",
            fields=[
                (
                    "session",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="read_by_growth",
                        serialize=False,
                        to="sessions_memory.usersession",
                    ),
                ),
                ("digest", models.CharField(max_length=32)),
                ("interactions", models.PositiveIntegerField()),
                ("tiles", models.BinaryField()),
                ("told", models.JSONField(blank=True, default=list)),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("asked_digest", models.CharField(blank=True, max_length=32)),
            ],
            options={
                "db_table": "growth_sessions",
                "indexes": [models.Index(fields=["user", "session"], name="growth_sessions_by_user")],
            },
        ),
        migrations.CreateModel(
            name="LookedConversation",
            fields=[
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
                "constraints": [models.UniqueConstraint(fields=("job", "source", "source_id"), name="looked_at_once")],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("text", "Text"),
                            ("html", "HTML"),
                            ("pdf", "PDF"),
                            ("docx", "DOCX"),
                            ("image", "Image"),
                        ],
                        max_length=10,
                    ),
                ),
                ("size_bytes", models.PositiveBigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("stored_as", models.CharField(blank=True, max_length=200)),
                ("has_preview", models.BooleanField(default=False)),
                ("text", models.TextField(blank=True)),
                ("is_cut", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("read", "Read"), ("refused", "Refused")],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("remark", models.CharField(blank=True, max_length=300)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("reading_since", models.DateTimeField(blank=True, null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                (
                    "interaction",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="sessions_memory.userinteraction",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("is_indexed", models.BooleanField(default=False)),
            ],
            options={
                "db_table": "attachments",
                "indexes": [
                    models.Index(fields=["interaction", "id"], name="attachments_by_question"),
                    models.Index(fields=["user", "stored_as"], name="attachments_by_file"),
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["created_at", "id"],
                        name="attachments_to_read",
                    ),
                    models.Index(
                        condition=models.Q(("interaction__isnull", True)),
                        fields=["user", "created_at"],
                        name="attachments_unclaimed",
                    ),
                    models.Index(
                        condition=models.Q(("interaction__isnull", False), ("is_indexed", False), ("state", "read")),
                        fields=["id"],
                        name="attachments_to_index",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BulkJob",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("action", models.CharField(max_length=40)),
                ("chosen", models.JSONField(default=dict)),
                ("place", models.CharField(blank=True, max_length=60)),
                ("is_waiting", models.BooleanField(default=True)),
                ("is_undone", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("found", models.PositiveIntegerField(default=0)),
                ("done", models.PositiveIntegerField(default=0)),
                ("changed", models.PositiveIntegerField(default=0)),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bulk_jobs",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "bulk_jobs",
                "indexes": [
                    models.Index(fields=["user", "-id"], name="bulk_jobs_by_user"),
                    models.Index(condition=models.Q(("is_waiting", True)), fields=["id"], name="bulk_jobs_waiting"),
                    models.Index(fields=["created_at"], name="bulk_jobs_by_age"),
                ],
            },
        ),
        migrations.CreateModel(
            name="BulkSlice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("before", models.JSONField()),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="slices", to="sessions_memory.bulkjob"
                    ),
                ),
            ],
            options={
                "db_table": "bulk_slices",
            },
        ),
        migrations.RunPython(make_the_role, drop_the_role),
        *(
            migrations.RunSQL(f"CREATE INDEX {name} ON {LOG} {what}", f"DROP INDEX {name}")
            for name, what in LOG_INDEXES.items()
        ),
    ]
