"""What desk/inbox.html is filled from: a list of the inbox, or what a search found."""

from __future__ import annotations

from types import SimpleNamespace as Shape
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from presszero.cases.incident_page import incidents_seen
from presszero.desk.gathering_shape import gathered_shape
from presszero.desk.incident_shape import running_shape
from presszero.desk.preview import preview_of
from presszero.desk.rows import Rows, group
from presszero.ground import clock
from presszero.inbox.lists import COUNT_AT_MOST, InboxPage
from presszero.inbox.models import SavedView
from presszero.inbox.phrases import filter_choices, search_examples
from presszero.inbox.saved import saved_views
from presszero.inbox.search import Found
from presszero.inbox.spelling import ENGLISH, spelled
from presszero.organisation.models import Worker
from presszero.organisation.permissions import may
from presszero.organisation.queries import by_name, the_organisation
from presszero.ui import times

_TITLES = {
    "waiting": noop("Waiting for the customer"),
    "closed": noop("Closed"),
    "mentions": noop("Notes name you"),
    "snoozed": noop("Put aside"),
}


class ListShape:
    """What every list of the inbox shows around its rows."""

    def __init__(
        self,
        worker: Worker,
        counts: dict[str, int],
        view: str = "",
        words: str = "",
    ) -> None:
        self.worker, self.counts, self.view, self.words = worker, counts, view, words
        self.now, self.zone = clock.now(), the_organisation().time_zone

    def shape(self, rows: Rows, **more: Any) -> Shape:
        """Return what a list shows when it is opened."""
        first = rows.cases[0] if rows.cases else None
        return Shape(
            views=self._views(),
            saved=self._saved(),
            incident=self._incident(),
            gathered=self._gathered(),
            selected=preview_of(first.pk, self.worker, self.now, self.zone) if first else None,
            search=spelled(self.words, get_language() or ENGLISH),
            choices=self._choices(),
            examples=search_examples(),
            search_url=reverse("desk:inbox"),
            next_case_url=reverse("desk:next_case") if may(self.worker, "answer cases") else "",
            now_words=times.full_words(self.now, self.zone),
            **more,
        )

    def around(self) -> Shape:
        """Return what changes around the rows while a list stands open; its counts are each reader's own."""
        return Shape(views=self._views(), incident=self._incident(), gathered=self._gathered())

    def _choices(self) -> list[Shape]:
        """Return the filters that one can press, and which of them the search holds."""
        typed = spelled(self.words, ENGLISH).split()
        return [
            Shape(
                title=title, filters=[Shape(typed=one, name=name, on=one in typed) for one, name in filters]
            )
            for title, filters in filter_choices()
        ]

    def _views(self) -> list[Shape]:
        names = {"mine": _("My cases"), "team": _("Team"), "waiting": _("Waiting for the customer")}
        shown = [self._view(key, name, _address(view=key)) for key, name in names.items()]
        if self.counts["urgent"] or self.view == "urgent":
            shown.insert(2, self._view("urgent", _("Cannot wait"), _address(view="urgent")))
        owed = f"{reverse('desk:promises')}?view=mine"
        return [
            *shown,
            self._view("snoozed", _("Put aside"), _address(view="snoozed")),
            self._view("promises", _("Promises due"), owed),
            *self._incidents(),
            self._view("mentions", _("Mentions"), _address(view="mentions")),
        ]

    def _gathered(self) -> list[Shape]:
        """Looked for only while some case is part of a crowd."""
        return gathered_shape(self.worker, self.now, self.zone) if self.counts["gathered"] else []

    def _incident(self) -> Shape | None:
        """The newest that runs, looked for only while there is one."""
        count = self.counts["incidents"]
        return running_shape(incidents_seen(by=self.worker.actor, most=1), count - 1) if count else None

    def _incidents(self) -> list[Shape]:
        """Shown while there is one."""
        name = _("Incidents")
        return [self._view("incidents", name, reverse("desk:incidents"))] if self.counts["incidents"] else []

    def _view(self, key: str, name: str, url: str) -> Shape:
        return Shape(
            key=key,
            name=name,
            count=count_words(self.counts[key]),
            url=url,
            current=key == self.view,
            tone="",
        )

    def _saved(self) -> Shape:
        kept = saved_views(by=self.worker.actor)
        # A view kept before there was one spelling is still in its maker's own.
        said = spelled(self.words, ENGLISH)
        current = next((view for view in kept if spelled(view.words, ENGLISH) == said), None)
        return Shape(
            views=[self._chip(view, view is current) for view in kept],
            may_keep=bool(self.words) and current is None,
            keep_url=reverse("desk:view_keep"),
            teams=[Shape(id=team.pk, name=team.name) for team in by_name(self.worker.teams.all())]
            if self.words
            else [],
            remove_url=reverse("desk:view_remove", args=[current.pk])
            if current and current.owner_id == self.worker.pk
            else "",
            current=current.name if current else "",
        )

    def _chip(self, view: SavedView, current: bool) -> Shape:
        return Shape(
            name=view.name,
            url=_address(q=spelled(view.words, ENGLISH)),
            current=current,
            team=view.team.name if view.team else "",
        )


