from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0002_hours'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='team',
            name='closes_at',
        ),
        migrations.RemoveField(
            model_name='team',
            name='open_weekdays',
        ),
        migrations.RemoveField(
            model_name='team',
            name='opens_at',
        ),
    ]
