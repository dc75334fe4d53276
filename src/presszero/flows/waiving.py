"""Waivers: a finding that a named person answers for until a day, told to everybody."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from presszero.flows.models import Flow, Waiver
from presszero.flows.queries import seen_flow
from presszero.ground.actors import Actor
from presszero.ground.record import record
from presszero.organisation.queries import the_zone
from presszero.pure.errors import BadInput, NotFoundHere
from presszero.pure.flowgraph.findings import RULES
from presszero.pure.flowgraph.waivers import Waiver as Waived

LONGEST_DAYS = 366


def waive_finding(
    *, flow_id: int, rule: str, node: str, reason: str, until: date, by: Actor, at: datetime
) -> Waiver:
    """Answer for one rule at one node until a day; a waiver of the same that still stands is taken over.

    Raises NotFoundHere, BadInput. Records flow.waived.
    """
    today = at.astimezone(the_zone()).date()
    if rule not in RULES:
        raise BadInput(_("There is no rule %(rule)s.") % {"rule": rule[:8]}, "rule")
    if not reason.strip():
        raise BadInput(
            _("Say why, in words that everybody may read: they stand on the public page."), "reason"
        )
    if not today <= until <= today + timedelta(days=LONGEST_DAYS):
        raise BadInput(_("A waiver ends on a day from today on, at most a year ahead."), "until")
    with transaction.atomic():
        flow = Flow.objects.select_for_update().get(pk=seen_flow(flow_id).pk)
        standing = Waiver.objects.filter(flow=flow, rule=rule, node=node, withdrawn_at=None)
        standing.update(withdrawn_at=at)
        waiver = Waiver.objects.create(
            flow=flow,
            rule=rule,
            node=node[:200],
            by_id=by.known_id,
            reason=reason.strip(),
            until=until,
            made_at=at,
        )
        record("flow.waived", about=waiver, by=by, at=at, team_id=flow.team_id, flow_id=flow.pk)
    return waiver


def withdraw_waiver(*, waiver_id: int, by: Actor, at: datetime) -> Waiver:
    """Let a rule count again. Raises NotFoundHere. Records waiver.withdrawn."""
    with transaction.atomic():
        waiver = (
            Waiver.objects.select_for_update(of=("self",)).filter(pk=waiver_id, withdrawn_at=None).first()
        )
        if waiver is None:
            raise NotFoundHere(_("That waiver no longer stands. Open the flow again."))
        waiver.withdrawn_at = at
        waiver.save(update_fields=["withdrawn_at"])
        record(
            "waiver.withdrawn",
            about=waiver,
            by=by,
            at=at,
            team_id=waiver.flow.team_id,
            flow_id=waiver.flow_id,
        )
    return waiver


def standing_waivers(flow: Flow | None = None, *, on: date) -> list[Waiver]:
    """Return the waivers that stand on a day, the first to end first; of one flow, or of all."""
    waivers = Waiver.objects.filter(withdrawn_at=None, until__gte=on).select_related("by", "flow")
    return list(waivers.filter(flow=flow) if flow else waivers)


def waivers_for(flow: Flow, *, on: date) -> list[Waived]:
    """Return the standing waivers as the verifier reads them."""
    return [
        Waived(flow.name, one.rule, one.node, one.by.name, one.reason, one.until)
        for one in standing_waivers(flow, on=on)
    ]
