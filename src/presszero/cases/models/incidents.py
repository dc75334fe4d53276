"""One thing that happened to many people."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from presszero.ground.actors import Actor
from presszero.organisation.models import Team, Worker
from presszero.organisation.queries import team_ids_of


class IncidentQuerySet(models.QuerySet["Incident"]):
    def visible_to(self, actor: Actor) -> IncidentQuerySet:
        """Incidents of the actor's teams, and those that a case of their teams is part of."""
        teams = team_ids_of(actor)
        if teams is None:
            return self
        return self.filter(Q(team_id__in=teams) | Q(cases__team_id__in=teams)).distinct()


class Incident(models.Model):
    """The parent of cases that have one cause: what we know of it is written here once, and each person is answered
    as a person. facts_version grows with every change of the facts; over_at: nothing new is known of it."""

    title = models.CharField(max_length=200)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="incidents")
    opened_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    facts = models.TextField(blank=True, default="")
    facts_version = models.PositiveIntegerField(default=0)
    facts_by = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")
    facts_at = models.DateTimeField(null=True)
    over_at = models.DateTimeField(null=True)

    objects = IncidentQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["team", "-id"], name="incidents_not_over", condition=Q(over_at=None))]

    def __str__(self) -> str:
        return self.title
