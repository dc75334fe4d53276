"""Several records of one person, and numbers put right."""

from django.conf import settings
from django.db import migrations, models
from django.db.models.deletion import CASCADE, SET_NULL


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0002_own_letters"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="customer",
            name="person",
            field=models.ForeignKey(
                null=True, on_delete=SET_NULL, related_name="records", to="customers.customer"
            ),
        ),
        migrations.CreateModel(
            name="PhoneChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("old", models.CharField(max_length=40)),
                ("new", models.CharField(blank=True, default="", max_length=40)),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=CASCADE, related_name="phone_changes", to="customers.customer"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SamePerson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("said_at", models.DateTimeField()),
                (
                    "one",
                    models.ForeignKey(
                        on_delete=CASCADE, related_name="same_as_newer", to="customers.customer"
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=CASCADE, related_name="same_as_older", to="customers.customer"
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        null=True, on_delete=SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("one", "other"), name="same_person_once"),
                    models.CheckConstraint(
                        condition=models.Q(("one__lt", models.F("other"))), name="older_record_first"
                    ),
                ],
            },
        ),
    ]
