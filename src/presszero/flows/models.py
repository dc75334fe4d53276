"""Flows, their versions with the verdict on each, waivers, and reasons for a longer way to a person."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from presszero.organisation.models import Team, Worker


class Flow(models.Model):
    """What a machine says to those who call or write. name: as other flows lead to it; team: whose leads answer for it."""

    class Purpose(models.TextChoices):
        PHONE = "phone", _("Phone")
        CHAT = "chat", _("Chat")

    name = models.CharField(max_length=80, unique=True)
    purpose = models.CharField(max_length=8, choices=Purpose)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="flows")
    profile = models.CharField(max_length=20, default="presszero")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class FlowVersion(models.Model):
    """One text of a flow. A draft is written over; once live it never changes again, only its verdict may.

    checked: the verdict as `presszero flow verify --json` gives it, with the worst seconds by caller, and
    under "mistakes" what kept the text from being read. revision: counts the saves of a draft.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        LIVE = "live", _("Live")
        RETIRED = "retired", _("Retired")

    class Verdict(models.TextChoices):
        SAFE = "safe", _("Proved")
        TRAP = "trap", _("Can trap a caller")
        UNKNOWN = "unknown", _("Not known")

    flow = models.ForeignKey(Flow, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    revision = models.PositiveIntegerField(default=1)
    verdict = models.CharField(max_length=8, choices=Verdict)
    staffing = models.CharField(max_length=8)
    checked = models.JSONField(default=dict)
    checked_at = models.DateTimeField()
    made_by = models.ForeignKey(Worker, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    published_by = models.ForeignKey(Worker, on_delete=models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["flow", "number"], name="version_once"),
            models.UniqueConstraint(
                fields=["flow"], condition=models.Q(state="live"), name="one_live_version"
            ),
            models.UniqueConstraint(fields=["flow"], condition=models.Q(state="draft"), name="one_draft"),
        ]

    def __str__(self) -> str:
        return f"{self.flow_id} version {self.number}"

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_live(self) -> bool:
        return self.state == self.State.LIVE
