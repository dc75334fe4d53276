"""Rules and what they did."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from presszero.cases.models import Case
from presszero.ground.actors import Actor


class Rule(models.Model):
    """When, if, then. Rules act in their order; each once for a line of the record.

    conditions: [asks, value, is_not]. acts: [does, value].
    """

    class When(models.TextChoices):
        OPENED = "opened", _("a case is opened")
        WROTE = "wrote", _("the customer writes")
        ANSWERED = "answered", _("we answer")
        WARNED = "warned", _("a clock is about to run out")
        MISSED = "missed", _("a clock runs out")
        CLOSED = "closed", _("a case is closed")
        REOPENED = "reopened", _("a case is opened again")
        ASIDE = "aside", _("a case is put aside")
        OWNER = "owner", _("somebody else answers for a case")
        FIELD = "field", _("a field is set")
        TAGGED = "tagged", _("a tag is added")
        TOPIC = "topic", _("the topic is set")
        NOTED = "noted", _("a colleague writes a note")
        HEARD = "heard", _("somebody we asked answers")
        PRESSING = "pressing", _("it turns out that a case cannot wait")
        SLIPPED = "slipped", _("a promise passes its time")
        CONFIRMED = "confirm", _("the customer confirms that it is settled")

    class Does(models.TextChoices):
        ROUTE = "route", _("give it to the team")
        TAG = "tag", _("tag it")
        FIRST = "first", _("set the first answer, in open hours, to")
        NEXT = "next", _("set the next answers, in open hours, to")
        SETTLE = "settle", _("set the time to settle, in open hours, to")
        ESCALATE = "escalate", _("give it to the lead on duty")
        TELL = "tell", _("tell")
        NOTE = "note", _("note on it")
        MACRO = "macro", _("begin the reply with the macro")

    name = models.CharField(max_length=120, unique=True)
    when = models.CharField(max_length=8, choices=When)
    conditions = models.JSONField(default=list)
    acts = models.JSONField(default=list)
    order = models.PositiveSmallIntegerField(default=1)
    is_on = models.BooleanField(default=False)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def actor(self) -> Actor:
        """Who acts when this rule does: what it does stands in the record in its name."""
        return Actor("rule", self.pk)


class Acted(models.Model):
    """A rule acted on one line of the record: never twice, however often that line is read."""

    rule = models.ForeignKey(Rule, on_delete=models.CASCADE, related_name="acted")
    position = models.BigIntegerField()
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="rules_acted")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rule", "position"], name="rule_acts_once_a_line")]
        indexes = [models.Index(fields=["case", "at"], name="rules_of_case")]

    def __str__(self) -> str:
        return f"{self.rule_id} on {self.position}"
