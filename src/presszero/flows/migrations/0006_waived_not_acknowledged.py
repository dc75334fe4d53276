"""What is not known is waived as other traps are, so a version needs no words of its own for it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("flows", "0005_acknowledged")]
    operations = [migrations.RemoveField(model_name="flowversion", name="acknowledged")]
