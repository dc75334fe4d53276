"""The office's pages of flows: the list, a flow's versions with its waivers, and one version beside the live one."""

from __future__ import annotations

from difflib import unified_diff

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from presszero.flows.guarding import open_alarms
from presszero.flows.models import Flow, FlowVersion, Waiver
from presszero.flows.phrases import worse_sentence
from presszero.flows.queries import all_flows, draft_of, live_version, versions_of
from presszero.flows.waiving import standing_waivers
from presszero.ground import clock
from presszero.office.shapes import Field, Form, OfficePage, Row, Section
from presszero.organisation.models import Worker
from presszero.organisation.permissions import may
from presszero.organisation.queries import the_organisation, the_zone
from presszero.organisation.shaping import all_teams
from presszero.pure.flowgraph.profiles import PROFILES
from presszero.ui import times

HERE = "office:flows"
TONES = {"safe": "good", "trap": "bad", "unknown": "warn"}
MOST_CHANGED_LINES = 400


def flow_list(worker: Worker) -> OfficePage:
    flows = all_flows()
    sections = [
        *_alarm_sections(),
        Section(
            rows=[_row(flow) for flow in flows],
            empty=_("There is no flow yet. Make one: it is proved before anybody hears it."),
            links=[(_("What everybody may read"), reverse("machines"))],
        ),
    ]
    if may(worker, "write flows"):
        sections.append(Section(_("Make a flow"), form=_new_flow(), folded=bool(flows)))
    if may(worker, "publish flows"):
        sections.append(_person_first())
    return OfficePage(
        title=_("Flows"),
        lead=_(
            "What machines say to those who call or write. Each is proved to lead everybody to a person before it goes live."
        ),
        here=HERE,
        sections=sections,
    )


def _alarm_sections() -> list[Section]:
    return [
        Section(
            _("%(flow)s no longer holds") % {"flow": alarm.version.flow.name},
            _(
                "Something around it changed. Mend what is named here, or publish a new version, before a caller meets it."
            ),
            lines=alarm.traps,
            links=[(_("Open the flow"), reverse("office:flow", args=[alarm.version.flow_id]))],
        )
        for alarm in open_alarms()
    ]


def _row(flow: Flow) -> Row:
    live, draft = live_version(flow), draft_of(flow)
    said = [flow.get_purpose_display(), flow.team.name]
    if live:
        said.append(_("version %(number)s is live") % {"number": live.number})
    if draft:
        said.append(_("version %(number)s is a draft") % {"number": draft.number})
    shown = live or draft
    state = shown.get_verdict_display() if shown else _("empty")
    tone = TONES[shown.verdict] if shown else ""
    return Row(flow.name, "; ".join(said), reverse("office:flow", args=[flow.pk]), state=state, tone=tone)


def _new_flow() -> Form:
    fields = [
        Field(
            "name",
            _("Name"),
            hint=_("As other flows lead to it, such as transit-line."),
            required=True,
            short=True,
        ),
        Field(
            "purpose",
            _("For"),
            "choice",
            choices=[(value, str(words)) for value, words in Flow.Purpose.choices],
        ),
        Field(
            "team",
            _("Team whose lead answers for it"),
            "choice",
            choices=[(str(team.pk), team.name) for team in all_teams()],
        ),
        Field("profile", _("Held to"), "choice", "presszero", [(name, name) for name in PROFILES]),
    ]
    return Form(reverse("office:flow_make"), _("Make it"), fields, primary=True)


def _person_first() -> Section:
    on = the_organisation().person_first
    form = Form(
        reverse("office:person_first"),
        _("Begin with the machine again") if on else _("Let customers choose a person first"),
        [Field("on", "", "hidden", "" if on else "on")],
    )
    words = (
        _("Every flow begins by asking: a person, or the machine?")
        if on
        else _("Every flow may begin by asking whether one wants a person or the machine.")
    )
    return Section(_("A person first"), words, form=form)


def flow_versions(flow: Flow, worker: Worker) -> OfficePage:
    waivers = standing_waivers(flow, on=clock.now().astimezone(the_zone()).date())
    acts = may(worker, "publish flows")
    return OfficePage(
        title=_("Versions of %(flow)s") % {"flow": flow.name},
        above=(flow.name, reverse("office:flow", args=[flow.pk])),
        here=HERE,
        sections=[
            Section(rows=[_version_row(one) for one in versions_of(flow)], empty=_("Nothing was saved yet.")),
            Section(
                _("Waivers"),
                _("Findings that somebody answers for until a day. Everybody may read them."),
                rows=[_waiver_row(one, acts) for one in waivers],
                empty=_("Nothing is waived."),
            ),
            *(_bringing_in(flow) if may(worker, "write flows") else ()),
        ],
    )


