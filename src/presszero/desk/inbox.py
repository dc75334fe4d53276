"""The inbox: what is due first comes first."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace as Shape
from urllib.parse import urlencode

from django.db.models.functions import Left
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from presszero.cases import phrases
from presszero.cases.models import Case, Contact, Point, Promise
from presszero.cases.queries import COUNT_AT_MOST, InboxPage, case_page, inbox_page
from presszero.desk.requests import actor_of, worker_of
from presszero.ground import clock
from presszero.organisation.models import Worker
from presszero.organisation.permissions import may
from presszero.organisation.queries import the_organisation, workers_of
from presszero.ui import times

FIRST_WORDS = 160  # characters of a letter without points, enough to know what it is


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    view = request.GET.get("view", "mine")
    view = view if view in ("mine", "team", "waiting", "closed") else "mine"
    words = request.GET.get("q", "").strip()[:200]
    if words and "view" not in request.GET:
        view = "team"
    page = inbox_page(by=actor_of(request), view=view, words=words, after=request.GET.get("after", ""))
    return render(
        request, "desk/inbox.html", {"inbox": InboxShape(page, view, words, worker_of(request)).all()}
    )


@require_GET
def preview(request: HttpRequest, case_id: int) -> HttpResponse:
    worker = worker_of(request)
    selected = preview_of(case_id, worker, clock.now(), the_organisation().time_zone)
    return render(request, "desk/parts/preview.html", {"selected": selected})


class InboxShape:
    """Builds what desk/inbox.html is filled from."""

    def __init__(self, page: InboxPage, view: str, words: str, worker: Worker) -> None:
        self.page, self.view, self.words, self.worker = page, view, words, worker
        self.now, self.zone = clock.now(), the_organisation().time_zone
        self.firsts = _first_letters([case.pk for case in page.cases])

    def all(self) -> Shape:
        first = self.page.cases[0] if self.page.cases else None
        return Shape(
            views=self._views(),
            groups=self._groups(),
            selected=preview_of(first.pk, self.worker, self.now, self.zone) if first else None,
            search=self.words,
            search_url=reverse("desk:inbox"),
            next_url=self._url(after=self.page.next_after) if self.page.next_after else None,
            empty=self._empty() if not self.page.cases else None,
            now_words=times.full_words(self.now, self.zone),
        )

    def _url(self, **more: str) -> str:
        asked = {"view": self.view, **({"q": self.words} if self.words else {}), **more}
        return f"{reverse('desk:inbox')}?{urlencode(asked)}"

    def _views(self) -> list[Shape]:
        names = {"mine": _("My cases"), "team": _("Team"), "waiting": _("Waiting for the customer")}
        return [
            Shape(
                key=key,
                name=name,
                count=_count(self.page.counts[key]),
                url=f"{reverse('desk:inbox')}?view={key}",
                current=key == self.view,
                tone="",
            )
            for key, name in names.items()
        ]

    def _groups(self) -> list[Shape]:
        titles = {
            "late": (_("Past its time"), "bad"),
            "soon": (_("Due within two hours"), "warn"),
            "today": (_("Later today"), ""),
            "later": (_("Later"), ""),
            "none": (_("Without a time"), ""),
        }
        if self.view in ("waiting", "closed"):
            titles = {"none": (_("Waiting for the customer") if self.view == "waiting" else _("Closed"), "")}
        rows: dict[str, list[Shape]] = {key: [] for key in titles}
        for number, case in enumerate(self.page.cases):
            key = self._group_of(case) if len(titles) > 1 else "none"
            rows[key].append(self._row(case, number == 0))
        return [
            Shape(title=title, tone=tone, count=len(rows[key]), rows=rows[key])
            for key, (title, tone) in titles.items()
            if rows[key]
        ]

    def _group_of(self, case: Case) -> str:
        if case.answer_due_at is None:
            return "none"
        left = (case.answer_due_at - self.now).total_seconds()
        if left < 0:
            return "late"
        if left <= 7200:
            return "soon"
        same_day = (
            times.local(case.answer_due_at, self.zone).date() == times.local(self.now, self.zone).date()
        )
        return "today" if same_day else "later"

    def _row(self, case: Case, now: bool) -> Shape:
        channel, _said = self.firsts.get(case.pk, ("email", ""))
        points = [Shape(state=point.state, owed=_is_owed(point)) for point in case.points.all()]
        due = case.answer_due_at
        left = (due - self.now).total_seconds() if due else 0.0
        return Shape(
            id=case.pk,
            ref=case.reference,
            url=reverse("desk:case", args=[case.pk]),
            preview_url=reverse("desk:preview", args=[case.pk]),
            channel=phrases.channel_icon(channel),
            channel_name=phrases.channel_name(channel),
            customer=case.customer.name or _("Unknown sender"),
            notes=self._notes(case),
            words=_quoted(self._words(case), case.language),
            pips=points,
            owed_word=_owed_word(case),
            due_in=times.span_words(left) if due else "",
            due_at=times.clock_words(due, self.now, self.zone)
            if due
            else times.clock_words(case.moved_at, self.now, self.zone),
            due_tone=times.due_tone(due, self.now) if due else "",
            owner=case.owner.name,
            owner_initials=case.owner.initials,
            show_owner=self.view == "team",
            now=now,
        )

    def _words(self, case: Case) -> str:
        """The point that waits, in the customer's words; where none was found, how the letter begins."""
        if case.points.all():
            return self.page.words.get(case.pk, case.title)
        said = " ".join(self.firsts.get(case.pk, ("", ""))[1].split())
        return Truncator(said).chars(FIRST_WORDS) if said else case.title

    def _notes(self, case: Case) -> list[str]:
        notes = []
        if case.language == "fr":
            notes.append(_("in French"))
        if case.automatic:
            notes.append(_("automatic mail"))
        if case.imported:
            notes.append(_("imported"))
        return notes

    def _empty(self) -> Shape:
        if self.words:
            return Shape(
                title=_("Nothing found"),
                words=_("No case you may see holds “%(words)s”. Try one word of it, or a reference.")
                % {"words": self.words},
                url=reverse("desk:inbox"),
                label=_("Back to my cases"),
            )
        if self.view == "mine":
            return Shape(
                title=_("Nothing is due from you"),
                words=_("Take the next letter of your team; what is due first stands on top."),
                url=f"{reverse('desk:inbox')}?view=team",
                label=_("See the team’s cases"),
            )
        return Shape(
            title=_("All is answered"),
            words=_("New letters appear here by themselves."),
            url=None,
            label=None,
        )


