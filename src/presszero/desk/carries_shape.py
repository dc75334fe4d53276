"""The shape of what goes along with the reply: its files and its readers in copy."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace as Shape

from django.urls import reverse
from django.utils.translation import gettext as _

from presszero.cases.models import Case, Contact
from presszero.channels.email.composing import picture_mark
from presszero.replies.enclosing import LARGEST_TOTAL_BYTES, MOST_FILES
from presszero.replies.models import Draft, DraftFile
from presszero.ui import times


def carries_shape(case: Case, draft: Draft | None, contacts: Sequence[Contact], *, may_change: bool) -> Shape:
    """Return page.carries of desk/parts/carries.html."""
    copied = list(draft.copied_to) if draft else []
    return Shape(
        files=[_file(one) for one in draft.files.select_related("file")] if draft else [],
        copied=copied,
        copied_words=", ".join(copied),
        proposed=[
            Shape(address=one, all=", ".join([*copied, one]))
            for one in _readers_of_theirs(case, contacts, copied)
        ]
        if may_change
        else [],
        may_change=may_change,
        most_bytes=LARGEST_TOTAL_BYTES,
        size_words=_("Up to %(n)s files, %(size)s together.")
        % {"n": MOST_FILES, "size": times.size_words(LARGEST_TOTAL_BYTES)},
        url_attach=reverse("desk:attach", args=[case.pk]),
        url_take_off=reverse("desk:take_file_off", args=[case.pk]),
        url_copies=reverse("desk:copies", args=[case.pk]),
    )


def _file(one: DraftFile) -> Shape:
    return Shape(
        id=one.pk,
        name=one.name,
        size_words=times.size_words(one.file.size_bytes),
        mark=picture_mark(one.name) if one.content_id else "",
        url=reverse("desk:draft_file", args=[one.pk]),
    )


def _readers_of_theirs(case: Case, contacts: Sequence[Contact], already: Sequence[str]) -> list[str]:
    """Return whom the customer's newest letter went to in copy, our own house and the customer left out."""
    theirs = [one for one in contacts if one.direction == Contact.Direction.IN and one.confirmed_ours]
    if not theirs or not theirs[-1].copied_to:
        return []
    known = {one.casefold() for one in case.customer.addresses.values_list("value", flat=True)} | set(already)
    return [one for one in theirs[-1].copied_to if one.casefold() not in known][:5]
