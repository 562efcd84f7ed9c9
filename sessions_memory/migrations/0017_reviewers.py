from django.contrib.auth.management import create_permissions
from django.db import migrations

GROUP = "Reviewers"
RIGHTS = ("view_usersession", "view_userinteraction")


def make_the_role(apps, schema_editor):
    """Staff in this group may look at sessions in the admin and open them, which is logged; they change nothing."""
    app = apps.get_app_config("sessions_memory")
    # Permissions are made after all migrations, and are needed here.
    app.models_module = True
    create_permissions(app, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    app.models_module = None

    permissions = apps.get_model("auth", "Permission").objects.using(schema_editor.connection.alias)
    group, _ = apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias).get_or_create(name=GROUP)
    group.permissions.add(
        *permissions.filter(content_type__app_label="sessions_memory", codename__in=RIGHTS)
    )


def drop_the_role(apps, schema_editor):
    apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias).filter(name=GROUP).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("sessions_memory", "0016_what_a_backup_claims"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_the_role, drop_the_role)]
