"""Making flows, saving what they say, and letting a proved version go live."""

from __future__ import annotations

import re
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from presszero.flows.checking import Checked, check_text
from presszero.flows.comparing import worsened_by
from presszero.flows.errors import FlowNotSafe, SavedInTheMeantime
from presszero.flows.models import Flow, FlowVersion
from presszero.flows.phrases import trap_sentences, worse_sentence
from presszero.flows.queries import live_version, seen_version
from presszero.ground.actors import Actor
from presszero.ground.record import record
from presszero.organisation.models import Team
from presszero.pure.errors import BadInput, NotFoundHere
from presszero.pure.flowgraph.profiles import PROFILES

LONGEST_TEXT = 2_000_000
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,79}\Z")


def make_flow(
    *, name: str, purpose: str, team_id: int, profile: str = "presszero", by: Actor, at: datetime
) -> Flow:
    """Make a flow that says nothing yet. Raises BadInput. Records flow.made.

    name: as other flows lead to it, letters first. profile: the promises that it is held to.
    """
    if not _NAME.match(name.strip()):
        raise BadInput(
            _("Give the flow a short name of letters, digits and hyphens, such as transit-line."), "name"
        )
    if name.strip().lower() in {one.lower() for one in Flow.objects.values_list("name", flat=True)}:
        raise BadInput(_("There is a flow %(name)s already.") % {"name": name.strip()}, "name")
    if purpose not in Flow.Purpose.values:
        raise BadInput(_("Choose whether the flow is for the phone or for chat."), "purpose")
    if profile not in PROFILES:
        raise BadInput(_("Choose the promises that the flow is held to."), "profile")
    if not Team.objects.filter(pk=team_id).exists():
        raise BadInput(_("Choose the team whose lead answers for the flow."), "team")
    with transaction.atomic():
        flow = Flow.objects.create(
            name=name.strip(), purpose=purpose, team_id=team_id, profile=profile, made_at=at
        )
        record("flow.made", about=flow, by=by, at=at, team_id=team_id, purpose=purpose)
    return flow


def save_version(
    *,
    flow_id: int,
    text: str,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    beside: bool = False,
) -> FlowVersion:
    """Save a text as the flow's draft, with what is proved of it; the first save after publishing begins a new version.

    A text with mistakes is kept too. seen: the draft's revision when it was opened, None to write over it.
    beside: whether the draft that is there is set aside and kept, and this one begins a version of its own.
    Raises NotFoundHere, BadInput, SavedInTheMeantime. Records flow_version.saved.
    """
    if len(text) > LONGEST_TEXT:
        raise BadInput(
            _("The flow has %(n)s characters; %(most)s are the limit.")
            % {"n": f"{len(text):,}", "most": f"{LONGEST_TEXT:,}"},
            "text",
        )
    with transaction.atomic():
        flow = _locked(flow_id)
        checked = check_text(flow=flow, text=text, at=at)
        draft = flow.versions.filter(state=FlowVersion.State.DRAFT).first()
        if draft and seen is not None and draft.revision != seen:
            raise SavedInTheMeantime(
                _(
                    "%(name)s saved this draft after you opened it. Copy your text, load the page again, and bring both together."
                )
                % {"name": draft.made_by or _("Somebody")}
            )
        if draft and beside:
            _set_aside(draft, at)
            draft = None
        if draft is None:
            last = flow.versions.aggregate(last=Max("number"))["last"] or 0
            draft = FlowVersion(flow=flow, number=last + 1, revision=0)
        draft.text, draft.revision = text, draft.revision + 1
        draft.verdict, draft.staffing, draft.checked = checked.says, checked.staffing, checked.as_json()
        draft.checked_at = draft.made_at = at
        draft.worsened = [one.as_json() for one in worsened_by(flow, checked)]
        draft.made_by_id = by.id if by.kind == "worker" else None
        draft.save()
        record("flow_version.saved", about=draft, by=by, at=at, team_id=flow.team_id, verdict=draft.verdict)
    return draft


def take_up(*, version_id: int, by: Actor, at: datetime) -> FlowVersion:
    """Make the text of a version the flow's draft again; the draft that is there is set aside.

    The draft itself stays as it is. Raises NotFoundHere. Records flow_version.saved.
    """
    version = seen_version(version_id)
    if version.is_draft:
        return version
    return save_version(flow_id=version.flow_id, text=version.text, by=by, at=at, beside=True)


def _set_aside(draft: FlowVersion, at: datetime) -> None:
    draft.state, draft.retired_at = FlowVersion.State.ASIDE, at
    draft.save(update_fields=["state", "retired_at"])


def publish_version(*, version_id: int, by: Actor, at: datetime, reason: str = "") -> FlowVersion:
    """Let a draft go live; the version before it retires.

    It is proved again here, against the hours, the cover and the flows of this moment. reason: why it goes live
    although a way to a person became longer, later or went away, told to everybody under the publisher's name.
    Raises NotFoundHere, BadInput when it is no draft or a reason is owed, FlowNotSafe telling every trap that nobody
    answers for, what is not known among them.
    Records flow_version.published.
    """
    with transaction.atomic():
        version = FlowVersion.objects.select_related("flow").filter(pk=version_id).first()
        if version is None:
            raise NotFoundHere(_("There is no such version. Open the flow again."))
        flow = _locked(version.flow_id)
        version.refresh_from_db()
        if not version.is_draft:
            raise BadInput(
                _("Version %(number)s has been published already. Save a new draft to change the flow.")
                % {"number": version.number}
            )
        checked = _prove(flow, version, at)
        _compare(flow, version, checked, reason.strip())
        if before := live_version(flow):
            before.state, before.retired_at = FlowVersion.State.RETIRED, at
            before.save(update_fields=["state", "retired_at"])
        version.state, version.published_at = FlowVersion.State.LIVE, at
        version.published_by_id = by.id if by.kind == "worker" else None
        version.save()
        record(
            "flow_version.published",
            about=version,
            by=by,
            at=at,
            team_id=flow.team_id,
            flow_id=flow.pk,
            number=version.number,
            worse=len(version.worsened),
        )
    return version


def _prove(flow: Flow, version: FlowVersion, at: datetime) -> Checked:
    checked = check_text(flow=flow, text=version.text, at=at)
    version.verdict, version.staffing, version.checked = checked.says, checked.staffing, checked.as_json()
    version.checked_at = at
    if not checked.holds:
        raise FlowNotSafe(
            _("Version %(number)s of %(flow)s cannot go live.")
            % {"number": version.number, "flow": flow.name},
            trap_sentences(checked),
        )
    return checked


def _compare(flow: Flow, version: FlowVersion, checked: Checked, reason: str) -> None:
    worse = worsened_by(flow, checked)
    if worse and not reason:
        raise BadInput(
            _("%(worse)s Say why it goes live all the same; it is shown on the public page under your name.")
            % {"worse": " ".join(worse_sentence(one.as_json()) for one in worse)},
            "reason",
        )
    version.worsened = [one.as_json() for one in worse]
    version.reason = reason if worse else ""


def _locked(flow_id: int) -> Flow:
    flow = Flow.objects.select_for_update().filter(pk=flow_id).first()
    if flow is None:
        raise NotFoundHere(_("There is no such flow. Open the list of flows again."))
    return flow
