"""Reads about cases, shaped for pages."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Left
from django.utils.translation import gettext as _

from presszero.cases.errors import NoSuchCase
from presszero.cases.handing import last_hand_over
from presszero.cases.models import Attachment, Case, Contact, HandOver, Note, Point, Promise
from presszero.cases.news import Together, together_on
from presszero.customers.keys import customers_at
from presszero.customers.people import records_of
from presszero.customers.phones import numbers_of_person, phones_of
from presszero.ground.actors import Actor
from presszero.ground.kept_queries import kept_query
from presszero.ground.models import RecordLine
from presszero.organisation.models import Team, Worker
from presszero.organisation.queries import teams_as_ids
from presszero.pure.errors import NotFoundHere
from presszero.pure.words import name_key

PAGE_ROWS = 50
OfACase = TypeVar("OfACase", Contact, Note, Point, Promise)


@dataclass(frozen=True)
class CasePage:
    """One case with all that stands on its page."""

    case: Case
    contacts: list[Contact]
    points: list[Point]
    promises: list[Promise]
    notes: list[Note]
    earlier: list[Case]
    by: Actor

    @cached_property
    def together(self) -> Together:
        """What colleagues keep beside the case; read when a page first asks for it."""
        return together_on(case=self.case, by=self.by)

    @cached_property
    def handed(self) -> HandOver | None:
        """How the case came to whoever has it now, while nobody has answered since and it is not closed."""
        last = None if self.case.is_closed else last_hand_over(self.case)
        replies = [one.at for one in self.contacts if one.kind == Contact.Kind.REPLY]
        return None if last is None or any(at > last.at for at in replies) else last


@dataclass(frozen=True)
class FirstLetter:
    """How a case came in. begins: the first characters of the letter."""

    channel: str
    at: datetime
    begins: str


@dataclass(frozen=True)
class CaseGlance:
    """Enough of a case to know what to do next. earlier: titles of what the customer wrote before, the newest first."""

    case: Case
    first: FirstLetter | None
    points: list[Point]
    earlier: list[str]


_AT_A_GLANCE = (
    "reference",
    "title",
    "customer__name",
    "customer__person",
    "owner__name",
    "topic__name",
    "team_id",
    "state",
    "opened_at",
    "taken_at",
    "answer_due_at",
    "wishes",
    "pressing",
    "pressing_why",
)


def seen_case(*, case_id: int, by: Actor) -> Case:
    """Return a case this actor may see. Raises NoSuchCase."""
    for case in _case_by_id(case_id=case_id, teams=teams_as_ids(by)):
        if case.customer.person_id is not None:
            case.customer_phones = numbers_of_person(case.customer.person_id)  # type: ignore[attr-defined]
        return case
    raise NoSuchCase


@kept_query
def _case_by_id(*, case_id: int, teams: tuple[int, ...] | None) -> QuerySet[Case]:
    whole = Case.objects.select_related("customer", "team", "topic", "owner", "merged_into", "incident")
    phones = ArraySubquery(phones_of(OuterRef("customer_id")).values("value"))
    return whole.of_teams(teams).filter(pk=case_id).annotate(customer_phones=phones)


def _with_files(contacts: QuerySet[Contact]) -> QuerySet[Contact]:
    """Return contacts with their files in the order in which they were given: a table by itself has none."""
    files = Attachment.objects.order_by("pk").prefetch_related("file")
    return contacts.prefetch_related(Prefetch("attachments", files))


def seen_contact(*, contact_id: int, by: Actor) -> Contact:
    """Return a contact of a case this actor may see, with its files. Raises NotFoundHere."""
    seen = Contact.objects.filter(pk=contact_id, case__in=Case.objects.visible_to(by))
    contact = _with_files(seen).first()
    if contact is None:
        raise NotFoundHere(_("There is no such letter here, or it belongs to another team."))
    return contact


def seen_attachment(*, attachment_id: int, by: Actor) -> Attachment:
    """Return a file of a case this actor may see. Raises NotFoundHere."""
    found = Attachment.objects.filter(pk=attachment_id, contact__case__in=Case.objects.visible_to(by)).first()
    if found is None:
        raise NotFoundHere(_("There is no such file here, or it belongs to another team."))
    return found


def case_page(*, case_id: int, by: Actor) -> CasePage:
    """Return one case whole, in as many queries as it has kinds of rows. Raises NoSuchCase."""
    case = seen_case(case_id=case_id, by=by)
    return CasePage(
        case=case,
        contacts=_knowing(case, _contacts_of(case_id=case.pk)),
        points=_knowing(case, _points_of(case_id=case.pk)),
        promises=promises_that_stand(case),
        notes=_knowing(case, _notes_of(case_id=case.pk)),
        earlier=_earlier(customer_ids=records_of(case.customer), but=case.pk, teams=teams_as_ids(by)),
        by=by,
    )


def _knowing(case: Case, rows: list[OfACase]) -> list[OfACase]:
    """Return rows of a case that have it at hand."""
    for one in rows:
        one.case = case
    return rows


@kept_query
def _contacts_of(*, case_id: int) -> QuerySet[Contact]:
    return _with_files(Contact.objects.filter(case_id=case_id).select_related("author")).order_by("at", "id")


@kept_query
def _points_of(*, case_id: int) -> QuerySet[Point]:
    return Point.objects.live().filter(case_id=case_id).select_related("promise", "promise__owner")


@kept_query
def _notes_of(*, case_id: int) -> QuerySet[Note]:
    return Note.objects.filter(case_id=case_id).select_related("author").prefetch_related("files")


@kept_query
def _promises_of(*, case_id: int) -> QuerySet[Promise]:
    return Promise.objects.filter(case_id=case_id).select_related("owner").order_by("due_at", "id")


@kept_query
def _earlier(*, customer_ids: tuple[int, ...], but: int, teams: tuple[int, ...] | None) -> QuerySet[Case]:
    theirs = Case.objects.of_teams(teams).filter(customer_id__in=customer_ids).exclude(pk=but)
    return theirs.prefetch_related(Prefetch("points", Point.objects.live())).order_by("-opened_at")[:6]


def case_glance(*, case_id: int, by: Actor, letter_begins: int) -> CaseGlance:
    """Return what stands beside a list of a case. letter_begins: how many characters of the letter. Raises NoSuchCase."""
    teams = teams_as_ids(by)
    for case in _case_at_a_glance(case_id=case_id, teams=teams):
        letters = _first_letter(case_id=case.pk, begins=letter_begins)
        return CaseGlance(
            case=case,
            first=FirstLetter(*letters[0]) if letters else None,
            points=_knowing(case, _points_of(case_id=case.pk)),
            earlier=_earlier_titles(customer_ids=records_of(case.customer), but=case.pk, teams=teams),
        )
    raise NoSuchCase


@kept_query
def _case_at_a_glance(*, case_id: int, teams: tuple[int, ...] | None) -> QuerySet[Case]:
    seen = Case.objects.of_teams(teams).select_related("customer", "topic", "owner")
    return seen.only(*_AT_A_GLANCE).filter(pk=case_id)


@kept_query
def _first_letter(*, case_id: int, begins: int) -> QuerySet[Contact, tuple[str, datetime, str]]:
    came_in = Contact.objects.filter(case_id=case_id, direction=Contact.Direction.IN).order_by("at", "id")
    return came_in.annotate(begins=Left("text", begins)).values_list("channel", "at", "begins")[:1]


@kept_query
def _earlier_titles(
    *, customer_ids: tuple[int, ...], but: int, teams: tuple[int, ...] | None
) -> QuerySet[Case, str]:
    theirs = Case.objects.of_teams(teams).filter(customer_id__in=customer_ids).exclude(pk=but)
    return theirs.order_by("-opened_at").values_list("title", flat=True)[:2]


def references_of(case_ids: Collection[int]) -> dict[int, str]:
    """Return the reference of each case: what a letter may be named by to those who see no case."""
    return dict(Case.objects.filter(pk__in=case_ids).values_list("pk", "reference"))


def promises_that_stand(case: Case) -> list[Promise]:
    """Return a case's promises at the time that holds now, the soonest first; `earlier_times` tells what was before."""
    every = _knowing(case, _promises_of(case_id=case.pk))
    before: dict[int | None, Promise] = {one.moved_to_id: one for one in every if one.moved_to_id}
    standing = [one for one in every if one.moved_to_id is None and one.state != Promise.State.MOVED]
    for one in standing:
        one.earlier_times = _chain(one, before)  # type: ignore[attr-defined]
    return standing


