"""A lead is told of a case whose owner answers the team's cases no more."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0018_line_words")]

    operations = [
        migrations.AlterField(
            model_name="news",
            name="why",
            field=models.CharField(
                choices=[
                    ("mentioned", "names you in a note"),
                    ("given", "handed the case over to you"),
                    ("wrote", "wrote again"),
                    ("answered", "answered the customer"),
                    ("closed", "closed the case"),
                    ("rule", "a rule tells you of the case"),
                    ("outside", "answered what you asked"),
                    ("held", "a reply of yours did not leave"),
                    ("promise", "a promise falls due soon"),
                    ("late", "a promise passed its time"),
                    ("clock", "a clock runs out soon"),
                    ("ran_out", "a clock ran out"),
                    ("turn", "it is your turn"),
                    ("escalated", "was given to you, who lead on duty"),
                    ("returned", "came back to the line"),
                    ("left", "lost its owner"),
                ],
                max_length=12,
            ),
        ),
    ]
