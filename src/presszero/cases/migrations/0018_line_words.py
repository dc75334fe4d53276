"""Not fields alone have words that a line of the record tells of: steps, reasons and points have them too."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0017_field_changes")]

    operations = [
        migrations.RenameModel(old_name="FieldChange", new_name="LineWords"),
        migrations.AlterField(
            model_name="linewords",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="line_words",
                to="cases.case",
            ),
        ),
    ]
