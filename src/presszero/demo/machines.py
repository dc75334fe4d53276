"""The town's two machines, on the phone and in the chat: written, proved, and live under Noor's name."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.db import transaction

from presszero.demo.people import LIBRARY, TRANSIT
from presszero.flows.actions import make_flow, publish_version, save_version
from presszero.flows.models import Flow
from presszero.organisation.cover import set_cover
from presszero.organisation.models import Team, Worker

TEXTS = Path(__file__).with_name("flows")
MACHINES = {"transit-line": Flow.Purpose.PHONE, "town-chat": Flow.Purpose.CHAT}
# A quarter of an hour past closing: who calls just before is still owed a person.
COVER = {TRANSIT: "08:00-20:15 x4", LIBRARY: "08:00-20:15 x2"}


def publish_machines(*, at: datetime) -> None:
    """Say who is there, and let both machines go live; a town that has them is left alone."""
    if Flow.objects.exists():
        return
    lead = Worker.objects.get(name="Noor Halvane")
    with transaction.atomic():
        for name, words in COVER.items():
            team = Team.objects.get(name=name)
            set_cover(team_id=team.pk, days=[words] * 7, by=lead.actor, at=at)
        transit = Team.objects.get(name=TRANSIT)
        for name, purpose in MACHINES.items():
            flow = make_flow(name=name, purpose=purpose, team_id=transit.pk, by=lead.actor, at=at)
            text = (TEXTS / f"{name}.yaml").read_text(encoding="utf-8")
            draft = save_version(flow_id=flow.pk, text=text, by=lead.actor, at=at)
            publish_version(version_id=draft.pk, by=lead.actor, at=at)
