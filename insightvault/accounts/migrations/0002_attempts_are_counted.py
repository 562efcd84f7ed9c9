from django.db import migrations, models

# These held each login form that was refused, names and addresses; whoever is new here has none of them.
TABLES = ("axes_accessattemptexpiration", "axes_accessattempt", "axes_accessfailurelog", "axes_accesslog")


def forget_their_types(apps, schema_editor):
    apps.get_model("contenttypes", "ContentType").objects.filter(app_label="axes").delete()


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_users_and_tokens'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.CreateModel(
            name='AttemptCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64, unique=True)),
                ('attempts', models.PositiveIntegerField()),
                ('ends_at', models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.RunPython(forget_their_types, migrations.RunPython.noop),
        migrations.RunSQL(
            [*(f"DROP TABLE IF EXISTS {name}" for name in TABLES), "DELETE FROM django_migrations WHERE app = 'axes'"],
            migrations.RunSQL.noop,
        ),
    ]
