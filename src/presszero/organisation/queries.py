"""Reads about people, teams and topics."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from presszero.ground.actors import Actor
from presszero.ground.kept_queries import kept_query
from presszero.ground.once import once_a_page
from presszero.organisation.models import Address, Membership, Organisation, Presence, Team, Topic, Worker
from presszero.organisation.permissions import SEES_ALL_TEAMS
from presszero.pure.errors import PressZeroError
from presszero.pure.words import name_key


class NobodyLeads(PressZeroError):
    """A team without a lead cannot answer for a case."""


@dataclass(frozen=True)
class Answerer:
    """Who answers for a waiting case, and why it is this person."""

    worker: Worker
    why: str  # a code word, told in words by cases.phrases


@dataclass(frozen=True)
class TopicFound:
    """What a letter is about, and the words that decided it."""

    topic: Topic | None
    team: Team
    words: tuple[str, ...]


class NotBegun(PressZeroError):
    """A new installation has no organisation yet."""

    status = 503


@kept_query
def _organisations() -> QuerySet[Organisation]:
    return Organisation.objects.filter(pk=1)


@once_a_page
def the_organisation() -> Organisation:
    """Return the organisation this installation serves. Raises NotBegun on a new one."""
    organisation = next(iter(_organisations()), None)
    if organisation is None:
        raise NotBegun(
            _(
                "There is no organisation here yet. Open the set-up link that `presszero up` printed on this machine, "
                "or run `presszero begin` there, then load again."
            )
        )
    return organisation


def the_zone() -> ZoneInfo:
    """Return the organisation's time zone. Raises NotBegun."""
    return ZoneInfo(the_organisation().time_zone)


@kept_query
def _role_and_teams(*, worker_id: int) -> QuerySet[Worker, tuple[str, int | None]]:
    worker = Worker.objects.filter(pk=worker_id, is_active=True)
    return worker.values_list("role", "memberships__team_id")


@once_a_page
def team_ids_of(actor: Actor) -> frozenset[int] | None:
    """Return the teams whose rows an actor sees; None means all of them."""
    if actor.kind in ("system", "rule"):
        return None
    if actor.kind != "worker":
        return frozenset()
    rows = _role_and_teams(worker_id=actor.known_id)
    if any(role in SEES_ALL_TEAMS for role, _ in rows):
        return None
    return frozenset(team_id for _, team_id in rows if team_id is not None)


def teams_as_ids(actor: Actor) -> tuple[int, ...] | None:
    """Return the teams whose rows an actor sees in their order, for a kept query; None means all of them.

    A customer sees the rows of no team.
    """
    teams = team_ids_of(actor)
    return None if teams is None else tuple(sorted(teams))


def teams_seen_by(actor: Actor) -> list[Team]:
    """Return the teams whose cases an actor sees, by name."""
    ids = team_ids_of(actor)
    return by_name(Team.objects.all() if ids is None else Team.objects.filter(pk__in=ids))


def by_name(teams: Iterable[Team]) -> list[Team]:
    return sorted(teams, key=lambda team: (name_key(team.name), team.pk))


def lead_on_duty(team: Team) -> Answerer:
    """Return the lead who answers for what waits: the first who is here, else the first.

    Raises NobodyLeads when the team has no lead at all.
    """
    leads = [
        membership.worker
        for membership in team.memberships.filter(leads=True, worker__is_active=True)
        .select_related("worker")
        .order_by("lead_order", "id")
    ]
    if not leads:
        raise NobodyLeads(
            _("The team %(team)s has no lead. Name one in the office, under Team.") % {"team": team.name}
        )
    present = [lead for lead in leads if lead.presence != Presence.AWAY]
    if present:
        return Answerer(present[0], "lead-on-duty")
    return Answerer(leads[0], "lead-though-away")


def is_away(worker_id: int) -> bool:
    """Return whether somebody has said that they are away."""
    return Worker.objects.filter(pk=worker_id, presence=Presence.AWAY).exists()


