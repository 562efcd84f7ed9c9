from django.contrib.auth.management import create_permissions
from django.db import migrations

GROUP = "Reviewers"
RIGHT = "view_area"


def _right(apps, schema_editor):
    app = apps.get_app_config("sessions_memory")
    # Permissions are made after all migrations, and are needed here.
    app.models_module = True
    create_permissions(app, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    app.models_module = None

    permissions = apps.get_model("auth", "Permission").objects.using(schema_editor.connection.alias)
    return permissions.filter(content_type__app_label="sessions_memory", codename=RIGHT)


def _group(apps, schema_editor):
    """None where the owner of the vault deleted or renamed it."""
    return apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias).filter(name=GROUP).first()


def widen_the_role(apps, schema_editor):
    if group := _group(apps, schema_editor):
        group.permissions.add(*_right(apps, schema_editor))


def narrow_the_role(apps, schema_editor):
    if group := _group(apps, schema_editor):
        group.permissions.remove(*_right(apps, schema_editor))


class Migration(migrations.Migration):
    dependencies = [("sessions_memory", "0038_areas_of_imports")]

    operations = [migrations.RunPython(widen_the_role, narrow_the_role)]
