"""Indexes for what the admin lists of growth across all people."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sessions_memory", "0023_vectors_by_model")]

    operations = [
        migrations.AddIndex(
            model_name="review",
            index=models.Index(fields=["span", "-id"], name="reviews_admin_span"),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(fields=["made_by", "-id"], name="reviews_admin_made_by"),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(fields=["first_day", "-id"], name="reviews_admin_day"),
        ),
        migrations.AddIndex(
            model_name="theme",
            index=models.Index(condition=models.Q(("is_pinned", True)), fields=["-id"], name="themes_admin_pinned"),
        ),
        migrations.AddIndex(
            model_name="theme",
            index=models.Index(condition=models.Q(("is_hidden", True)), fields=["-id"], name="themes_admin_hidden"),
        ),
        migrations.AddIndex(
            model_name="theme",
            index=models.Index(fields=["name_by", "-id"], name="themes_admin_name_by"),
        ),
    ]
