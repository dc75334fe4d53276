"""What everybody may know of our machines: what is proved, and who answers for each exception."""

from __future__ import annotations

from datetime import date, datetime

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from presszero.api.access import ANYONE
from presszero.api.routes import Routes
from presszero.api.schemas.codes import FlowPurpose, FlowVerdict
from presszero.flows.models import Flow, FlowVersion, Waiver
from presszero.flows.phrases import worse_sentence
from presszero.flows.queries import live_versions
from presszero.flows.waiving import standing_waivers
from presszero.ground import clock
from presszero.organisation.queries import the_organisation, the_zone

routes = Routes(tags=["flows"])


class ExceptionShape(Schema):
    rule: str
    node: str
    by: str
    reason: str
    until: date

    @classmethod
    def of(cls, waiver: Waiver) -> ExceptionShape:
        return cls(
            rule=waiver.rule,
            node=waiver.node,
            by=waiver.by.name,
            reason=waiver.reason,
            until=waiver.until,
        )


class MachineShape(Schema):
    name: str
    purpose: FlowPurpose
    version: int
    since: datetime | None
    verdict: FlowVerdict
    seconds: dict[str, float] = Field(description="The worst way to a person, by caller.")
    exceptions: list[ExceptionShape]
    worsened: list[str]
    reason: str
    published_by: str | None

    @classmethod
    def of(cls, version: FlowVersion, waivers: list[Waiver]) -> MachineShape:
        return cls(
            name=version.flow.name,
            purpose=Flow.Purpose(version.flow.purpose),
            version=version.number,
            since=version.published_at,
            verdict=FlowVersion.Verdict(version.verdict),
            seconds=version.checked.get("seconds") or {},
            exceptions=[ExceptionShape.of(one) for one in waivers if one.flow_id == version.flow_id],
            worsened=[worse_sentence(one) for one in version.worsened],
            reason=version.reason,
            published_by=version.published_by.name if version.published_by else None,
        )


class MachineList(Schema):
    machines: list[MachineShape]
    person_first: bool


@routes.reads("/machines/", act=ANYONE, answers=MachineList, name="list_machines")
def machines(request: HttpRequest) -> MachineList:
    """Every machine that speaks to customers now, with the waivers and reasons that stand under a name."""
    waivers = standing_waivers(on=clock.now().astimezone(the_zone()).date())
    return MachineList(
        machines=[MachineShape.of(version, waivers) for version in live_versions()],
        person_first=the_organisation().person_first,
    )
