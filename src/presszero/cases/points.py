"""Changes to points: what the customer asked, as we understand it and as people mend it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from presszero.cases.errors import WordsMissing
from presszero.cases.line_words import keep_words
from presszero.cases.locking import locked_case
from presszero.cases.models import Case, Contact, Point
from presszero.ground.actors import Actor
from presszero.ground.models import RecordLine
from presszero.ground.record import record
from presszero.pure.errors import BadInput, NotFoundHere
from presszero.reading.labels import customer_missed

LONGEST_ASK = 300


def note_points(*, contact: Contact, found: Sequence[dict[str, Any]], by: Actor, at: datetime) -> list[Point]:
    """Write down the points found in a contact. found: kind, start, end, ask, details, rule.

    Records point.found for each.
    """
    with transaction.atomic():
        case = Case.objects.select_for_update(of=("self",)).get(pk=contact.case_id)
        return [_new_point(case, contact, point, by, at) for point in found]


def _new_point(case: Case, contact: Contact, found: dict[str, Any], by: Actor, at: datetime) -> Point:
    last = case.points.aggregate(last=Max("number"))["last"] or 0
    start, end = found["start"], found["end"]
    point = Point.objects.create(
        case=case,
        contact=contact,
        number=last + 1,
        kind=found["kind"],
        start=start,
        end=end,
        text=contact.text[start:end],
        ask=(found.get("ask") or contact.text[start:end])[:LONGEST_ASK],
        details=found.get("details", []),
        rule=found.get("rule", ""),
    )
    record(
        "point.found",
        about=point,
        by=by,
        at=at,
        case_id=case.pk,
        team_id=case.team_id,
        number=point.number,
        kind=point.kind,
    )
    return point


def add_point(*, case_id: int, contact_id: int, start: int, end: int, by: Actor, at: datetime) -> Point:
    """Make words of a letter a point. start, end: half-open offsets into the contact's text.

    Raises NoSuchCase, BadInput when the span holds no words. Records point.found.
    """
    with transaction.atomic():
        case = locked_case(case_id=case_id, by=by)
        contact = case.contacts.filter(pk=contact_id, direction=Contact.Direction.IN).first()
        if contact is None:
            raise NotFoundHere(
                _("That letter is not part of this case. Choose words of a letter shown here.")
            )
        start, end = _trimmed(contact.text, start, end)
        return _new_point(
            case,
            contact,
            {"kind": Point.Kind.REQUEST, "start": start, "end": end, "rule": "by-a-person"},
            by,
            at,
        )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    start, end = max(0, start), min(len(text), end)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start >= end:
        raise BadInput(_("Select the words of the letter that ask for something, then make them a point."))
    return start, end


def locked_point(*, point_id: int, by: Actor) -> Point:
    """Return a live point this actor may see, its case locked. Raises NotFoundHere."""
    seen = Point.objects.live().filter(pk=point_id, case__in=Case.objects.visible_to(by))
    case_id = seen.values_list("case_id", flat=True).first()
    if case_id is None:
        raise _no_such_point()
    locked_case(case_id=case_id, by=by)
    # Read again behind the lock: a colleague may have merged it or taken it out while we waited.
    point = Point.objects.live().select_related("case", "contact").filter(pk=point_id).first()
    if point is None:
        raise _no_such_point()
    return point


def _no_such_point() -> NotFoundHere:
    return NotFoundHere(
        _(
            "There is no such point here, or it belongs to another team. Open the case again to see its points."
        )
    )


def edit_point(*, point_id: int, ask: str, by: Actor, at: datetime) -> Point:
    """Word what is asked more clearly; the customer's own span stays. Records point.edited."""
    if not ask.strip():
        raise WordsMissing(_("Say in a few words what the customer asks."), "ask")
    if len(ask.strip()) > LONGEST_ASK:
        raise BadInput(
            _("%(n)s letters are more than %(most)s; say it in fewer words.")
            % {"n": len(ask.strip()), "most": LONGEST_ASK},
            "ask",
        )
    with transaction.atomic():
        point = locked_point(point_id=point_id, by=by)
        was, point.ask = point.ask, ask.strip()
        point.save(update_fields=["ask"])
        keep_words(_record_point("point.edited", point, by, at), old=was, new=point.ask)
    return point


