import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db import migrations, models
from django.utils import timezone

AT_ONCE = 500


def take_over(apps, schema_editor):
    """Nobody has to log in again."""
    Session, Browser = apps.get_model("sessions", "Session"), apps.get_model("accounts", "Browser")
    people = set(apps.get_model("accounts", "User").objects.values_list("pk", flat=True))
    from insightvault.accounts.session_store import SessionStore

    rows = []
    for kept in Session.objects.filter(expire_date__gt=timezone.now()).iterator(chunk_size=AT_ONCE):
        user = int(SessionStore().decode(kept.session_data).get(SESSION_KEY, 0))
        if user in people:
            fields = {"session_data": kept.session_data, "expire_date": kept.expire_date}
            rows.append(Browser(session_key=kept.session_key, user_id=user, **fields))

    Browser.objects.bulk_create(rows, batch_size=AT_ONCE)
    Session.objects.all().delete()


def give_back(apps, schema_editor):
    Session, Browser = apps.get_model("sessions", "Session"), apps.get_model("accounts", "Browser")
    fields = ("session_key", "session_data", "expire_date")
    rows = Browser.objects.values(*fields).iterator(chunk_size=AT_ONCE)
    Session.objects.bulk_create((Session(**row) for row in rows), batch_size=AT_ONCE)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_what_programs_did'),
        ('sessions', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Browser',
            fields=[
                ('session_key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='session key')),
                ('session_data', models.TextField(verbose_name='session data')),
                ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                ('name', models.CharField(blank=True, max_length=60)),
                ('seen_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('user', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='browsers', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['user', '-seen_at'], name='browser_of_user')],
            },
        ),
        migrations.RunPython(take_over, give_back),
    ]
