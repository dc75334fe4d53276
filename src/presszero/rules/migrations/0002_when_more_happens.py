"""Rules look at more that happens: owners, fields, tags, notes, answers, promises."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('rules', '0001_rules'),
    ]

    operations = [
        migrations.AlterField(
            model_name='rule',
            name='when',
            field=models.CharField(choices=[('opened', 'a case is opened'), ('wrote', 'the customer writes'), ('answered', 'we answer'), ('warned', 'a clock is about to run out'), ('missed', 'a clock runs out'), ('closed', 'a case is closed'), ('reopened', 'a case is opened again'), ('aside', 'a case is put aside'), ('owner', 'somebody else answers for a case'), ('field', 'a field is set'), ('tagged', 'a tag is added'), ('topic', 'the topic is set'), ('noted', 'a colleague writes a note'), ('heard', 'somebody we asked answers'), ('pressing', 'it turns out that a case cannot wait'), ('slipped', 'a promise passes its time'), ('confirm', 'the customer confirms that it is settled')], max_length=8),
        ),
    ]
