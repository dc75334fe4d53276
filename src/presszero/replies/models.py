"""What an agent is writing, and what they have said of each point and promise in it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from presszero.cases.models import Case, Point, Promise
from presszero.ground.models import StoredFile
from presszero.organisation.models import Team, Worker
from presszero.replies.models_letters import IncidentLetter, SharedPledge

__all__ = [
    "Draft",
    "DraftFile",
    "IncidentLetter",
    "Macro",
    "Mark",
    "Pledge",
    "SharedPledge",
    "Writer",
]


class Draft(models.Model):
    """The reply being written on a case. Autosaved; version grows with every save, and from one draft of a case to the next.

    saved_in: the window it was saved in last, "" where that is not told; a save whose answer was lost comes again
    from there. copied_to: addresses that read the reply too; it gives them nothing else of the case.
    """

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="draft")
    author = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    body = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField(default=0)
    saved_in = models.CharField(max_length=36, blank=True, default="")
    copied_to = models.JSONField(default=list)
    saved_at = models.DateTimeField()
    leaves_at = models.DateTimeField(null=True)
    leaving_by = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["leaves_at"], name="draft_to_leave", condition=Q(leaves_at__isnull=False))
        ]

    def __str__(self) -> str:
        return f"draft of {self.case_id}"


class DraftFile(models.Model):
    """A file that goes with the reply. content_id: its name in the words, "" for one that stands beside them."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=120)
    content_id = models.CharField(max_length=255, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


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
    """What a person said of one promise in this draft: who and by when, or that it is none.

    moves: the promise that gets its new time by these words; why: what the customer is told of the old one.
    """

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="pledges")
    quote = models.TextField()
    is_promise = models.BooleanField()
    what = models.CharField(max_length=300, blank=True, default="")
    owner = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")
    due_at = models.DateTimeField(null=True)
    point = models.ForeignKey(Point, on_delete=models.SET_NULL, null=True, related_name="+")
    moves = models.ForeignKey(Promise, on_delete=models.SET_NULL, null=True, related_name="+")
    why = models.TextField(blank=True, default="")
    by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.what or self.quote[:40]


class Writer(models.Model):
    """A colleague who is writing on a case at this moment; at: their last key there, as far as we heard."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="writers")
    worker = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "worker"], name="writes_once")]

    def __str__(self) -> str:
        return f"{self.worker_id} writes on {self.case_id}"


class Macro(models.Model):
    """Words for a reply that come again, with fields in braces; a shortcut makes it a snippet while typing.

    team None: for every team. tags: put on the case when it is used.
    """

    name = models.CharField(max_length=80)
    shortcut = models.CharField(max_length=20, blank=True, default="")
    body = models.TextField()
    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, related_name="macros")
    tags = models.JSONField(default=list)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["shortcut"],
                condition=Q(retired_at=None) & ~Q(shortcut=""),
                name="one_macro_of_a_shortcut",
            )
        ]

    def __str__(self) -> str:
        return self.name