def merge_point(*, point_id: int, into: int, by: Actor, at: datetime) -> Point:
    """Two points say one thing: answer them as one. Records point.merged.

    into: the id of the point that stays; of the same case.
    """
    with transaction.atomic():
        point = locked_point(point_id=point_id, by=by)
        stays = Point.objects.live().filter(pk=into, case_id=point.case_id).exclude(pk=point_id).first()
        if stays is None:
            raise BadInput(_("Choose another point of this case to merge it into."), "into")
        Point.objects.filter(merged_into=point).update(merged_into=stays)
        point.merged_into = stays
        point.save(update_fields=["merged_into"])
        line = _record_point("point.merged", point, by, at, into=stays.pk, into_number=stays.number)
        keep_words(line, old=point.ask)
    return stays


def split_point(*, point_id: int, after: int, by: Actor, at: datetime) -> tuple[Point, Point]:
    """One point says two things: the words from there on become a point of their own.

    after: characters from the point's first one, at least 1. Records point.split and point.found.
    """
    with transaction.atomic():
        point = locked_point(point_id=point_id, by=by)
        at_offset = point.start + after
        if not point.start < at_offset < point.end:
            raise BadInput(
                _(
                    "Place %(place)s is not inside point %(number)s, which has %(n)s letters. "
                    "Put the cut between two of its words."
                )
                % {"place": after, "number": point.number, "n": point.end - point.start},
                "at",
            )
        text = point.contact.text
        first, second = (
            _trimmed(text, point.start, at_offset),
            _trimmed(text, at_offset, point.end),
        )
        theirs = _details_within(point.details, *second)
        point.start, point.end = first
        point.text = text[point.start : point.end]
        point.ask, point.details = point.text[:LONGEST_ASK], _details_within(point.details, *first)
        point.save(update_fields=["start", "end", "text", "ask", "details"])
        keep_words(_record_point("point.split", point, by, at), new=point.ask)
        cut_off = {
            "kind": point.kind,
            "start": second[0],
            "end": second[1],
            "details": theirs,
            "rule": "by-a-person",
        }
        other = _new_point(point.case, point.contact, cut_off, by, at)
    return point, other


def _details_within(details: Sequence[dict[str, Any]], start: int, end: int) -> list[dict[str, Any]]:
    return [detail for detail in details if start <= detail["start"] and detail["end"] <= end]


def take_out_point(*, point_id: int, why: str, by: Actor, at: datetime) -> Point:
    """This was never asked: the reading was wrong. The span and the reason are kept. Records point.taken_out."""
    if not why.strip():
        raise WordsMissing(_("Say why this is not something the customer asks."), "why")
    with transaction.atomic():
        point = locked_point(point_id=point_id, by=by)
        point.taken_out_at, point.taken_out_why = at, why.strip()
        point.save(update_fields=["taken_out_at", "taken_out_why"])
        keep_words(_record_point("point.taken_out", point, by, at), new=point.taken_out_why)
    return point


def miss_point(*, point_id: int, words: str, by: Actor, at: datetime) -> Point:
    """The customer says that the answer does not answer it: the point is open again. Records point.missed."""
    with transaction.atomic():
        point = locked_point(point_id=point_id, by=by)
        point.state, point.settled_at = Point.State.OPEN, None
        point.missed_at, point.missed_words = at, words.strip()
        point.save(update_fields=["state", "settled_at", "missed_at", "missed_words"])
        customer_missed(case_id=point.case_id, quote=point.text, at=at)
        keep_words(_record_point("point.missed", point, by, at), new=point.missed_words)
    return point


def _record_point(kind: str, point: Point, by: Actor, at: datetime, **facts: int) -> RecordLine:
    return record(
        kind,
        about=point,
        by=by,
        at=at,
        case_id=point.case_id,
        team_id=point.case.team_id,
        number=point.number,
        **facts,
    )