def earlier_times(promise: Promise) -> list[Promise]:
    """Return what a promise of `promises_that_stand` was before it was given new times, the latest first."""
    return list(getattr(promise, "earlier_times", []))


def _chain(promise: Promise, before: dict[int | None, Promise]) -> list[Promise]:
    chain: list[Promise] = []
    while (one := before.get(chain[-1].pk if chain else promise.pk)) is not None:
        chain.append(one)
    return chain


def contacts_for_customer(*, case: Case) -> list[Contact]:
    """Return the customer's own letters and ours to them, the first first; not what a stranger sent to the case."""
    shown = _with_files(case.contacts.select_related("author")).order_by("at", "id")
    return [
        contact for contact in shown if contact.direction == Contact.Direction.OUT or contact.confirmed_ours
    ]


def points_for_customer(*, case: Case) -> list[Point]:
    """Return the points of the customer's own letters; what somebody else wrote to the case is theirs."""
    points = case.points.live().filter(contact__confirmed_ours=True)
    return list(points.select_related("promise", "promise__owner"))


def reads_along(*, case: Case, address: str) -> bool:
    """Return whether somebody got a reply of the case in copy: no customer, and asked for nothing."""
    written = case.contacts.filter(direction=Contact.Direction.OUT, copied_to__contains=[address.lower()])
    return bool(address) and written.exists()


