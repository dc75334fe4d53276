"""Whose turn it is: cases are given out of their line, and go back when nobody acts.

Locks are taken in one order and never waited for out of it: a case is locked
only when it is free at that moment, so any number of people and workers can
give out at once, and each case has one owner.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Count, Max, Q, QuerySet
from django.utils.translation import gettext as _

from presszero.cases.actions import answers_for_it
from presszero.cases.models import Case, Contact, News
from presszero.cases.notes import tell
from presszero.customers.people import records_of
from presszero.ground.actors import SYSTEM, Actor
from presszero.ground.kept_queries import kept_query
from presszero.ground.record import record
from presszero.lines.actions import back_to_lead, join_line
from presszero.lines.models import Line, Turn, Waiting
from presszero.organisation.hours import Keeper, calendar_of
from presszero.organisation.models import Presence, Proficiency, Team, Worker
from presszero.organisation.queries import lead_on_duty, team_ids_of
from presszero.pure import turns
from presszero.pure.errors import PressZeroError
from presszero.pure.hours import Clock, due_of
from presszero.pure.hours import Turn as Ticking

MOST_LOOKED_AT = 50
ACTS = ("taken", "handed-over")
ANSWER = ("agent", "lead")


class NothingWaits(PressZeroError):
    """Everything in one's own lines is somebody's already."""


def give_turns(*, line_id: int, at: datetime) -> int:
    """Give out of a line whatever is somebody's turn, the longest waiting first; return how many.

    A case that nobody here can take stays where it is and holds up nobody behind it.
    Whose turn it is is told. Records case.given for each.
    """
    given = 0
    with transaction.atomic():
        # One at a time gives out of a line, so that two never see the same person as the freest.
        line = Line.objects.select_for_update().select_related("team").get(pk=line_id)
        if not line.team.gives_turns:
            return 0
        waiting = Waiting.objects.filter(line=line).order_by("since", "id")
        for case_id in list(waiting.values_list("case_id", flat=True)[:MOST_LOOKED_AT]):
            case = _free_case(case_id)
            turn = _turn_of(case, line.team, at) if case else None
            if case and isinstance(turn, turns.Turn):
                _give(case, turn, at)
                given += 1
            elif isinstance(turn, turns.Waits) and turn.lacking == "nobody-here":
                break
    return given


def _free_case(case_id: int) -> Case | None:
    """Return a waiting case locked, unless somebody holds it just now or took it."""
    return (
        Case.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("team", "topic", "customer")
        .filter(pk=case_id, taken_at=None, state=Case.State.OPEN, waiting__isnull=False)
        .first()
    )


def _turn_of(case: Case, team: Team, at: datetime) -> turns.Turn | turns.Waits:
    skill_id = case.topic.skill_id if case.topic else None
    work = turns.Work(case.language, needs_skill=skill_id is not None)
    return turns.whose_turn(work, hands_of(team, case, skill_id, at))


def hands_of(team: Team, case: Case, skill_id: int | None, at: datetime) -> list[turns.Hand]:
    """Return everybody of a team as hands for one case, in as many queries as there are kinds of facts."""
    own = Q(owned_cases__state=Case.State.OPEN, owned_cases__taken_at__isnull=False)
    workers = list(
        Worker.objects.filter(memberships__team=team, is_active=True, role__in=ANSWER).annotate(
            open_work=Count("owned_cases", filter=own, distinct=True)
        )
    )
    ids = [worker.pk for worker in workers]
    last = dict(
        Turn.objects.filter(worker__in=ids).values_list("worker").annotate(last=Max("given_at")).order_by()
    )
    depth = dict(
        Proficiency.objects.filter(skill_id=skill_id, worker__in=ids).values_list("worker_id", "depth")
        if skill_id
        else ()
    )
    knows = _who_knows(case, ids)
    return [
        turns.Hand(
            worker_id=worker.pk,
            is_here=worker.presence == Presence.HERE,
            open_work=worker.open_work,
            limit=max(1, worker.open_limit or team.open_limit),
            languages=frozenset(worker.languages or [worker.language]),
            depth=depth.get(worker.pk, 0),
            knows=worker.pk == knows,
            seconds_since=(at - last[worker.pk]).total_seconds() if worker.pk in last else None,
        )
        for worker in workers
    ]


def _who_knows(case: Case, worker_ids: list[int]) -> int | None:
    """Return who of these answered this customer last, at whichever of their addresses."""
    theirs = records_of(case.customer)
    replies = Contact.objects.filter(
        case__customer_id__in=theirs, kind=Contact.Kind.REPLY, author__in=worker_ids
    )
    return replies.order_by("-at", "-id").values_list("author_id", flat=True).first()


def _give(case: Case, turn: turns.Turn, at: datetime) -> None:
    was = case.owner_id
    case.owner_id, case.owner_why, case.owner_since = turn.worker_id, f"turn-{turn.why}", at
    case.taken_at = at
    case.save(update_fields=["owner", "owner_why", "owner_since", "taken_at"])
    answers_for_it(case)
    Waiting.objects.filter(case=case).delete()
    _note_turn(case, turn.why, at, facts={"able": turn.able, "open": turn.open_work, "limit": turn.limit})
    line = record(
        "case.given",
        about=case,
        by=SYSTEM,
        at=at,
        case_id=case.pk,
        team_id=case.team_id,
        to=turn.worker_id,
        was=was,
        why=turn.why,
        able=turn.able,
        open=turn.open_work,
        limit=turn.limit,
    )
    tell([turn.worker_id], case=case, why=News.Why.TURN, by=SYSTEM, at=at, line=line.pk)


def _note_turn(case: Case, why: str, at: datetime, facts: dict[str, int]) -> None:
    Turn.objects.update_or_create(
        case=case,
        defaults={
            "worker_id": case.owner_id,
            "given_at": at,
            "why": why,
            "facts": facts,
            "act_by_at": _act_by(case.team, at),
            "acted_at": None,
        },
    )


def _act_by(team: Team, at: datetime) -> datetime | None:
    if not team.act_within_hours:
        return None
    clock = Clock(team.act_within_hours, (Ticking(at, "runs", "given"),))
    return due_of(clock, calendar_of(Keeper(team=team)))


def take_next(*, by: Actor, at: datetime) -> Case:
    """Take the case that waits longest in one's own lines. Raises NothingWaits. Records case.taken.

    Any number may press at once: each gets another case.
    """
    with transaction.atomic():
        # One that somebody holds just now is passed over for the one behind it.
        free = _to_take(by).select_for_update(of=("self",), skip_locked=True)
        case = free.order_by("waiting__since", "waiting__id").first()
        if case is None:
            raise NothingWaits(_("Nothing waits in your lines now. What is yours stands under My cases."))
        was = case.owner_id
        case.owner_id, case.owner_why, case.owner_since = by.known_id, "taken", at
        case.taken_at = at
        case.save(update_fields=["owner", "owner_why", "owner_since", "taken_at"])
        answers_for_it(case)
        Waiting.objects.filter(case=case).delete()
        _note_turn(case, "taken", at, facts={})
        record("case.taken", about=case, by=by, at=at, case_id=case.pk, team_id=case.team_id, was=was)
    return case


def is_there_a_next(*, by: Actor) -> bool:
    """Whether take_next would find a case just now."""
    return _to_take(by).exists()


def _to_take(by: Actor) -> QuerySet[Case]:
    """Return the cases that wait in an actor's own lines and are nobody's yet."""
    waiting = Case.objects.filter(state=Case.State.OPEN, taken_at=None, waiting__isnull=False)
    teams = team_ids_of(by)
    return waiting if teams is None else waiting.filter(waiting__line__team_id__in=teams)


def note_owner(*, case_id: int, at: datetime) -> None:
    """Somebody took a case or was handed it: from now on they act, or it goes back. Safe to run twice."""
    with transaction.atomic():
        case = Case.objects.select_for_update(of=("self",)).select_related("team").get(pk=case_id)
        known = Turn.objects.filter(case=case, worker_id=case.owner_id, given_at=case.owner_since).exists()
        if case.taken_at and not known and case.owner_why in ACTS:
            _note_turn(case, case.owner_why, case.owner_since, facts={})


def note_act(*, case_id: int, worker_id: int, at: datetime) -> bool:
    """The owner did something on the case: it stays theirs. Returns whether that was news."""
    turn = Turn.objects.filter(case_id=case_id, worker_id=worker_id, acted_at=None)
    return bool(turn.update(acted_at=at))


def note_asked(*, case_id: int, at: datetime) -> None:
    """The customer wrote again: whoever answers for the case acts once more. Safe to run twice."""
    turn = Turn.objects.select_related("case__team").filter(case_id=case_id, acted_at__lt=at).first()
    if turn:
        Turn.objects.filter(pk=turn.pk).update(acted_at=None, act_by_at=_act_by(turn.case.team, at))


def due_to_return(*, at: datetime) -> list[Turn]:
    """Return the turns whose time to act ran out."""
    return list(Turn.objects.filter(acted_at=None, act_by_at__lt=at).order_by("act_by_at")[:MOST_LOOKED_AT])


def return_to_line(*, case_id: int, at: datetime) -> bool:
    """Put a case back into its line, since its owner did not act; the lead on duty answers for it meanwhile, and is told.

    Returns whether it went back: one that was settled or acted upon meanwhile stays. Records case.returned, line.joined.
    """
    with transaction.atomic():
        case = Case.objects.select_for_update(of=("self",)).select_related("team").get(pk=case_id)
        turn = Turn.objects.filter(case=case, acted_at=None, act_by_at__lt=at).first()
        if turn is None:
            return False
        left_with, stays = turn.worker_id, case.state != Case.State.OPEN or case.owner_id != turn.worker_id
        turn.delete()
        if stays:
            return False
        lead = lead_on_duty(case.team).worker
        back_to_lead(case=case, lead=lead, left_with=left_with, why="returned", at=at)
        join_line(case=case, by=SYSTEM, at=at)
    return True


def turn_at(case: Case) -> Turn | None:
    """Return why a case is its owner's, when it was their turn or they took it."""
    return next(iter(_turns_of(case_id=case.pk, worker_id=case.owner_id)), None)


@kept_query
def _turns_of(*, case_id: int, worker_id: int) -> QuerySet[Turn]:
    return Turn.objects.filter(case_id=case_id, worker_id=worker_id).order_by("pk")[:1]


def lines_to_give() -> list[int]:
    """Return the lines that hold cases and whose team gives turns."""
    return list(
        Line.objects.filter(team__gives_turns=True, waiting__isnull=False)
        .distinct()
        .order_by("id")
        .values_list("id", flat=True)
    )
