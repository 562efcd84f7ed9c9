from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('sessions_memory', '0043_texts_of_imported_files'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='area',
            options={'verbose_name': 'area', 'verbose_name_plural': 'areas'},
        ),
        migrations.AlterModelOptions(
            name='insight',
            options={'verbose_name': 'insight', 'verbose_name_plural': 'insights'},
        ),
        migrations.AlterModelOptions(
            name='review',
            options={'verbose_name': 'review', 'verbose_name_plural': 'reviews'},
        ),
        migrations.AlterModelOptions(
            name='theme',
            options={'verbose_name': 'theme', 'verbose_name_plural': 'themes'},
        ),
        migrations.AlterModelOptions(
            name='userinteraction',
            options={'verbose_name': 'interaction', 'verbose_name_plural': 'interactions'},
        ),
        migrations.AlterModelOptions(
            name='usersession',
            options={'verbose_name': 'session', 'verbose_name_plural': 'sessions'},
        ),
    ]
