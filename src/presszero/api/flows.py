"""Flows: what machines say, what is proved of it, and letting a proved version go live."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from presszero.api.calling import actor_of
from presszero.api.routes import Routes
from presszero.api.schemas.codes import FlowPurpose, FlowState, FlowVerdict
from presszero.api.schemas.words import Id, Words
from presszero.channels.chat.waits import queues_of
from presszero.flows.actions import make_flow, publish_version, save_version, take_up
from presszero.flows.bringing_in import bring_in_flow
from presszero.flows.checking import Checked, check_text, runnable
from presszero.flows.guarding import open_alarms
from presszero.flows.mending import mended_text
from presszero.flows.models import Alarm, Flow, FlowVersion, Waiver
from presszero.flows.phrases import worse_sentence
from presszero.flows.queries import all_flows, draft_of, live_version, seen_flow, seen_version, versions_of
from presszero.flows.waiving import standing_waivers, waive_finding, withdraw_waiver
from presszero.ground import clock
from presszero.organisation.actions import offer_person_first
from presszero.organisation.queries import the_organisation, the_zone
from presszero.pure.flowgraph.rehearsing import MOST_STEPS, Rehearsal, rehearse

routes = Routes(tags=["flows"])
FLOW, VERSION = "/flows/{int:flow_id}/", "/flow-versions/{int:version_id}/"
FlowText = Annotated[Words, Field(max_length=2_000_000, description="The flow as YAML or JSON.")]


class WaiverShape(Schema):
    id: int
    flow: int
    rule: str
    node: str
    by: str
    reason: str
    until: date

    @classmethod
    def of(cls, waiver: Waiver) -> WaiverShape:
        return cls(
            id=waiver.pk,
            flow=waiver.flow_id,
            rule=waiver.rule,
            node=waiver.node,
            by=waiver.by.name,
            reason=waiver.reason,
            until=waiver.until,
        )


class VersionShape(Schema):
    id: int
    flow: int
    number: int
    state: FlowState
    verdict: FlowVerdict
    staffing: str = Field(description="proved, unknown or missing")
    checked: dict[str, Any] = Field(
        description="As `presszero flow verify --json` gives it, with mistakes and seconds."
    )
    checked_at: datetime
    made_by: str | None
    made_at: datetime
    published_by: str | None
    published_at: datetime | None
    worsened: list[str] = Field(description="Where the way to a person is worse than in the version before.")
    reason: str = Field(description="Why it went live all the same.")
    revision: int

    @classmethod
    def of(cls, version: FlowVersion) -> VersionShape:
        return cls(
            id=version.pk,
            flow=version.flow_id,
            number=version.number,
            state=FlowVersion.State(version.state),
            verdict=FlowVersion.Verdict(version.verdict),
            staffing=version.staffing,
            checked=version.checked,
            checked_at=version.checked_at,
            made_by=version.made_by.name if version.made_by else None,
            made_at=version.made_at,
            published_by=version.published_by.name if version.published_by else None,
            published_at=version.published_at,
            worsened=[worse_sentence(one) for one in version.worsened],
            reason=version.reason,
            revision=version.revision,
        )


class VersionWithText(VersionShape):
    text: str

    @classmethod
    def of(cls, version: FlowVersion) -> VersionWithText:
        return cls(**VersionShape.of(version).dict(), text=version.text)


class FlowShape(Schema):
    id: int
    name: str
    purpose: FlowPurpose
    team: int
    profile: str
    live: VersionShape | None
    draft: VersionShape | None
    waivers: list[WaiverShape]

    @classmethod
    def of(cls, flow: Flow) -> FlowShape:
        live, draft = live_version(flow), draft_of(flow)
        today = clock.now().astimezone(the_zone()).date()
        return cls(
            id=flow.pk,
            name=flow.name,
            purpose=Flow.Purpose(flow.purpose),
            team=flow.team_id,
            profile=flow.profile,
            live=VersionShape.of(live) if live else None,
            draft=VersionShape.of(draft) if draft else None,
            waivers=[WaiverShape.of(one) for one in standing_waivers(flow, on=today)],
        )


class AlarmShape(Schema):
    flow: int
    version: int
    traps: list[str]
    raised_at: datetime

    @classmethod
    def of(cls, alarm: Alarm) -> AlarmShape:
        version = alarm.version
        return cls(flow=version.flow_id, version=version.pk, traps=alarm.traps, raised_at=alarm.raised_at)


class QueueList(Schema):
    queues: list[dict[str, Any]] = Field(
        description="For each team the flow leads to, record and forecast as `presszero flow verify --record` gives them."
    )


class FlowList(Schema):
    flows: list[FlowShape]
    alarms: list[AlarmShape]
    person_first: bool = Field(description="Every flow begins by asking: a person, or the machine?")

    @classmethod
    def all(cls) -> FlowList:
        return cls(
            flows=[FlowShape.of(flow) for flow in all_flows()],
            alarms=[AlarmShape.of(alarm) for alarm in open_alarms()],
            person_first=the_organisation().person_first,
        )


class VersionList(Schema):
    versions: list[VersionShape]


class FlowGiven(Schema):
    name: Annotated[Words, Field(max_length=80)]
    purpose: FlowPurpose
    team: Id
    profile: Annotated[Words, Field(max_length=20)] = "presszero"


class TextGiven(Schema):
    text: FlowText


class MendGiven(TextGiven):
    finding: int = Field(ge=0, le=10_000, description="Its place among the findings of `check_flow`, from 0.")


class TextMended(Schema):
    text: str


class FileGiven(Schema):
    file: Annotated[
        Words, Field(max_length=200, description="The file's name; its end tells some formats apart.")
    ]
    text: Annotated[
        Words, Field(max_length=2_000_000, description="What the file holds, in any format we read.")
    ]


class FlowDraftGiven(TextGiven):
    seen: int | None = Field(
        default=None,
        ge=0,
        le=2**31 - 1,
        description="The draft's revision when it was read; none writes over it.",
    )


class CheckedShape(Schema):
    checked: dict[str, Any]

    @classmethod
    def of(cls, checked: Checked) -> CheckedShape:
        return cls(checked=checked.as_json())


class StepGiven(Schema):
    how: Literal["typed", "told"]
    words: Words = Field(max_length=500)


class TrialGiven(TextGiven):
    steps: list[StepGiven] = Field(default=[], max_length=MOST_STEPS)


class SaidShape(Schema):
    who: str = Field(description="machine, caller, world or end")
    words: str
    good: bool


class TrialShape(Schema):
    lines: list[SaidShape]
    node: str
    answers: list[str]
    collected: dict[str, str]

    @classmethod
    def of(cls, talk: Rehearsal) -> TrialShape:
        return cls(
            lines=[SaidShape(who=one.who, words=one.words, good=one.good) for one in talk.lines],
            node=talk.node,
            answers=list(talk.answers),
            collected=talk.collected,
        )


class PublicationGiven(Schema):
    reason: Annotated[Words, Field(max_length=2000)] = Field(
        default="", description="Owed where a way to a person became longer, later or went away."
    )


class WaiverGiven(Schema):
    rule: Annotated[Words, Field(max_length=4)]
    node: Annotated[Words, Field(max_length=200)]
    reason: Annotated[Words, Field(max_length=2000)]
    until: date


class PersonFirstGiven(Schema):
    on: bool


@routes.reads("/flows/", act="see flows", answers=FlowList, name="list_flows")
def flows(request: HttpRequest) -> FlowList:
    """Every flow with its live version and its draft, and the alarms nobody has settled."""
    return FlowList.all()


@routes.changes("/flows/new/", act="write flows", answers=FlowShape, name="make_flow", status=201)
def make(request: HttpRequest, given: FlowGiven) -> FlowShape:
    """Make a flow that says nothing yet."""
    made = make_flow(
        name=given.name,
        purpose=given.purpose,
        team_id=given.team,
        profile=given.profile,
        by=actor_of(request),
        at=clock.now(),
    )
    return FlowShape.of(made)


@routes.changes("/person-first/", act="publish flows", answers=FlowList, name="offer_person_first")
def person_first(request: HttpRequest, given: PersonFirstGiven) -> FlowList:
    """Let every flow begin by asking whether one wants a person, or stop it."""
    offer_person_first(on=given.on, by=actor_of(request), at=clock.now())
    return FlowList.all()


@routes.reads(FLOW, act="see flows", answers=FlowShape, name="show_flow")
def flow(request: HttpRequest, flow_id: int) -> FlowShape:
    """One flow with its live version, its draft and its waivers."""
    return FlowShape.of(seen_flow(flow_id))


@routes.reads(FLOW + "queues/", act="see flows", answers=QueueList, name="show_flow_queues")
def queues(request: HttpRequest, flow_id: int) -> QueueList:
    """Seconds in the queue of each team the flow leads to: from the last weeks and from a forecast, never proved."""
    flow, now = seen_flow(flow_id), clock.now()
    version = live_version(flow) or draft_of(flow)
    graph = check_text(flow=flow, text=version.text, at=now).graph if version else None
    found = queues_of(flow=flow, graph=graph, at=now) if graph else []
    return QueueList(queues=[one.as_json() for one in found])


@routes.changes(FLOW + "check/", act="see flows", answers=CheckedShape, name="check_flow")
def check(request: HttpRequest, flow_id: int, given: TextGiven) -> CheckedShape:
    """Say what is proved of a text as this flow's next version; nothing is kept."""
    return CheckedShape.of(check_text(flow=seen_flow(flow_id), text=given.text, at=clock.now()))


