"""Live flows proved again when something around them changes, with an alarm before a caller meets it."""

from __future__ import annotations

from datetime import datetime, time

from django.db import transaction

from presszero.flows.checking import check_text
from presszero.flows.models import Alarm, FlowVersion
from presszero.flows.phrases import trap_sentences
from presszero.ground.actors import SYSTEM
from presszero.ground.record import record
from presszero.organisation.queries import the_zone


def open_alarms() -> list[Alarm]:
    """Return the alarms nobody has settled, the newest first."""
    return list(Alarm.objects.filter(settled_at=None).select_related("version__flow__team"))


def the_alarm(alarm_id: int) -> Alarm | None:
    """Return one alarm with its version, its flow and who published it."""
    found = Alarm.objects.select_related("version__flow__team", "version__published_by")
    return found.filter(pk=alarm_id).first()


def prove_live_flows(*, at: datetime) -> list[Alarm]:
    """Prove every live version again, and return the alarms now open.

    An alarm is raised once for a version that no longer holds, and settled by itself when it holds again.
    Safe to run twice. Records flow.alarmed, flow.settled.
    """
    live = FlowVersion.objects.filter(state=FlowVersion.State.LIVE).order_by("id")
    for version_id in list(live.values_list("id", flat=True)):
        _prove_again(version_id, at)
    _settle_what_is_not_live(at)
    return open_alarms()


def prove_daily(*, at: datetime) -> int:
    """Prove what was not proved today: the year ahead has moved on a day, and a waiver may have ended. Return how many."""
    live = FlowVersion.objects.filter(state=FlowVersion.State.LIVE)
    if not live.exists():
        return 0
    zone = the_zone()
    midnight = datetime.combine(at.astimezone(zone).date(), time(), zone)
    ids = list(live.filter(checked_at__lt=midnight).values_list("id", flat=True))
    for version_id in ids:
        _prove_again(version_id, at)
    return len(ids)


def _prove_again(version_id: int, at: datetime) -> None:
    with transaction.atomic():
        version = (
            FlowVersion.objects.select_for_update(of=("self",)).select_related("flow").get(pk=version_id)
        )
        if not version.is_live:
            return
        checked = check_text(flow=version.flow, text=version.text, at=at)
        version.verdict, version.staffing, version.checked = (
            checked.says,
            checked.staffing,
            checked.as_json(),
        )
        version.checked_at = at
        version.save(update_fields=["verdict", "staffing", "checked", "checked_at"])
        alarm = version.alarms.filter(settled_at=None).first()
        if checked.holds:
            if alarm:
                _settle(alarm, at)
            return
        traps = trap_sentences(checked)
        if alarm is None:
            alarm = Alarm.objects.create(version=version, traps=traps, raised_at=at)
            record(
                "flow.alarmed",
                about=alarm,
                by=SYSTEM,
                at=at,
                team_id=version.flow.team_id,
                flow_id=version.flow_id,
            )
        elif alarm.traps != traps:
            alarm.traps = traps
            alarm.save(update_fields=["traps"])


def _settle_what_is_not_live(at: datetime) -> None:
    with transaction.atomic():
        replaced = Alarm.objects.select_for_update(of=("self",)).filter(settled_at=None)
        for alarm in replaced.exclude(version__state=FlowVersion.State.LIVE):
            _settle(alarm, at)


def _settle(alarm: Alarm, at: datetime) -> None:
    alarm.settled_at = at
    alarm.save(update_fields=["settled_at"])
    flow = alarm.version.flow
    record("flow.settled", about=alarm, by=SYSTEM, at=at, team_id=flow.team_id, flow_id=flow.pk)
