"""A case keeps where its next draft begins to count, so that no two drafts of it share a version."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0019_news_of_leaving")]

    operations = [
        migrations.AddField(
            model_name="case",
            name="drafted",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
    ]
