"""How long a case takes, told turn by turn."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from presszero.cases.models.case import Case


class Clock(models.Model):
    """How long a case takes, told turn by turn. The limit counts the team's open hours."""

    class Kind(models.TextChoices):
        FIRST = "first", _("First answer")
        NEXT = "next", _("Next answer")
        SETTLE = "settle", _("Settled")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="clocks")
    kind = models.CharField(max_length=8, choices=Kind)
    within_hours = models.PositiveSmallIntegerField()
    turns = models.JSONField(default=list)  # [instant, state, because], oldest first
    began_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    warn_at = models.DateTimeField(null=True)
    warned_at = models.DateTimeField(null=True)
    missed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["began_at", "id"]
        constraints = [models.UniqueConstraint(fields=["case", "kind", "began_at"], name="clock_begins_once")]
        indexes = [
            models.Index(fields=["due_at"], name="clock_due", condition=Q(stopped_at=None, missed_at=None)),
            models.Index(fields=["warn_at"], name="clock_warn", condition=Q(stopped_at=None, warned_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} clock of {self.case_id}"

    @property
    def was_kept(self) -> bool | None:
        """Return whether it stopped in time; None while it is still open and not late."""
        if self.missed_at:
            return False
        return True if self.stopped_at else None
