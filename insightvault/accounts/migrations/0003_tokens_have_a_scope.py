import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_attempts_are_counted'),
        ('sessions_memory', '0030_areas'),
    ]

    operations = [
        migrations.AddField(
            model_name='apitoken',
            name='scope',
            field=models.CharField(choices=[('read', 'Read'), ('notes', 'Read and keep notes'), ('everything', 'Everything')], default='everything', max_length=10),
        ),
        migrations.AddField(
            model_name='apitoken',
            name='area',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='sessions_memory.area'),
        ),
        migrations.AddField(
            model_name='apitoken',
            name='ends_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
