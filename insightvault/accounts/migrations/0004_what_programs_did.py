import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_tokens_have_a_scope'),
    ]

    operations = [
        migrations.CreateModel(
            name='TokenDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('name', models.CharField(max_length=100)),
                ('kind', models.CharField(choices=[('memories', 'read {count} memory|read {count} memories'), ('growth', 'read {count} insight|read {count} insights'), ('notes', 'kept {count} note|kept {count} notes'), ('questions', 'asked {count} question|asked {count} questions')], max_length=10)),
                ('count', models.PositiveIntegerField(default=0)),
                ('user', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='token_days', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'day', 'name', 'kind'), name='token_day_known')],
            },
        ),
    ]
