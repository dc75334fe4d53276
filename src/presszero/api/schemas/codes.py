"""Code words, each listed where it is used: several models name their choices alike, and one name has one meaning."""

from __future__ import annotations

from typing import Annotated

from django.db.models import TextChoices
from pydantic import WithJsonSchema

from presszero.cases.models import Case, Clock, Contact, Field, News, Point, Promise
from presszero.flows.models import Flow, FlowVersion
from presszero.organisation.models import Presence, Role
from presszero.replies.models import Mark
from presszero.rules.models import Rule


def _listed(choices: type[TextChoices]) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "enum": list(choices.values)})


CaseState = Annotated[Case.State, _listed(Case.State)]
CaseOutcome = Annotated[Case.Outcome, _listed(Case.Outcome)]
ContactDirection = Annotated[Contact.Direction, _listed(Contact.Direction)]
ContactKind = Annotated[Contact.Kind, _listed(Contact.Kind)]
ClockKind = Annotated[Clock.Kind, _listed(Clock.Kind)]
PointKind = Annotated[Point.Kind, _listed(Point.Kind)]
PointState = Annotated[Point.State, _listed(Point.State)]
PromiseKind = Annotated[Promise.Kind, _listed(Promise.Kind)]
PromiseState = Annotated[Promise.State, _listed(Promise.State)]
FieldKind = Annotated[Field.Kind, _listed(Field.Kind)]
FlowPurpose = Annotated[Flow.Purpose, _listed(Flow.Purpose)]
FlowState = Annotated[FlowVersion.State, _listed(FlowVersion.State)]
FlowVerdict = Annotated[FlowVersion.Verdict, _listed(FlowVersion.Verdict)]
NewsWhy = Annotated[News.Why, _listed(News.Why)]
MarkSaid = Annotated[Mark.Said, _listed(Mark.Said)]
WorkerRole = Annotated[Role, _listed(Role)]
WorkerPresence = Annotated[Presence, _listed(Presence)]
RuleWhen = Annotated[Rule.When, _listed(Rule.When)]
RuleDoes = Annotated[Rule.Does, _listed(Rule.Does)]
