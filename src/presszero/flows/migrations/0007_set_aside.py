"""A draft whose place another text took is kept, set aside."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("flows", "0006_waived_not_acknowledged")]
    operations = [
        migrations.AlterField(
            model_name="flowversion",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("live", "Live"),
                    ("retired", "Retired"),
                    ("aside", "Set aside"),
                ],
                default="draft",
                max_length=8,
            ),
        )
    ]