class InboxShape(ListShape):
    """A list of the inbox: mine, my teams', waiting, closed."""

    def __init__(self, page: InboxPage, view: str, worker: Worker) -> None:
        super().__init__(worker, page.counts, view)
        self.page = page

    def all(self) -> Shape:
        rows = self._rows()
        return self.shape(rows, order=self._order(), found=None, **self._listed(rows))

    def rows_alone(self) -> Shape:
        """Return what stands in the list itself: the same for all who see these teams and may do as much."""
        return Shape(many=may(self.worker, "answer cases"), **self._listed(self._rows()))

    def _rows(self) -> Rows:
        show_owner = self.view in ("team", "urgent")
        return Rows(self.page.cases, self.page.words, zone=self.zone, show_owner=show_owner)

    def _listed(self, rows: Rows) -> dict[str, Any]:
        after = self.page.next_after
        return {
            "groups": self._groups(rows),
            "next_url": _address(view=self.view, after=after) if after else None,
            "empty": None if rows.cases else self._empty(),
        }

    def _order(self) -> str:
        if self.view == "mentions":
            return _("Where you were named last comes first")
        if self.view == "snoozed":
            return _("What comes back first stands on top")
        if self.view == "urgent":
            return _("Danger first, then what is due first")
        return _("What moved last comes first") if self._is_by_moves else _("What is due first comes first")

    @property
    def _is_by_moves(self) -> bool:
        return self.view in _TITLES

    def _groups(self, rows: Rows) -> list[Shape]:
        if self.view == "urgent":
            return rows.by_pressing()
        if not self._is_by_moves:
            return rows.by_due_time()
        return [group(_(_TITLES[self.view]), "", rows.all())] if rows.cases else []

    def _empty(self) -> Shape:
        if self.view == "mine":
            return Shape(
                title=_("Nothing is due from you"),
                words=_("Take the next letter of your team; what is due first stands on top."),
                url=_address(view="team"),
                label=_("See the team’s cases"),
            )
        if self.view == "mentions":
            return Shape(
                title=_("No note names you"),
                words=_("A colleague who writes @ and your name in a note on a case brings it here."),
                url=None,
                label=None,
            )
        if self.view == "urgent":
            return Shape(
                title=_("Nothing says that it cannot wait"),
                words=_(
                    "Danger, somebody stranded or in need of care, and a deadline at hand are looked for in every letter. A colleague says so under More on a case."
                ),
                url=_address(view="team"),
                label=_("See the team’s cases"),
            )
        if self.view == "snoozed":
            return Shape(
                title=_("Nothing is put aside"),
                words=_(
                    "Z on a case puts it aside until a time; it comes back by itself, sooner when the customer writes."
                ),
                url=None,
                label=None,
            )
        return Shape(
            title=_("All is answered"),
            words=_("New letters appear here by themselves."),
            url=None,
            label=None,
        )


class FoundShape(ListShape):
    """What a search found, the newest first, with the words that were hit."""

    def __init__(
        self, found: Found, counts: dict[str, int], words: str, worker: Worker, *, exactly: bool
    ) -> None:
        super().__init__(worker, counts, words=words)
        self.found, self.exactly = found, exactly

    def all(self) -> Shape:
        hits, words = self.found.hits, self.found.words
        rows = Rows(self.found.cases, words, zone=self.zone, hits=hits, show_owner=True)
        before = self.found.next_before
        count = "" if self.found.count is None else _counted(self.found.count, self.found.is_more)
        more = {"q": self._put_right(), "before": before} | ({"exactly": "1"} if self.exactly else {})
        return self.shape(
            rows,
            groups=[group(_("Found"), "", rows.all(), count)] if rows.cases else [],
            order=_("The newest comes first"),
            next_url=_address(**more) if before else None,
            empty=None if rows.cases else self._empty(),
            found=Shape(
                meant=[Shape(typed=typed, taken=taken) for typed, taken in self.found.meant],
                exactly_url=_address(q=self.words, exactly="1"),
            ),
        )

    def _put_right(self) -> str:
        """The search as it was made, so that its next page looks for the same."""
        words = self.words
        for typed, taken in self.found.meant:
            words = words.replace(typed, taken)
        return words

    def _empty(self) -> Shape:
        nothing = _("No case you may see holds “%(words)s”. Try one word of it, or a reference.")
        return Shape(
            title=_("Nothing found"),
            words=self.found.problem or nothing % {"words": spelled(self.words, get_language() or ENGLISH)},
            url=reverse("desk:inbox"),
            label=_("Back to my cases"),
        )


def count_words(count: int) -> str:
    """Return a count that stops at COUNT_AT_MOST: "12", "1,000+"."""
    return _counted(min(count, COUNT_AT_MOST), count > COUNT_AT_MOST)


def _counted(count: int, is_more: bool) -> str:
    said = number_format(count, force_grouping=True)
    return f"{said}+" if is_more else said


def _address(**asked: str) -> str:
    return f"{reverse('desk:inbox')}?{urlencode(asked)}"
