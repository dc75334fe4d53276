"""What search knows of each case, the words it has met, and the views that people keep."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from presszero.cases.models import Case
from presszero.organisation.models import Team, Worker


class Known(models.Model):
    """What search knows of one case: the keys of its words, and of its facts (see inbox.keys).

    A copy that is written after the case; who may see a case is always asked of the case itself.
    """

    case = models.OneToOneField(Case, on_delete=models.CASCADE, primary_key=True, related_name="+")
    keys = SearchVectorField()

    class Meta:
        # Each letter's keys go into the index at once: a list of late ones would make the next search pay.
        indexes = [GinIndex(fields=["keys"], name="known_keys", fastupdate=False)]

    def __str__(self) -> str:
        return f"what is known of case {self.case_id}"


class Word(models.Model):
    """A word that stands in some case, plain, and what is left of it when one letter goes."""

    word = models.CharField(max_length=24, primary_key=True, db_collation="C")
    deletions = ArrayField(models.CharField(max_length=24))

    class Meta:
        indexes = [GinIndex(fields=["deletions"], name="word_deletions")]

    def __str__(self) -> str:
        return self.word


class SavedView(models.Model):
    """A search that is kept under a name, by one colleague or for a whole team."""

    MOST = 30

    name = models.CharField(max_length=40)
    words = models.CharField(max_length=200)
    owner = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="saved_views")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, related_name="saved_views")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="view_once"),
            models.CheckConstraint(name="view_has_words", condition=~Q(words="")),
        ]

    def __str__(self) -> str:
        return self.name


class Batch(models.Model):
    """One act on many cases at once, and how each stood before, so that it can be taken back."""

    class Act(models.TextChoices):
        TAKE = "take", _("Take")
        HAND_OVER = "hand_over", _("Hand over")
        TAG = "tag", _("Tag")
        SNOOZE = "snooze", _("Put aside")
        CLOSE = "close", _("Close")
        TOPIC = "topic", _("Give a topic")
        FOLLOW = "follow", _("Follow")
        INCIDENT = "incident", _("Make an incident")

    act = models.CharField(max_length=16, choices=Act)
    by = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="batches")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"batch {self.pk} {self.act}"


class BatchCase(models.Model):
    """A case of a batch. before, after: what the act may change of it, as it stood then."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="cases")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        ordering = ["case_id"]
        constraints = [models.UniqueConstraint(fields=["batch", "case"], name="batch_case_once")]

    def __str__(self) -> str:
        return f"case {self.case_id} of batch {self.batch_id}"


class Ask(models.Model):
    """A question from one colleague to another; nothing of it reaches the customer."""

    asked_by = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="asks_made")
    to = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="asks_received")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, related_name="+")
    words = models.TextField()
    at = models.DateTimeField()
    answer = models.TextField(blank=True, default="")
    answered_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["to", "-id"], name="asks_waiting", condition=Q(answered_at=None)),
            models.Index(fields=["to", "-id"], name="asks_of_asked"),
            models.Index(fields=["asked_by", "-id"], name="asks_of_asker"),
        ]

    def __str__(self) -> str:
        return f"ask {self.pk} to {self.to_id}"


class DayCount(models.Model):
    """A running total: how often something happened on a day in a team, by one worker (0: by nobody of ours)."""

    class What(models.TextChoices):
        CAME_IN = "came_in"
        ANSWERED = "answered"
        CLOSED = "closed"
        KEPT = "kept"
        BROKEN = "broken"

    day_on = models.DateField()
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    worker_id = models.BigIntegerField(default=0)
    what = models.CharField(max_length=12, choices=What)
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day_on", "team", "what", "worker_id"], name="one_count_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.times} {self.what} on {self.day_on}"
