"""The shape of the ledger: each point of the case, and what was said of it so far."""

from __future__ import annotations

from types import SimpleNamespace as Shape
from typing import Any

from django.urls import reverse

from presszero.cases.models import Point
from presszero.cases.queries import CasePage
from presszero.organisation.hours import next_open_day
from presszero.replies.checking import CheckedDraft
from presszero.replies.models import Mark
from presszero.ui import times


class LedgerShape:
    """Builds page.points[] of desk/parts/ledger.html."""

    def __init__(
        self, page: CasePage, checked: CheckedDraft, *, may_answer: bool, now: Any, zone: str
    ) -> None:
        self.page, self.checked, self.may_answer, self.now, self.zone = page, checked, may_answer, now, zone
        self.proposed = times.form_value(next_open_day(page.case.team, now), zone) if may_answer else ""

    def all(self) -> list[Shape]:
        shapes, first_open = [], True
        for point in self.page.points:
            mark = self.checked.marks.get(point.number)
            shape = self._point(point, mark)
            if shape.state == "open" and first_open:
                shape.now, first_open = True, False
            shapes.append(shape)
        return shapes

    def _point(self, point: Point, mark: Mark | None) -> Shape:
        state = mark.said if mark else point.state
        pledged = next(
            (
                p
                for p in self.checked.pledges.values()
                if mark and p.is_promise and _same(p.quote, mark.quote)
            ),
            None,
        )
        promise = point.promise
        owed = state == "promised" and (
            mark is not None or (promise is not None and promise.kind == "answer")
        )
        words = ""
        if mark and mark.said == "promised" and mark.owner and mark.due_at:
            words = f"{mark.owner.name}, {times.by_words(mark.due_at, self.now, self.zone)}"
        elif pledged and pledged.owner and pledged.due_at:
            state, words = (
                "promised",
                f"{pledged.owner.name}, {times.by_words(pledged.due_at, self.now, self.zone)}",
            )
        elif promise and state == "promised":
            words = f"{promise.owner.name}, {times.by_words(promise.due_at, self.now, self.zone)}"
        editable = self.may_answer and point.state == "open"
        return Shape(
            id=point.pk,
            number=point.number,
            state=state,
            owed=owed,
            ask=point.ask,
            quote=point.text,
            kind=point.get_kind_display(),
            details_words=_details(point),
            now=False,
            marked=mark is not None,
            answer_quote=mark.quote if mark else point.answer_quote,
            promise_words=words,
            decline_reason=mark.reason if mark else point.decline_reason,
            due_value=self.proposed,
            owner_id=self.page.case.owner_id,
            start=point.start,
            end=point.end,
            contact_id=point.contact_id,
            url_edit=reverse("desk:point_edit", args=[point.pk]) if editable else "",
            url_merge=reverse("desk:point_merge", args=[point.pk]) if editable else "",
            url_split=reverse("desk:point_split", args=[point.pk]) if editable else "",
            url_take_out=reverse("desk:point_take_out", args=[point.pk]) if editable else "",
        )


def _details(point: Point) -> str:
    return ", ".join(dict.fromkeys(detail["text"] for detail in point.details[:4]))


def _same(one: str, other: str) -> bool:
    return bool(one and other) and (one in other or other in one)
