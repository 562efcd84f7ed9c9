import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('sessions_memory', '0037_conversations_of_programs'),
    ]

    operations = [
        migrations.AddField(
            model_name='area',
            name='made_by',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='areas', to='sessions_memory.importjob'),
        ),
        migrations.AddIndex(
            model_name='area',
            index=models.Index(condition=models.Q(('made_by__isnull', False)), fields=['made_by'], name='areas_by_import'),
        ),
    ]
