from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("cases", "0014_pressing")]

    operations = [
        migrations.AlterModelOptions(name="attachment", options={"ordering": ["id"]}),
        migrations.AlterModelOptions(name="notefile", options={"ordering": ["id"]}),
        migrations.AddField(
            model_name="case",
            name="worries",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
