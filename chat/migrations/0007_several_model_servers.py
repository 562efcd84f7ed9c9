from urllib.parse import urlsplit

import django.db.models.deletion
from django.apps.registry import Apps
from django.core.management.color import no_style
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils.text import slugify

THE_SERVER = 1


def name_the_one(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """After its host, as one is that is saved without a name; the next one gets a number of its own."""
    servers = apps.get_model("chat", "ModelServer")
    for row in servers.objects.all():
        row.name = urlsplit(row.base_url).netloc.rpartition("@")[2][:37] or "Server"
        row.slug = slugify(row.name)[:21].strip("-") or "server"
        row.is_default = True
        row.save()

    with schema_editor.connection.cursor() as cursor:
        for statement in schema_editor.connection.ops.sequence_reset_sql(no_style(), [servers]):
            cursor.execute(statement)


def keep_the_default(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    servers = apps.get_model("chat", "ModelServer")
    default = servers.objects.order_by("-is_default", "pk").first()
    servers.objects.all().delete()
    if default:
        default.pk = THE_SERVER
        default.save(force_insert=True)


def stay_on_the_one(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Vectors without an address of their own stay where they are made, whichever becomes the default."""
    server = apps.get_model("chat", "ModelServer").objects.first()
    apps.get_model("chat", "EmbeddingServer").objects.filter(base_url="").update(server=server)


class Migration(migrations.Migration):
    dependencies = [("chat", "0006_wishes")]

    operations = [
        migrations.RemoveConstraint(model_name="modelserver", name="one_model_server"),
        migrations.AddField("modelserver", "name", models.CharField(default="", max_length=40), preserve_default=False),
        migrations.AddField("modelserver", "slug", models.CharField(default="", max_length=24), preserve_default=False),
        migrations.AddField("modelserver", "is_default", models.BooleanField(default=False)),
        migrations.AddField("modelserver", "room_tokens", models.PositiveIntegerField(blank=True, null=True)),
        migrations.RunPython(name_the_one, keep_the_default),
        migrations.AlterField("modelserver", "name", models.CharField(max_length=40, unique=True)),
        migrations.AlterField("modelserver", "slug", models.SlugField(max_length=24, unique=True)),
        migrations.AddConstraint(
            "modelserver",
            models.UniqueConstraint(
                condition=models.Q(("is_default", True)), fields=("is_default",), name="one_default_model_server"
            ),
        ),
        migrations.AddField(
            "embeddingserver",
            "server",
            models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to="chat.modelserver"
            ),
        ),
        migrations.RunPython(stay_on_the_one, migrations.RunPython.noop),
    ]
