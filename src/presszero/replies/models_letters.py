"""Letters to all people of an incident: one set of facts, a letter for each of them."""

from __future__ import annotations

from django.db import models

from presszero.cases.models import Case, Incident
from presszero.organisation.models import Worker


class IncidentLetter(models.Model):
    """The letter begun for one person of an incident from its facts, or why none was: then a person writes to them.

    body: the letter as it was begun; while the case's draft still says the same, nobody has written in it.
    answers: {point, number, ask, quote} for each open point that the letter answers. missing: {number, ask} for those it
    does not. why: code words of what else keeps it with a person.
    """

    class State(models.TextChoices):
        READY = "ready"
        HELD = "held"
        LEAVING = "leaving"

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="letters")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="incident_letters")
    state = models.CharField(max_length=8, choices=State)
    body = models.TextField(blank=True, default="")
    answers = models.JSONField(default=list)
    missing = models.JSONField(default=list)
    why = models.JSONField(default=list)
    facts_version = models.PositiveIntegerField()
    begun_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()

    class Meta:
        ordering = ["case_id"]
        constraints = [models.UniqueConstraint(fields=["incident", "case"], name="one_letter_of_an_incident")]

    def __str__(self) -> str:
        return f"letter to case {self.case_id}: {self.state}"


class SharedPledge(models.Model):
    """What a person said of a promise in the facts of an incident, once for every letter: who and by when, or none."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="pledges")
    quote = models.TextField()
    is_promise = models.BooleanField()
    due_at = models.DateTimeField(null=True)
    by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["incident", "quote"], name="one_word_on_a_pledge")]

    def __str__(self) -> str:
        return self.quote[:40]
