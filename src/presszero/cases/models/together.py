"""How colleagues work on a case together: who follows it, who was told what, its tags, fields, steps and neighbours."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from presszero.cases.models.case import Case, Note
from presszero.organisation.models import Team, Topic, Worker


class Follower(models.Model):
    """A colleague who wants to hear what happens to a case they do not answer for."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="followers")
    worker = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="follows")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "worker"], name="follows_once")]

    def __str__(self) -> str:
        return f"{self.worker} follows {self.case_id}"


class News(models.Model):
    """What one colleague is told of one case: a note names them, or a case they follow moved."""

    class Why(models.TextChoices):
        MENTIONED = "mentioned", _("names you in a note")
        GIVEN = "given", _("handed the case over to you")
        WROTE = "wrote", _("wrote again")
        ANSWERED = "answered", _("answered the customer")
        CLOSED = "closed", _("closed the case")
        RULE = "rule", _("a rule tells you of the case")
        OUTSIDE = "outside", _("answered what you asked")
        HELD = "held", _("a reply of yours did not leave")
        PROMISE = "promise", _("a promise falls due soon")
        LATE = "late", _("a promise passed its time")
        CLOCK = "clock", _("a clock runs out soon")
        RAN_OUT = "ran_out", _("a clock ran out")
        TURN = "turn", _("it is your turn")
        ESCALATED = "escalated", _("was given to you, who lead on duty")
        RETURNED = "returned", _("came back to the line")
        LEFT = "left", _("lost its owner")

    worker = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="news")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="news")
    note = models.ForeignKey(Note, on_delete=models.CASCADE, null=True, related_name="news")
    why = models.CharField(max_length=12, choices=Why)
    by = models.ForeignKey(Worker, on_delete=models.SET_NULL, null=True, related_name="+")
    line = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["worker", "note"], name="mentioned_once_by_a_note"),
            models.UniqueConstraint(fields=["worker", "line"], name="told_once_of_a_line"),
        ]
        indexes = [
            models.Index(fields=["worker", "-at", "-id"], name="news_of_worker"),
            models.Index(fields=["worker"], name="unseen_news", condition=Q(seen_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.why} for {self.worker_id}"


class HandOver(models.Model):
    """The case came from a machine, or from one colleague to another, with what was learnt so far.

    machine: the flow that led here and its version, "" where a person handed over. note: what they wrote.
    facts: [name, value] as the customer entered them, so that nobody asks again.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="hand_overs")
    at = models.DateTimeField()
    machine = models.CharField(max_length=120, blank=True, default="")
    by = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")
    to = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")
    note = models.ForeignKey(Note, on_delete=models.SET_NULL, null=True, related_name="+")
    facts = models.JSONField(default=list)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["case", "-id"], name="last_hand_over")]

    def __str__(self) -> str:
        return f"hand-over {self.pk} of {self.case_id}"


class Tag(models.Model):
    """A short word that cases share, in lower case."""

    name = models.CharField(max_length=40, unique=True)

    def __str__(self) -> str:
        return self.name


class CaseTag(models.Model):
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="tagged")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="tagged")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "tag"], name="tagged_once")]
        indexes = [models.Index(fields=["tag", "case"], name="cases_of_tag")]

    def __str__(self) -> str:
        return f"{self.tag} on {self.case_id}"


class Field(models.Model):
    """A fact of its own that an organisation keeps of its cases, such as a line or a meter number.

    needed_for: a case about one of these topics is settled only once the fact stands in it.
    """

    class Kind(models.TextChoices):
        TEXT = "text", _("Words")
        NUMBER = "number", _("Number")
        DATE = "date", _("Day")
        CHOICE = "choice", _("One of a list")
        YES_NO = "yes_no", _("Yes or no")

    name = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.TEXT)
    choices = models.JSONField(default=list)
    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, related_name="fields")
    needed_for = models.ManyToManyField(Topic, related_name="fields_needed")
    order = models.PositiveSmallIntegerField(default=1)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class FieldValue(models.Model):
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="field_values")
    field = models.ForeignKey(Field, on_delete=models.CASCADE, related_name="values")
    value = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "field"], name="one_value_of_a_field")]

    def __str__(self) -> str:
        return self.value


class LineWords(models.Model):
    """The words that a line of the record tells of: what stood somewhere before an act and after it, or what was said.

    line: the id of that line, which itself holds no words. They go with their case.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="line_words")
    line = models.BigIntegerField(unique=True)
    old = models.CharField(max_length=300, blank=True, default="")
    new = models.CharField(max_length=300, blank=True, default="")

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


class Step(models.Model):
    """One line of a case's checklist: something to do before it can be settled."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="steps")
    what = models.CharField(max_length=200)
    order = models.PositiveSmallIntegerField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Worker, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.what


class CaseLink(models.Model):
    """Two cases that belong side by side. Kept once, the older case first."""

    one = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="links_to_newer")
    other = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="links_to_older")
    words = models.CharField(max_length=200, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="linked_once"),
            models.CheckConstraint(name="older_case_first", condition=Q(one__lt=F("other"))),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} beside {self.other_id}"
