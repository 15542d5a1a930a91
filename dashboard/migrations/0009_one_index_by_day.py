"""One index of movements by day, instead of two: SQLite took that by cause where few rows were asked."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dashboard', '0008_movements_by_day'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='movement',
            name='movement_on_day',
        ),
        migrations.RemoveIndex(
            model_name='movement',
            name='movement_of_cause',
        ),
        migrations.AddIndex(
            model_name='movement',
            index=models.Index(fields=['day', 'cause', 'rank_before', 'rank_after'], name='movement_by_day'),
        ),
    ]