def attachment_for_customer(*, attachment_id: int, case: Case) -> Attachment:
    """Return a file that the customer of the case may have. Raises NotFoundHere."""
    theirs_or_ours = Q(contact__confirmed_ours=True) | Q(contact__direction=Contact.Direction.OUT)
    given = Attachment.objects.filter(theirs_or_ours, contact__case=case)
    found = given.filter(pk=attachment_id).first()
    if found is None:
        raise NotFoundHere(_("There is no such file with this letter."))
    return found


def cases_at_address(*, address: str) -> list[Case]:
    """Return the cases of who holds a mail address, the newest first, PAGE_ROWS at most; none for no address.

    The caller has made sure that whoever asks reads the mail of this address.
    """
    if not address:
        return []
    theirs = Case.objects.filter(customer__in=customers_at(address)).exclude(state=Case.State.MERGED)
    return list(theirs.select_related("owner", "customer").order_by("-opened_at", "-id")[:PAGE_ROWS])


def promises_page(*, by: Actor, at: datetime) -> list[Promise]:
    """Return what falls due in the cases this actor sees, the next first."""
    return list(
        Promise.objects.filter(state=Promise.State.DUE, case__in=Case.objects.visible_to(by))
        .select_related("case", "case__customer", "owner")
        .order_by("due_at", "id")[:200]
    )


def due_groups(promises: Sequence[Promise], at: datetime, zone: ZoneInfo) -> dict[str, list[Promise]]:
    """Return promises by when they fall due: overdue, today, week, later. Days are those of the zone."""
    groups: dict[str, list[Promise]] = {"overdue": [], "today": [], "week": [], "later": []}
    for promise in promises:
        if promise.due_at < at:
            groups["overdue"].append(promise)
        elif promise.due_at.astimezone(zone).date() == at.astimezone(zone).date():
            groups["today"].append(promise)
        elif promise.due_at < at + timedelta(days=7):
            groups["week"].append(promise)
        else:
            groups["later"].append(promise)
    return groups


@dataclass(frozen=True)
class AtWork:
    """A colleague, and how many open cases they answer for."""

    worker: Worker
    open_cases: int


@dataclass(frozen=True)
class TeamAtWork:
    """A team, who leads it first, and its people by name."""

    team: Team
    lead: Worker | None
    people: list[AtWork]


def teams_at_work() -> list[TeamAtWork]:
    """Return every team by name, with its people."""
    teams = sorted(Team.objects.all(), key=lambda team: name_key(team.name))
    return [TeamAtWork(team, _first_lead(team), _people(team)) for team in teams]


def _first_lead(team: Team) -> Worker | None:
    leads = (
        team.memberships.filter(leads=True, worker__is_active=True)
        .select_related("worker")
        .order_by("lead_order", "id")
    )
    return next((member.worker for member in leads), None)


def _people(team: Team) -> list[AtWork]:
    still_open = Count("owned_cases", filter=Q(owned_cases__state=Case.State.OPEN))
    workers = team.members.filter(is_active=True).annotate(open_cases=still_open)
    by_name = sorted(workers, key=lambda worker: (name_key(worker.name), worker.pk))
    return [AtWork(worker, worker.open_cases) for worker in by_name]


def neighbours(*, case: Case, by: Actor) -> tuple[int | None, int | None]:
    """Return the ids of the case before and after this one among the open cases of its owner's desk."""
    ids = _desk_of(case, by)
    if case.pk not in ids:
        return (None, ids[0] if ids else None)
    place = ids.index(case.pk)
    return (ids[place - 1] if place else None, ids[place + 1] if place + 1 < len(ids) else None)


def next_open(*, case: Case, by: Actor, but: Collection[int]) -> int | None:
    """Return the open case after this one on its owner's desk, after the last one the first; None when there is no other.

    but: cases that are as good as answered.
    """
    ids = _desk_of(case, by)
    place = ids.index(case.pk) if case.pk in ids else -1
    return next((one for one in ids[place + 1 :] + ids[: max(place, 0)] if one not in but), None)


def _desk_of(case: Case, by: Actor) -> list[int]:
    """Return the ids of what the case's owner has open, what is due first in front."""
    return _open_ids(owner_id=case.owner_id, teams=teams_as_ids(by))


@kept_query
def _open_ids(*, owner_id: int, teams: tuple[int, ...] | None) -> QuerySet[Case, int]:
    theirs = Case.objects.of_teams(teams).filter(state=Case.State.OPEN, owner_id=owner_id)
    return theirs.order_by("answer_due_at", "id").values_list("id", flat=True)[:500]


def record_of_case(*, case: Case) -> list[RecordLine]:
    """Return what happened to a case, oldest first."""
    return list(RecordLine.objects.filter(case_id=case.pk).order_by("id")[:500])