def preview_of(case_id: int, worker: Worker, now: datetime, zone: str) -> Shape:
    """Return what desk/parts/preview.html is filled from. Raises NoSuchCase."""
    page = case_page(case_id=case_id, by=worker.actor)
    case = page.case
    first = next((contact for contact in page.contacts if contact.direction == Contact.Direction.IN), None)
    facts = [(_("Owner"), case.owner.name)]
    if case.answer_due_at:
        facts.append((_("Answer"), _due_fact(case.answer_due_at, now, zone)))
    if case.topic:
        facts.append((_("Topic"), case.topic.name))
    before = [Shape(icon="heart", words=wish["text"]) for wish in case.wishes[:3]]
    before += [
        Shape(icon="warn", words=_("Wrote before: %(title)s") % {"title": earlier.title})
        for earlier in page.earlier[:2]
    ]
    name = case.customer.name
    channel = phrases.channel_name(first.channel if first else "email")
    return Shape(
        case_id=case.pk,
        ref=case.reference,
        by_words=f"{channel}, {times.clock_words(first.at if first else case.opened_at, now, zone)}",
        title=case.title,
        customer_first=name.split()[0] if name else "",
        url=reverse("desk:case", args=[case.pk]),
        may_take=may(worker, "answer cases") and not (case.owner_id == worker.pk and case.taken_at),
        url_take=reverse("desk:take", args=[case.pk]),
        url_handover=reverse("desk:handover", args=[case.pk])
        if may(worker, "hand over cases") and not case.is_closed
        else "",
        owners=[
            Shape(id=one.pk, name=one.name) for one in workers_of(case.team_id) if one.pk != case.owner_id
        ],
        excerpt=Truncator(first.text).chars(4 * FIRST_WORDS) if first and not page.points else "",
        points=[_point(point, now, zone) for point in page.points],
        before=before,
        facts=facts,
    )


def _due_fact(due: datetime, now: datetime, zone: str) -> str:
    if due >= now:
        return times.by_words(due, now, zone)
    return _("was due %(when)s") % {"when": times.clock_words(due, now, zone)}


def _point(point: Point, now: datetime, zone: str) -> Shape:
    open_now = point.state == Point.State.OPEN
    promise = point.promise if point.state == Point.State.PROMISED else None
    pledged = f"{promise.owner.name}, {times.by_words(promise.due_at, now, zone)}" if promise else ""
    return Shape(
        number=point.number,
        state=point.state,
        owed=_is_owed(point),
        ask=point.ask,
        note=_("Not yet answered") if open_now else pledged,
        note_tone="warn" if open_now else "",
    )


def _owed_word(case: Case) -> str:
    states = [point.state for point in case.points.all()]
    if still_open := states.count("open"):
        return ngettext("%(n)s open", "%(n)s open", still_open) % {"n": still_open}
    if "promised" in states:
        return _("promised")
    return _("answered") if states else _("to be read")


def _quoted(words: str, language: str) -> str:
    return f"« {words} »" if language == "fr" else f"“{words}”"


def _count(count: int) -> str:
    return f"{number_format(COUNT_AT_MOST, force_grouping=True)}+" if count > COUNT_AT_MOST else str(count)


def _is_owed(point: Point) -> bool:
    """Whether what was promised is the answer itself."""
    promise = point.promise if point.state == Point.State.PROMISED else None
    return promise is not None and promise.kind == Promise.Kind.ANSWER


def _first_letters(case_ids: list[int]) -> dict[int, tuple[str, str]]:
    """The door each case came in by and how its letter begins, in one query."""
    first = (
        Contact.objects.filter(case_id__in=case_ids, direction=Contact.Direction.IN)
        .order_by("case_id", "at", "id")
        .distinct("case_id")
    )
    begins = first.annotate(begins=Left("text", 2 * FIRST_WORDS))
    return {
        case_id: (door, words) for case_id, door, words in begins.values_list("case_id", "channel", "begins")
    }