@routes.changes(FLOW + "mend/", act="write flows", answers=TextMended, name="mend_flow")
def mend(request: HttpRequest, flow_id: int, given: MendGiven) -> TextMended:
    """Write the mend of one finding into a text, where it needs no thought; nothing is kept."""
    after = mended_text(flow=seen_flow(flow_id), text=given.text, number=given.finding, at=clock.now())
    return TextMended(text=after)


@routes.changes(FLOW + "trial/", act="see flows", answers=TrialShape, name="try_flow")
def trial(request: HttpRequest, flow_id: int, given: TrialGiven) -> TrialShape:
    """Go through a text by these steps, from the start; nothing is kept."""
    checked = check_text(flow=seen_flow(flow_id), text=given.text, at=clock.now())
    graph = runnable(checked)
    steps = [(one.how, one.words) for one in given.steps]
    return TrialShape.of(rehearse(graph, steps) if graph else Rehearsal())


@routes.changes(FLOW + "draft/", act="write flows", answers=VersionWithText, name="save_flow")
def draft(request: HttpRequest, flow_id: int, given: FlowDraftGiven) -> VersionWithText:
    """Save a text as the flow's draft, with what is proved of it."""
    saved = save_version(
        flow_id=flow_id, text=given.text, seen=given.seen, by=actor_of(request), at=clock.now()
    )
    return VersionWithText.of(saved)


