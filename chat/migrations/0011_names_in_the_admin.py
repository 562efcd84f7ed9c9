from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('chat', '0010_vision_models'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='regionalhelp',
            options={'verbose_name': 'crisis help', 'verbose_name_plural': 'crisis help'},
        ),
    ]
