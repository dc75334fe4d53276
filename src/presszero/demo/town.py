"""Port Lumen, an invented lake city of 180,000: its organisation, teams, people and topics."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db import transaction

from presszero.demo.people import CAST, TEAMS, TOPICS
from presszero.ground import clock
from presszero.ground.models import RecordLine
from presszero.lines.models import Line
from presszero.organisation.models import Membership, Organisation, Team, Topic, Worker

MORNING_AFTER = datetime(2025, 7, 13, 6, 0, tzinfo=UTC)
# From the range that Berlin's numbering keeps for films: it rings nowhere.
PHONE = "+49 30 23125 100"
LONGEST_QUIET = timedelta(minutes=30)


def build_town() -> None:
    """Build the town once; one that stands goes on from the hour at which it was left."""
    with transaction.atomic():
        if Organisation.objects.exists():
            _go_on_from(RecordLine.objects.order_by("-id").values_list("at", flat=True).first())
            return
        clock.shift_to(MORNING_AFTER)
        Organisation.objects.create(
            name="Port Lumen", reference_prefix="PL", time_zone="Europe/Berlin", phone=PHONE
        )
        teams = {
            name: Team.objects.create(name=name, mail_name=mail, answer_within_hours=hours)
            for name, (mail, hours) in TEAMS.items()
        }
        for name, team in teams.items():
            Line.objects.create(name=f"{name} mail", team=team)
        for number, seed in enumerate(TOPICS, 1):
            Topic.objects.create(name=seed.name, team=teams[seed.team], words=list(seed.words), order=number)
        _people(teams)


def _go_on_from(left_at: datetime | None) -> None:
    """Set the clock back to the town's last hour: nobody there was late because this machine slept."""
    if left_at and clock.now() - left_at > LONGEST_QUIET:
        clock.shift_to(left_at + timedelta(seconds=1))


def _people(teams: dict[str, Team]) -> None:
    for one in CAST:
        worker = Worker.objects.create_user(
            one.email,
            None,
            name=one.name,
            role=one.role,
            title=one.title,
            language=one.language,
            languages=sorted({"en", one.language}),
            presence=one.presence,
            joined_at=MORNING_AFTER,
        )
        for team in one.teams:
            Membership.objects.create(team=teams[team], worker=worker, leads=one.leads == team)