@routes.changes(FLOW + "bringing-in/", act="write flows", answers=VersionWithText, name="bring_in_flow")
def bring_in(request: HttpRequest, flow_id: int, given: FileGiven) -> VersionWithText:
    """Save a flow file of ours or of another platform as the flow's draft, written in our language; the draft is set aside."""
    saved = bring_in_flow(
        flow_id=flow_id, file=given.file, text=given.text, by=actor_of(request), at=clock.now()
    )
    return VersionWithText.of(saved)


@routes.reads(FLOW + "versions/", act="see flows", answers=VersionList, name="list_flow_versions")
def versions(request: HttpRequest, flow_id: int) -> VersionList:
    """Every version of a flow, the newest first."""
    return VersionList(versions=[VersionShape.of(one) for one in versions_of(seen_flow(flow_id))])


@routes.reads(VERSION, act="see flows", answers=VersionWithText, name="show_flow_version")
def version(request: HttpRequest, version_id: int) -> VersionWithText:
    """One version with its text."""
    return VersionWithText.of(seen_version(version_id))


@routes.changes(
    VERSION + "taking-up/", act="write flows", answers=VersionWithText, name="take_up_flow_version"
)
def taking_up(request: HttpRequest, version_id: int) -> VersionWithText:
    """Make a version's text the flow's draft again; the draft that is there is set aside."""
    return VersionWithText.of(take_up(version_id=version_id, by=actor_of(request), at=clock.now()))


@routes.changes(
    VERSION + "publication/", act="publish flows", answers=VersionWithText, name="publish_flow_version"
)
def publication(request: HttpRequest, version_id: int, given: PublicationGiven) -> VersionWithText:
    """Let a draft go live; refused with a sentence for each trap, and for what is not known, until it is waived."""
    live = publish_version(
        version_id=version_id,
        reason=given.reason,
        by=actor_of(request),
        at=clock.now(),
    )
    return VersionWithText.of(live)


@routes.changes(FLOW + "waivers/", act="publish flows", answers=WaiverShape, name="waive_finding", status=201)
def waive(request: HttpRequest, flow_id: int, given: WaiverGiven) -> WaiverShape:
    """Answer for one rule at one node until a day; everybody may read it."""
    return WaiverShape.of(
        waive_finding(flow_id=flow_id, **given.dict(), by=actor_of(request), at=clock.now())
    )


@routes.changes(
    "/waivers/{int:waiver_id}/withdrawal/", act="publish flows", answers=WaiverShape, name="withdraw_waiver"
)
def withdrawal(request: HttpRequest, waiver_id: int) -> WaiverShape:
    """Let the rule count again."""
    return WaiverShape.of(withdraw_waiver(waiver_id=waiver_id, by=actor_of(request), at=clock.now()))
