"""The rows of a list of cases, and the groups they stand in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from types import SimpleNamespace as Shape

from django.db.models import QuerySet
from django.db.models.functions import Left
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from presszero.cases import phrases
from presszero.cases.models import Case, Contact, Point, Promise
from presszero.cases.pressing_words import pressing_words
from presszero.ground import clock
from presszero.ground.kept_queries import kept_query
from presszero.pure.searching import Snippet
from presszero.ui import times

FIRST_WORDS = 160  # characters of a letter without points, enough to know what it is
SOON_SECONDS = 7200


class Rows:
    """Shapes cases as rows for desk/row_markup.py.

    words: the customer's own by case id. zone: the organisation's. hits: where a search hit them, None outside a search. show_owner: whether owners differ.
    """

    def __init__(
        self,
        cases: Sequence[Case],
        words: dict[int, str],
        *,
        zone: str,
        hits: dict[int, Snippet] | None = None,
        show_owner: bool = False,
    ) -> None:
        self.cases, self.words, self.show_owner = cases, words, show_owner
        self.hits, self.show_state = hits or {}, hits is not None
        self.now, self.zone = clock.now(), zone
        self.firsts = _by_case([case.pk for case in cases])
        self.choose, self.owner = _("Choose %(customer)s, %(ref)s"), _("Owner: %(owner)s")

    def all(self) -> list[Shape]:
        return [self._row(case, number == 0) for number, case in enumerate(self.cases)]

    def by_due_time(self) -> list[Shape]:
        """Return the rows in groups, what is past its time first."""
        titles = {
            "late": (_("Past its time"), "bad"),
            "soon": (_("Due within two hours"), "warn"),
            "today": (_("Later today"), ""),
            "later": (_("Later"), ""),
            "none": (_("Without a time"), ""),
        }
        rows: dict[str, list[Shape]] = {key: [] for key in titles}
        for case, row in zip(self.cases, self.all(), strict=True):
            rows[self._group_of(case)].append(row)
        return [group(*titles[key], rows[key]) for key in titles if rows[key]]

    def by_pressing(self) -> list[Shape]:
        """Return the rows in groups, what presses most first; in each, what is due first."""
        rows: dict[str, list[Shape]] = {kind: [] for kind in Case.Pressing.values}
        for case, row in zip(self.cases, self.all(), strict=True):
            rows[case.pressing].append(row)
        titles = {kind: str(Case.Pressing(kind).label) for kind in rows}
        return [group(titles[kind], "", rows[kind]) for kind in rows if rows[kind]]

    def _group_of(self, case: Case) -> str:
        if case.answer_due_at is None:
            return "none"
        left = (case.answer_due_at - self.now).total_seconds()
        if left < 0:
            return "late"
        if left <= SOON_SECONDS:
            return "soon"
        same_day = (
            times.local(case.answer_due_at, self.zone).date() == times.local(self.now, self.zone).date()
        )
        return "today" if same_day else "later"

    def _row(self, case: Case, now: bool) -> Shape:
        channel, _said = self.firsts.get(case.pk, ("email", ""))
        points = [Shape(state=point.state, owed=is_owed(point)) for point in case.points.all()]
        customer = case.customer.name or _("Unknown sender")
        due = case.answer_due_at
        left = (due - self.now).total_seconds() if due else 0.0
        return Shape(
            id=case.pk,
            ref=case.reference,
            url=case_url("desk:case", case.pk),
            preview_url=case_url("desk:preview", case.pk),
            choose_words=self.choose % {"customer": customer, "ref": case.reference},
            owner_words=self.owner % {"owner": case.owner.name},
            channel=phrases.channel_icon(channel),
            channel_name=phrases.channel_name(channel),
            customer=customer,
            notes=self._notes(case),
            pressing=pressing_words(case) if case.presses else "",
            words=_quoted(self._words(case), case.language),
            hit=self.hits[case.pk].pieces if case.pk in self.hits else (),
            pips=points,
            owed_word=_owed_word(case),
            due_in=times.left_words(left) if due else "",
            due_at=times.clock_words(due, self.now, self.zone)
            if due
            else times.clock_words(case.moved_at, self.now, self.zone),
            due_tone=times.due_tone(due, self.now) if due else "",
            owner_initials=case.owner.initials,
            show_owner=self.show_owner,
            now=now,
        )

    def _words(self, case: Case) -> str:
        """The point that waits, in the customer's words; where none was found, how the letter begins."""
        if case.points.all():
            return self.words.get(case.pk, case.title)
        said = " ".join(self.firsts.get(case.pk, ("", ""))[1].split())
        return Truncator(said).chars(FIRST_WORDS) if said else case.title

    def _notes(self, case: Case) -> list[str]:
        notes = [case.incident.title] if case.incident else []
        if case.language == "fr":
            notes.append(_("in French"))
        if case.automatic:
            notes.append(_("automatic mail"))
        if case.imported:
            notes.append(_("imported"))
        if case.state == Case.State.SNOOZED and case.snoozed_until:
            until = times.clock_words(case.snoozed_until, self.now, self.zone)
            why = f": {case.snoozed_why}" if case.snoozed_why else ""
            notes.append(_("until %(when)s") % {"when": until} + why)
        if self.show_state and case.state != Case.State.OPEN:
            notes.append(case.get_state_display())
        return notes


def case_url(name: str, case_id: int) -> str:
    """Return an address of a case, for the many rows of a list: its pattern is looked up once."""
    before, after = _around_the_id(name)
    return f"{before}{case_id}{after}"


@cache
def _around_the_id(name: str) -> tuple[str, str]:
    before, _id, after = reverse(name, args=[0]).rpartition("0")
    return before, after


def group(title: str, tone: str, rows: list[Shape], count: str = "") -> Shape:
    """Return rows under a title. count: how many there are, where it is not just those shown."""
    return Shape(title=title, tone=tone, count=count or len(rows), rows=rows)


def _owed_word(case: Case) -> str:
    states = [point.state for point in case.points.all()]
    if still_open := states.count("open"):
        return ngettext("%(n)s open", "%(n)s open", still_open) % {"n": still_open}
    if "promised" in states:
        return _("promised")
    return _("answered") if states else _("to be read")


def _quoted(words: str, language: str) -> str:
    return f"« {words} »" if language == "fr" else f"“{words}”"


def is_owed(point: Point) -> bool:
    """Whether what was promised is the answer itself."""
    promise = point.promise if point.state == Point.State.PROMISED else None
    return promise is not None and promise.kind == Promise.Kind.ANSWER


def _by_case(case_ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """The door each case came in by and how its letter begins, in one query."""
    return {case_id: (door, words) for case_id, door, words in _first_letters(ids=tuple(case_ids))}


@kept_query
def _first_letters(*, ids: tuple[int, ...]) -> QuerySet[Contact, tuple[int, str, str]]:
    came_in = Contact.objects.filter(case_id__in=ids, direction=Contact.Direction.IN)
    first = came_in.order_by("case_id", "at", "id").distinct("case_id")
    begins = first.annotate(begins=Left("text", 2 * FIRST_WORDS))
    return begins.values_list("case_id", "channel", "begins")
