"""Flows, their versions with the verdict on each, waivers, and reasons for a longer way to a person."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from presszero.organisation.models import Team, Worker
from presszero.pure.flowgraph.levels import TRAP


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
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class FlowVersion(models.Model):
    """One text of a flow. A draft is written over; once live it never changes again, only its verdict may.
    A draft whose place another text took is set aside, and can be taken up again.

    checked: the verdict as `presszero flow verify --json` gives it, with the worst seconds by caller, and
    under "mistakes" what kept the text from being read. revision: counts the saves of a draft.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        LIVE = "live", _("Live")
        RETIRED = "retired", _("Retired")
        ASIDE = "aside", _("Set aside")

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
    worsened = models.JSONField(default=list)
    reason = models.TextField(blank=True, default="")

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
    def holds(self) -> bool:
        """Return whether, when it was last proved, no trap stood that nobody answers for."""
        findings = self.checked.get("findings", [])
        return not self.checked.get("mistakes") and not any(
            one["level"] == TRAP and "waived" not in one for one in findings
        )

    @property
    def is_live(self) -> bool:
        return self.state == self.State.LIVE


class Waiver(models.Model):
    """One rule at one node of a flow that a named person answers for until a day; everybody may read it."""

    flow = models.ForeignKey(Flow, on_delete=models.CASCADE, related_name="waivers")
    rule = models.CharField(max_length=4)
    node = models.CharField(max_length=200)
    by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    until = models.DateField()
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["until", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["flow", "rule", "node"],
                condition=models.Q(withdrawn_at=None),
                name="waived_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule} at {self.node} of {self.flow_id}"


class Alarm(models.Model):
    """A live version that no longer holds: something around it changed. traps: a sentence for each, until it is settled."""

    version = models.ForeignKey(FlowVersion, on_delete=models.CASCADE, related_name="alarms")
    traps = models.JSONField(default=list)
    raised_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-raised_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["version"], condition=models.Q(settled_at=None), name="one_open_alarm"
            )
        ]

    def __str__(self) -> str:
        return f"alarm of version {self.version_id}"


class Run(models.Model):
    """One customer's way through one version. rehearsal: somebody of ours tries it; nothing follows from it.

    state: as `stepping.State`. facts: what they entered, by fact. end: "" while it goes on.
    """

    version = models.ForeignKey(FlowVersion, on_delete=models.PROTECT, related_name="runs")
    language = models.CharField(max_length=8)
    rehearsal = models.BooleanField(default=False)
    state = models.JSONField(default=dict)
    facts = models.JSONField(default=dict)
    end = models.CharField(max_length=12, blank=True, default="")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"run {self.pk} of version {self.version_id}"


class RunStep(models.Model):
    """One event of a run, in order: kind and value as `step` was given them, and where it led."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=8)
    value = models.TextField(blank=True, default="")
    before = models.CharField(max_length=200)
    after = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="run_step_once")]

    def __str__(self) -> str:
        return f"{self.kind} at {self.before}"
