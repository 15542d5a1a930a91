"""The last movement of each standing by some day, found in one index."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dashboard', '0007_daily_summary'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='movement',
            name='movement_of_standing',
        ),
        migrations.AddIndex(
            model_name='movement',
            index=models.Index(fields=['project', 'aim', 'day'], name='movement_of_standing_by_day'),
        ),
    ]
