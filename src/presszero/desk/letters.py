"""A contact's text cut into pieces that cover it: the customer's points, what was cut, and the rest."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace as Shape

from django.utils.translation import gettext as _

from presszero.cases.models import Contact


def pieces_of(contact: Contact, points: Sequence[Shape]) -> list[Shape]:
    """Return pieces in order, without gap or overlap.

    Points win over nothing but plain words: a point inside a quotation is shown there unmarked.
    """
    if contact.direction == Contact.Direction.OUT:
        return [_piece(contact.text.replace("{link}", _("(their private link)")))]
    text = contact.text
    taken: list[tuple[int, int, str, Shape | None]] = []
    for cut in contact.cuts:
        taken.append((cut["start"], cut["end"], cut["kind"], None))
    for point in points:
        if point.contact_id == contact.pk and not _hits(taken, point.start, point.end):
            taken.append((point.start, point.end, "", point))
    pieces, at = [], 0
    for start, end, kind, said in sorted(taken, key=lambda one: one[0]):
        if start < at or end > len(text):
            continue
        if start > at:
            pieces.append(_piece(text[at:start]))
        pieces.append(_piece(text[start:end], kind, said))
        at = end
    if at < len(text):
        pieces.append(_piece(text[at:]))
    return pieces


def _hits(taken: Sequence[tuple[int, int, str, Shape | None]], start: int, end: int) -> bool:
    return any(start < other_end and other_start < end for other_start, other_end, *_ in taken)


def _piece(text: str, cut: str = "", point: Shape | None = None) -> Shape:
    return Shape(
        text=text,
        cut=cut,
        point_number=point.number if point else None,
        state=point.state if point else "",
        owed=point.owed if point else False,
        now=point.now if point else False,
    )
