from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0008_what_programs_did_is_worded_elsewhere'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='apitoken',
            options={'ordering': ['-created_at', '-id'], 'verbose_name': 'API token', 'verbose_name_plural': 'API tokens'},
        ),
    ]
