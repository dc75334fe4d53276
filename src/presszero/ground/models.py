"""The installation, the record, what readers have read, and what is still to be done."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now


def new_salt() -> bytes:
    return secrets.token_bytes(16)


class Installation(models.Model):
    """The one row that says what this database is for. Only demo and test may shift the clock."""

    class Purpose(models.TextChoices):
        PRODUCTION = "production"
        DEMO = "demo"
        TEST = "test"

    id = models.SmallIntegerField(primary_key=True, default=1)
    purpose = models.CharField(max_length=12, choices=Purpose)
    clock_offset_seconds = models.FloatField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(name="one_installation", condition=Q(id=1)),
            models.CheckConstraint(
                name="only_demo_and_test_shift_the_clock",
                condition=Q(clock_offset_seconds=0) | Q(purpose__in=["demo", "test"]),
            ),
        ]

    def __str__(self) -> str:
        return self.purpose


class RecordLine(models.Model):
    """One thing that happened: ids and salted digests, never text. Also the outbox row.

    Written without position and hash inside the transaction of the action;
    the sealer adds both after the commit. No foreign key leaves or enters.
    """

    kind = models.CharField(max_length=48)
    about_kind = models.CharField(max_length=32)
    about_id = models.BigIntegerField()
    case_id = models.BigIntegerField(null=True)
    team_id = models.BigIntegerField(null=True)
    actor_kind = models.CharField(max_length=8)
    actor_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    facts = models.JSONField(default=dict)
    position = models.BigIntegerField(null=True, unique=True)
    hash = models.BinaryField(null=True)

    class Meta:
        db_table = "ground_record"
        indexes = [
            models.Index(fields=["id"], name="record_unsealed", condition=Q(position__isnull=True)),
            models.Index(fields=["case_id", "id"], name="record_of_case", condition=Q(case_id__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.position or 'unsealed'} {self.kind} {self.about_kind} {self.about_id}"


class Reader(models.Model):
    """How far a named reader of the record has come."""

    name = models.CharField(max_length=48, primary_key=True)
    position = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} at {self.position}"


class Duty(models.Model):
    """One consequence of one record line that is still to be done.

    stream keeps the order: within it a later duty waits for every earlier one.
    Times here are the machine's own, not the business clock: waits between
    tries must not jump when a demo moves its clock.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        PARKED = "parked"

    position = models.BigIntegerField()
    consequence = models.CharField(max_length=64)
    stream = models.CharField(max_length=48)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(db_default=Now())
    last_error = models.TextField(default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["position", "consequence"], name="one_duty_per_line")]
        indexes = [
            models.Index(F("stream"), F("position"), F("id"), name="duty_order"),
            models.Index(fields=["next_try_at"], name="duty_next", condition=Q(state="waiting")),
        ]

    def __str__(self) -> str:
        return f"{self.consequence} of line {self.position}"


class GivenUp(models.Model):
    """A parked duty that somebody let be, and why it need not happen: it never will."""

    position = models.BigIntegerField()
    consequence = models.CharField(max_length=64)
    words = models.CharField(max_length=500)
    by_kind = models.CharField(max_length=16)
    by_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["-at"], name="given_up_latest")]

    def __str__(self) -> str:
        return f"{self.consequence} of line {self.position}: {self.words}"


class StoredFile(models.Model):
    """A file kept once by its content. The bytes lie in the file store under the digest."""

    digest = models.CharField(max_length=64, primary_key=True)
    size_bytes = models.BigIntegerField()
    stored_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.digest
