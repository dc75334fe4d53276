"""The clocks of a case: set from what happened on it, warned of before they run out, told piece by piece."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from presszero.cases.actions import answers_for_it
from presszero.cases.answer_times import follow_own_time
from presszero.cases.clock_news import who_is_told_late, who_is_told_soon
from presszero.cases.models import Case, Clock, Contact, News, Promise
from presszero.cases.notes import note_on, tell
from presszero.cases.queries import seen_case
from presszero.ground.actors import SYSTEM, Actor
from presszero.ground.models import RecordLine
from presszero.ground.record import Fact, record
from presszero.organisation.hours import Keeper, calendar_of
from presszero.organisation.models import Team
from presszero.organisation.queries import lead_on_duty
from presszero.pure.hours import Calendar, Step, Stretch, Turn, clocks_of, due_of, story_of
from presszero.pure.hours import Clock as Counting

AT_ONCE = 500
ENDED = ("case.closed", "case.reopened")
# A chat is one contact for all that is said in it; each turn asks and answers all the same.
IN_A_CHAT = {"chat.wrote": "wrote", "chat.answered": "answered"}
# Opened again by the platform, or by the letter that counts already: nobody asked anything new.
BROUGHT_BACK = ("promise-due", "wrote-back")


@dataclass(frozen=True)
class ToldClock:
    """A clock with each piece of its life until now. counted_seconds: how much of its limit is used."""

    clock: Clock
    story: list[Stretch]

    @property
    def counted_seconds(self) -> float:
        return sum(one.seconds for one in self.story)


def set_clocks(*, case_id: int, at: datetime) -> list[Clock]:
    """Bring a case's clocks up to what happened on it; running it again changes nothing.

    A clock keeps the limit it began with, unless the case was given its own.
    Imported and automatic letters run no clock. Records clock.stopped for one that ended, and case.due_set
    where its own limit says anew when the answer is due.
    """
    with transaction.atomic():
        case = Case.objects.select_for_update(of=("self",)).select_related("team").get(pk=case_id)
        if case.imported or case.automatic:
            return []
        calendar = calendar_of(Keeper(team=case.team))
        known = {(clock.kind, clock.began_at): clock for clock in case.clocks.all()}
        limits = _limits(case.team) | {kind: hours for kind, hours in case.targets.items() if hours}
        clocks = []
        for kind, turns in clocks_of(_steps(case)):
            clock = known.get((kind, turns[0].at)) or Clock(case=case, kind=kind, began_at=turns[0].at)
            if limit := (case.targets.get(kind) or clock.within_hours or limits.get(kind)):
                clock.within_hours = limit
                clocks.append(_set(clock, turns, calendar, case.team.warn_before_hours, at))
        follow_own_time(case=case, clocks=clocks, at=at)
    return clocks


def _limits(team: Team) -> dict[str, int]:
    return {
        "first": team.answer_within_hours,
        "next": team.next_within_hours or team.answer_within_hours,
        "settle": team.settle_within_hours or 0,
    }


def _steps(case: Case) -> list[Step]:
    """Return what happened on a case, in order, as far as clocks ask."""
    contacts = list(case.contacts.order_by("at", "id"))
    promises = list(
        case.promises.exclude(kind=Promise.Kind.ANSWER, points=None).values_list("made_at", "settled_at")
    )
    told = [(one.at, "wrote") for one in contacts if one.direction == "in" and _asks(one)]
    told += [(one.at, "answered") for one in contacts if one.kind == Contact.Kind.REPLY]
    told += [(settled, "settled") for _, settled in promises if settled]
    told += [
        (line.at, line.kind.removeprefix("case."))
        for line in RecordLine.objects.filter(case_id=case.pk, kind__in=ENDED)
        if line.facts.get("why") not in BROUGHT_BACK
    ]
    told += [
        (line.at, IN_A_CHAT[line.kind])
        for line in RecordLine.objects.filter(case_id=case.pk, kind__in=IN_A_CHAT)
    ]
    order = {"wrote": 0, "reopened": 1, "answered": 2, "settled": 3, "closed": 4}
    in_order = sorted(told, key=lambda one: (one[0], order[one[1]]))
    return [
        Step(at, what, any(made <= at and (settled is None or settled > at) for made, settled in promises))  # type: ignore[arg-type]
        for at, what in in_order
    ]


def _asks(contact: Contact) -> bool:
    return contact.confirmed_ours and not contact.automatic


def _set(
    clock: Clock, turns: tuple[Turn, ...], calendar: Calendar, warn_before_hours: int, at: datetime
) -> Clock:
    counting = Counting(clock.within_hours, turns)
    was_running = clock.pk is not None and clock.stopped_at is None
    clock.turns = [[turn.at.isoformat(), turn.to, turn.because] for turn in turns]
    clock.stopped_at = turns[-1].at if counting.is_stopped else None
    clock.due_at = due_of(counting, calendar)
    clock.warn_at = _warn_at(clock, turns, calendar, warn_before_hours)
    if clock.stopped_at and clock.due_at and clock.due_at < clock.stopped_at:
        clock.missed_at = clock.missed_at or clock.due_at
    elif clock.missed_at and (clock.due_at is None or clock.due_at > at):
        clock.missed_at = None  # a holiday or a longer limit came to be known
    clock.save()
    if was_running and clock.stopped_at:
        _record("clock.stopped", clock, at, kept=clock.missed_at is None)
    return clock


def _warn_at(clock: Clock, turns: tuple[Turn, ...], calendar: Calendar, before_hours: int) -> datetime | None:
    if clock.due_at is None or before_hours == 0 or before_hours >= clock.within_hours:
        return None
    return due_of(Counting(clock.within_hours - before_hours, turns), calendar)


def _record(kind: str, clock: Clock, at: datetime, **facts: Fact) -> RecordLine:
    case = clock.case
    return record(
        kind,
        about=clock,
        by=SYSTEM,
        at=at,
        case_id=case.pk,
        team_id=case.team_id,
        clock=clock.kind,
        **facts,
    )


def turns_of(clock: Clock) -> tuple[Turn, ...]:
    return tuple(Turn(datetime.fromisoformat(at), to, because) for at, to, because in clock.turns)


def clocks_page(*, case_id: int, by: Actor, at: datetime) -> list[ToldClock]:
    """Return each clock of a case this actor may see, with where every minute went. Raises NoSuchCase."""
    case = seen_case(case_id=case_id, by=by)
    calendar = calendar_of(Keeper(team=case.team))
    return [
        ToldClock(
            clock,
            story_of(Counting(clock.within_hours, turns_of(clock)), calendar, clock.stopped_at or at),
        )
        for clock in case.clocks.all()
    ]


def running_cases(team_id: int | None) -> list[int]:
    """Return the cases with a running clock, of one team or of all: those that new hours may touch."""
    clocks = Clock.objects.filter(stopped_at=None)
    if team_id is not None:
        clocks = clocks.filter(case__team_id=team_id)
    return sorted(set(clocks.values_list("case_id", flat=True)))


def look_at_clocks(*, at: datetime) -> int:
    """Warn of clocks that run out soon and note those that did; return how many.

    Who answers for the case is told of each, once, where no reminder of a promise says it. Records clock.warned, clock.missed, and case.escalated where the team says so.
    """
    running = Clock.objects.filter(stopped_at=None)
    soon = running.filter(warned_at=None, missed_at=None, warn_at__lte=at).values_list("id", flat=True)
    late = running.filter(missed_at=None, due_at__lt=at).values_list("id", flat=True)
    told = [_warn(clock_id, at) for clock_id in list(soon[:AT_ONCE])]
    told += [_miss(clock_id, at) for clock_id in list(late[:AT_ONCE])]
    return sum(told)


def _locked(clock_id: int) -> Clock | None:
    case_id = Clock.objects.filter(pk=clock_id).values_list("case_id", flat=True).first()
    if case_id is None:
        return None
    Case.objects.select_for_update().get(pk=case_id)
    return (
        Clock.objects.select_related("case", "case__team", "case__owner")
        .filter(pk=clock_id, stopped_at=None)
        .first()
    )


def _warn(clock_id: int, at: datetime) -> bool:
    with transaction.atomic():
        clock = _locked(clock_id)
        if clock is None or clock.warned_at:
            return False
        clock.warned_at = at
        clock.save(update_fields=["warned_at"])
        told = who_is_told_soon(clock)
        line = _record("clock.warned", clock, at, workers=told)
        tell(told, case=clock.case, why=News.Why.CLOCK, by=SYSTEM, at=at, line=line.pk)
    return True


def warn_owner(*, clock_id: int, text: str, at: datetime) -> bool:
    """Note on the case that its time to be settled runs out. Records note.added.

    text: the same each time, so that running twice writes it once. Answers have a
    promise of their own, whose reminder says it.
    """
    with transaction.atomic():
        clock = _locked(clock_id)
        if clock is None or clock.kind != Clock.Kind.SETTLE:
            return False
        if not clock.case.notes.filter(text=text).exists():
            note_on(case=clock.case, text=text, by=SYSTEM, at=at)
    return True


def _miss(clock_id: int, at: datetime) -> bool:
    """Note that a clock ran out; where the team says so, the lead on duty answers for the case from now on."""
    with transaction.atomic():
        clock = _locked(clock_id)
        if clock is None or clock.missed_at or clock.due_at is None:
            return False
        clock.missed_at = clock.due_at
        clock.save(update_fields=["missed_at"])
        told = who_is_told_late(clock)
        line = _record("clock.missed", clock, at, workers=told)
        tell(told, case=clock.case, why=News.Why.RAN_OUT, by=SYSTEM, at=at, line=line.pk)
        if clock.case.team.escalates:
            escalate(case=clock.case, by=SYSTEM, at=at, clock=clock.kind)
    return True


def escalate(
    *, case: Case, by: Actor, at: datetime, clock: str | None = None, rule: int | None = None
) -> bool:
    """Give a locked case to the lead on duty, who is told; return whether it was somebody else's.

    clock: the kind of the clock that ran out; rule: the id of the rule that says so. Records case.escalated.
    """
    lead = lead_on_duty(case.team).worker
    if lead.pk == case.owner_id:
        return False
    was = case.owner_id
    case.owner, case.owner_why = lead, "escalated-rule" if rule else "escalated"
    case.owner_since = at
    case.save(update_fields=["owner", "owner_why", "owner_since"])
    answers_for_it(case)
    line = record(
        "case.escalated",
        about=case,
        by=by,
        at=at,
        case_id=case.pk,
        team_id=case.team_id,
        to=lead.pk,
        was=was,
        clock=clock,
        rule=rule,
    )
    tell([lead.pk], case=case, why=News.Why.ESCALATED, by=by, at=at, line=line.pk)
    return True