def _bringing_in(flow: Flow) -> list[Section]:
    file = Field("file", _("Flow file"), "file", required=True)
    return [
        Section(
            _("Bring in a flow file"),
            _(
                "Ours, or one of Amazon Connect, Twilio Studio, Asterisk, FreeSWITCH, VoiceXML or Rasa. It becomes the draft, in our language; what could not be said in it stands at its head. The draft that is there now is set aside and stays among the versions."
            ),
            form=Form(reverse("office:flow_bring_in", args=[flow.pk]), _("Bring it in"), [file]),
            folded=True,
        )
    ]


def _version_row(version: FlowVersion) -> Row:
    return Row(
        _("Version %(number)s, %(state)s")
        % {"number": version.number, "state": version.get_state_display().lower()},
        _who_and_when(version),
        reverse("office:flow_version", args=[version.pk]),
        state=version.get_verdict_display(),
        tone=TONES[version.verdict],
    )


def _who_and_when(version: FlowVersion) -> str:
    now, zone = clock.now(), the_organisation().time_zone
    someone = _("somebody")
    saved = _("saved %(when)s by %(name)s") % {
        "when": times.clock_words(version.made_at, now, zone),
        "name": version.made_by or someone,
    }
    if not version.published_at:
        return saved
    published = _("published %(when)s by %(name)s") % {
        "when": times.clock_words(version.published_at, now, zone),
        "name": version.published_by or someone,
    }
    return f"{saved}; {published}"


def _waiver_row(waiver: Waiver, acts: bool) -> Row:
    remove = Form(reverse("office:waiver_withdrawal", args=[waiver.pk]), _("Withdraw"), grave=True)
    until = formats.date_format(waiver.until, "j F Y")
    words = _("%(reason)s %(name)s, until %(day)s") % {
        "reason": waiver.reason,
        "name": waiver.by.name,
        "day": until,
    }
    return Row(f"{waiver.rule}: {waiver.node}", words, acts=[remove] if acts else [])


def one_version(version: FlowVersion, worker: Worker) -> OfficePage:
    """Return the page of a version, beside the live one: what got worse on the way to a person, and what was written."""
    live = live_version(version.flow)
    sections = [Section(_("What is proved"), lines=_proved(version))]
    if version.worsened:
        reason = _("Why it went live: %(reason)s %(name)s") % {
            "reason": version.reason,
            "name": version.published_by,
        }
        lines = [worse_sentence(one) for one in version.worsened]
        sections.append(Section(_("The way to a person"), reason if version.reason else "", lines=lines))
    if live and live.pk != version.pk:
        sections.append(
            Section(
                _("Written otherwise than in version %(number)s, which is live") % {"number": live.number},
                code="\n".join(_changed(live, version)),
            )
        )
    sections.append(Section(_("The text"), code=version.text, folded=True))
    if not version.is_draft and may(worker, "write flows"):
        sections.append(_taking_up(version))
    return OfficePage(
        title=_("%(flow)s, version %(number)s") % {"flow": version.flow.name, "number": version.number},
        lead=_who_and_when(version),
        above=(
            _("Versions of %(flow)s") % {"flow": version.flow.name},
            reverse("office:flow_versions", args=[version.flow_id]),
        ),
        here=HERE,
        sections=sections,
    )


def _taking_up(version: FlowVersion) -> Section:
    return Section(
        _("Take this text up again"),
        _("It becomes the draft. The draft that is there now is set aside and stays among the versions."),
        form=Form(reverse("office:flow_take_up", args=[version.pk]), _("Take it up")),
    )


def _proved(version: FlowVersion) -> list[str]:
    checked = version.checked
    traps = [one["message"] for one in checked["findings"] if one["level"] == "trap"]
    mistakes = [f"{one['line']}: {one['message']}" for one in checked["mistakes"]]
    return [str(version.get_verdict_display()), *mistakes, *traps]


def _changed(live: FlowVersion, version: FlowVersion) -> list[str]:
    lines = unified_diff(
        live.text.splitlines(),
        version.text.splitlines(),
        str(live.number),
        str(version.number),
        lineterm="",
        n=2,
    )
    return list(lines)[:MOST_CHANGED_LINES] or [_("Nothing.")]
