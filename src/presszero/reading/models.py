"""Models of text, and what they say of cases. Cases lie above and are known here by their number."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from presszero.organisation.models import Team, Topic, Worker


class TextModel(models.Model):
    """A model that sorts letters by topic. Its bytes lie in the file store under its hash.

    card: counts and figures on held-out cases. judged: beside what sorted before it, on the same cases.
    """

    hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    size_bytes = models.BigIntegerField()
    card = models.JSONField(default=dict)
    judged = models.JSONField(default=dict)
    is_live = models.BooleanField(default=False)
    live_since = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["is_live"], condition=Q(is_live=True), name="one_live_model")
        ]

    def __str__(self) -> str:
        return self.hash[:12]


class Suggestion(models.Model):
    """The topic a model suggests for a case, and what a person said to it: that is what it learns from next.

    topic: None where it says that it is none of them. words, near: why. answer "" while nobody answered.
    """

    class Answer(models.TextChoices):
        CONFIRMED = "confirmed", _("Confirmed")
        DISMISSED = "dismissed", _("Dismissed")
        CORRECTED = "corrected", _("Corrected")

    case_id = models.BigIntegerField(unique=True)
    model = models.ForeignKey(TextModel, on_delete=models.CASCADE, related_name="suggestions")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, null=True, related_name="+")
    probability = models.FloatField()
    typicality = models.FloatField()
    words = models.JSONField(default=list)
    near = models.JSONField(default=list)
    at = models.DateTimeField()
    answer = models.CharField(max_length=12, choices=Answer, blank=True, default="")
    answered_by = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["-at"], name="suggestion_newest")]

    def __str__(self) -> str:
        return f"suggestion for case {self.case_id}"


class Label(models.Model):
    """What a person said of one finding of the rules or of a model, about one case.

    rule: which finding. quote: the words it is about, "" for the whole case. right: what is right instead, where it was
    corrected. hash: of the rules that found it; score: how sure they were, 0 to 1, and meaning: the hash of the sentence
    model that read along, where the finding has them.
    """

    class Said(models.TextChoices):
        CONFIRMED = "confirmed", _("Confirmed")
        DISMISSED = "dismissed", _("Dismissed")
        CORRECTED = "corrected", _("Corrected")

    case_id = models.BigIntegerField()
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    rule = models.CharField(max_length=64)
    quote = models.CharField(max_length=300, blank=True, default="")
    said = models.CharField(max_length=12, choices=Said)
    right = models.CharField(max_length=64, blank=True, default="")
    hash = models.CharField(max_length=64)
    score = models.FloatField(null=True)
    meaning = models.CharField(max_length=64, blank=True, default="")
    by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case_id", "rule", "quote"], name="one_label_of_it")]
        indexes = [models.Index(fields=["rule", "-at"], name="labels_of_rule")]

    def __str__(self) -> str:
        return f"{self.said} {self.rule} on case {self.case_id}"


class Threshold(models.Model):
    """Above which score a point is proposed as answered, as the labels of a house, or of one team, chose it.

    team: None for the whole house. rules, meaning: the hashes of what made the scores. card: figures on left-out points.
    """

    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, related_name="+")
    value = models.FloatField()
    rules = models.CharField(max_length=64)
    meaning = models.CharField(max_length=64, blank=True, default="")
    card = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    is_live = models.BooleanField(default=False)
    live_since = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["team"], condition=Q(is_live=True), nulls_distinct=False, name="one_live_threshold"
            )
        ]

    def __str__(self) -> str:
        return f"answered above {self.value:.2f}"


class Gathering(models.Model):
    """Cases about one matter that came together, as the watch saw them; a person says what it is.

    words: what sets them apart. score: how surprising it was, in nats, by rule (its name, and its version): seen_with of
    within letters in a row were alike, of those before the usual_share, 0 to 1.
    incident_id: what a person made of it; incidents lie above and are known here by their number.
    """

    class State(models.TextChoices):
        OFFERED = "offered", _("Offered")
        CONFIRMED = "confirmed", _("Confirmed")
        DISMISSED = "dismissed", _("Dismissed")

    state = models.CharField(max_length=12, choices=State, default=State.OFFERED)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    words = models.JSONField(default=list)
    score = models.FloatField()
    rule = models.CharField(max_length=40)
    seen_with = models.PositiveIntegerField(null=True)
    within = models.PositiveIntegerField(null=True)
    usual_share = models.FloatField(null=True)
    incident_id = models.BigIntegerField(null=True)
    answered_by = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["-seen_at"], name="gathering_newest")]

    def __str__(self) -> str:
        return f"gathering {self.pk}"


class Gathered(models.Model):
    """One case of a gathering. settled: a person took it into the incident, or said that it is another matter."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="gathered")
    case_id = models.BigIntegerField(unique=True)
    settled = models.BooleanField(default=False)

    class Meta:
        ordering = ["case_id"]
        indexes = [
            models.Index(
                fields=["gathering", "case_id"], name="gathered_unsettled", condition=Q(settled=False)
            )
        ]

    def __str__(self) -> str:
        return f"case {self.case_id} of gathering {self.gathering_id}"