def topic_of(text: str, *, addressed_to: list[str]) -> TopicFound:
    """Return the topic of the address that was written to, else the one whose words stand most often in the text.

    addressed_to: mail addresses; the part before @ names a team, or an address with a team and perhaps a topic.
    Without a topic it is for the team that was written to.
    """
    names = [address.partition("@")[0].casefold() for address in addressed_to]
    written_to = _address_written_to(names)
    if written_to and written_to.topic:
        return TopicFound(written_to.topic, written_to.team, ())
    best = _best(text, list(Topic.objects.select_related("team")))
    if best:
        return TopicFound(best[1], best[1].team, best[2][:5])
    if written_to:
        return TopicFound(None, written_to.team, ())
    team = (
        Team.objects.filter(mail_name__in=names).order_by("id").first() or Team.objects.order_by("id").first()
    )
    if team is None:
        raise NobodyLeads(_("There is no team yet. Make one in the office, under Team."))
    return TopicFound(None, team, ())


def _address_written_to(names: list[str]) -> Address | None:
    found = Address.objects.filter(mail_name__in=names).select_related("team", "topic")
    return found.order_by("id").first() if names else None


def topics_by_words(texts: Iterable[str]) -> list[Topic | None]:
    """Return for each text the topic whose words stand most often in it, None where none of them does."""
    topics = list(Topic.objects.all())
    found = (_best(text, topics) for text in texts)
    return [best[1] if best else None for best in found]


def _best(text: str, topics: list[Topic]) -> tuple[int, Topic, tuple[str, ...]] | None:
    words = text.casefold()
    best: tuple[int, Topic, tuple[str, ...]] | None = None
    for topic in topics:
        found = tuple(word for word in topic.words if _stands_in(word.casefold(), words))
        if found and (best is None or len(found) > best[0]):
            best = (len(found), topic, found)
    return best


def _stands_in(word: str, text: str) -> bool:
    at = text.find(word)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(word) : at + len(word) + 1]
        if not before.isalnum() and not after.isalnum():
            return True
        at = text.find(word, at + 1)
    return False


@kept_query
def _members_of(*, team_id: int) -> QuerySet[Membership]:
    return Membership.objects.filter(team_id=team_id, worker__is_active=True).select_related("worker")


def workers_of(team_id: int) -> list[Worker]:
    """Return the people of a team by name, the leads first."""
    leads_first = sorted(
        _members_of(team_id=team_id), key=lambda one: (not one.leads, name_key(one.worker.name), one.pk)
    )
    return [member.worker for member in leads_first]


def colleagues_of_team(team_id: int) -> list[Worker]:
    """Return everyone who sees the cases of a team, by name: its people, and who sees all teams."""
    seeing = Q(memberships__team_id=team_id) | Q(role__in=SEES_ALL_TEAMS)
    workers = Worker.objects.filter(seeing, is_active=True).distinct()
    return sorted(workers, key=lambda worker: (name_key(worker.name), worker.pk))


def topics_of_teams(team_ids: Collection[int] | None) -> list[Topic]:
    """Return the topics of these teams by name; None: of all."""
    topics = Topic.objects.all() if team_ids is None else Topic.objects.filter(team_id__in=team_ids)
    return sorted(topics, key=lambda topic: (name_key(topic.name), topic.pk))


def colleagues_of(worker: Worker) -> list[Worker]:
    """Return who works in a worker's teams beside them and who sees all teams, by name; for these, everyone."""
    beside = Worker.objects.filter(is_active=True).exclude(pk=worker.pk)
    if worker.role not in SEES_ALL_TEAMS:
        beside = beside.filter(Q(teams__in=worker.teams.all()) | Q(role__in=SEES_ALL_TEAMS))
    return sorted(beside.distinct(), key=lambda one: (name_key(one.name), one.pk))
