"""Since when an intent is what it is, and who wrote a draft of a sitting."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dashboard', '0005_cycles_and_remarks'),
    ]

    operations = [
        migrations.AddField(
            model_name='finding',
            name='written_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='finding',
            name='written_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dashboard.person'),
        ),
        migrations.AddField(
            model_name='intent',
            name='chosen_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
