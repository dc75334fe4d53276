"""What an agent is writing, and what they have said of each point and promise in it."""

from __future__ import annotations

from django.db import models

from presszero.cases.models import Case, Point
from presszero.organisation.models import Worker


class Draft(models.Model):
    """The reply being written on a case. Autosaved; version grows with every save."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="draft")
    author = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    body = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"draft of {self.case_id}"


class Mark(models.Model):
    """What a person said of one point in this draft: answered here, declined, or promised for later."""

    class Said(models.TextChoices):
        ANSWERED = "answered"
        PROMISED = "promised"
        DECLINED = "declined"

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="marks")
    point = models.ForeignKey(Point, on_delete=models.CASCADE, related_name="marks")
    said = models.CharField(max_length=8, choices=Said)
    quote = models.TextField(blank=True, default="")
    reason = models.TextField(blank=True, default="")
    owner = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")
    due_at = models.DateTimeField(null=True)
    by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    against_check = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "point"], name="one_mark_per_point")]

    def __str__(self) -> str:
        return f"{self.said} {self.point_id}"


class Pledge(models.Model):
    """What a person said of one promise in this draft: who and by when, or that it is none."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="pledges")
    quote = models.TextField()
    is_promise = models.BooleanField()
    what = models.CharField(max_length=300, blank=True, default="")
    owner = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")
    due_at = models.DateTimeField(null=True)
    point = models.ForeignKey(Point, on_delete=models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.what or self.quote[:40]
