"""Lines and who waits in them."""

from __future__ import annotations

from django.db import models

from presszero.cases.models import Case
from presszero.organisation.models import Team, Worker


class Line(models.Model):
    """People waiting for the same kind of help."""

    name = models.CharField(max_length=80, unique=True)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="lines")

    def __str__(self) -> str:
        return self.name


class Waiting(models.Model):
    """A case's place in a line, until somebody takes it."""

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="waiting")
    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="waiting")
    since = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["line", "since"], name="line_order")]

    def __str__(self) -> str:
        return f"{self.case} in {self.line}"


class Turn(models.Model):
    """Why somebody answers for a case, and by when they act before it goes back to the line.

    facts: the numbers that decided it, for the words on the case.
    """

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="turn")
    worker = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="turns")
    given_at = models.DateTimeField()
    why = models.CharField(max_length=16)
    facts = models.JSONField(default=dict)
    act_by_at = models.DateTimeField(null=True)
    acted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["act_by_at"], name="turn_to_act", condition=models.Q(acted_at=None)),
            models.Index(fields=["worker", "-given_at"], name="turn_of_worker"),
        ]

    def __str__(self) -> str:
        return f"turn of {self.worker_id} at {self.case_id}"


class LineClosing(models.Model):
    """A time in which nobody is served in a line, although its team has open hours: the queue is closed.

    made_by: who closed it. reopened_at: when somebody let it open again before its time.
    """

    line = models.ForeignKey(Line, on_delete=models.CASCADE, related_name="closings")
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    why = models.CharField(max_length=200)
    made_by = models.ForeignKey(Worker, on_delete=models.SET_NULL, null=True, related_name="+")
    reopened_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["begins_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="line_closing_runs_on", condition=models.Q(ends_at__gt=models.F("begins_at"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.line} closed from {self.begins_at:%d %B %H:%M}"
