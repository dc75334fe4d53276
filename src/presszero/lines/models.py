"""Lines and who waits in them."""

from __future__ import annotations

from django.db import models

from presszero.cases.models import Case
from presszero.organisation.models import Team


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
