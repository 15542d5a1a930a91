"""The daily summary. What happened before it was kept is added up once, by the code of today."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from dashboard.actions import summary


def begin(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if apps.get_model("dashboard", "Movement").objects.exists():
        summary.begin()


class Migration(migrations.Migration):

    dependencies = [
        ('dashboard', '0006_since_when'),
    ]

    operations = [
        migrations.AddField(
            model_name='standing',
            name='fresh_until',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='standing',
            name='is_blocked',
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(blank=True, max_length=20)),
                ('subject_id', models.PositiveBigIntegerField()),
                ('day', models.DateField()),
                ('cause', models.CharField(blank=True, choices=[('work-done', 'Work done'), ('work-undone', 'Work undone'), ('applicability', 'Applicability changed'), ('criteria', 'Criteria changed'), ('joined', 'Project joined'), ('left', 'Project left'), ('handed-over', 'Handed over'), ('imported', 'Imported')], max_length=20)),
                ('rank', models.PositiveSmallIntegerField()),
                ('levels', models.PositiveSmallIntegerField()),
                ('standings', models.IntegerField()),
                ('points', models.IntegerField()),
                ('maximum', models.IntegerField()),
                ('blocked', models.IntegerField()),
                ('fresh', models.IntegerField()),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('subject', 'subject_id', 'day', 'cause', 'rank', 'levels'), name='tally_once')],
            },
        ),
        migrations.RunPython(begin, migrations.RunPython.noop, elidable=True),
    ]
