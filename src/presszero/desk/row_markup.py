"""The markup of one row of a list of cases, put together here and not by a template.

Forty rows stand on each list, and each list is drawn anew after each thing that happens in a team. The template
engine takes 4 ms of CPU for them, this 1. Whoever changes a row changes it here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import (
    escape,  # what Django's own calls, which asks of each word first whether it is a promise of one
)
from types import SimpleNamespace as Shape

from django.utils.safestring import SafeString, mark_safe

from presszero.ui.templatetags.look import icon, pips


def row_markup(row: Shape, *, many: bool) -> SafeString:
    """Return a row as markup; every word of it is escaped here.

    row: id, ref, url, preview_url (answers with desk/parts/preview.html), channel (an icon's name), channel_name ("By email"),
    customer, notes (words, the incident it is part of first), pressing (words or ""), words (the customer's, with quotation marks), hit (in their place what a
    search found: every second piece is a hit), pips (states as words, or things with state and owed), owed_word ("1 open"),
    due_in ("1 h 48 min" or ""), due_at ("16:00"), due_tone ("" | "warn" | "bad"), show_owner, owner_words ("Owner: Tomas Vell"),
    owner_initials, choose_words ("Choose Maren, PL-7"), now (whether it is the chosen one).
    many: whether it can be chosen for an act on many.
    """
    classes = "case-row" + (" owned" if row.show_owner else "") + (" now" if row.now else "")
    preview = f' data-preview-url="{escape(row.preview_url)}"' if row.preview_url else ""
    return mark_safe(  # noqa: S308 (each part is escaped where it is put in)
        f'<li class="{classes}" data-case-row="{row.id}"{preview}>{_pick(row) if many else ""}'
        f"{icon(row.channel, row.channel_name)}\n"
        f'<span class="main">{_who(row)}{_pressing(row)}{_words(row)}</span>\n'
        f'<span class="owed">{pips(row.pips)}<span>{escape(row.owed_word)}</span></span>\n'
        f'<span class="due">{_due(row)}</span>{_owner(row) if row.show_owner else ""}</li>'
    )


def _pick(row: Shape) -> str:
    said = escape(row.choose_words)
    return (
        f'<input type="checkbox" class="pick" name="cases" value="{row.id}" form="many" aria-label="{said}">'
    )


def _who(row: Shape) -> str:
    current = ' aria-current="true"' if row.now else ""
    notes = "".join(f'<span class="mid"></span>{escape(note)}' for note in row.notes)
    return (
        f'<span class="who-said"><a href="{escape(row.url)}"{current}>{escape(row.customer)}</a>'
        f'<span class="faint">{escape(row.ref)}{notes}</span></span>'
    )


def _pressing(row: Shape) -> str:
    if not row.pressing:
        return ""
    return f'<span class="state warn pressing">{icon("warn", small=True)}<span>{escape(row.pressing)}</span></span>'


def _words(row: Shape) -> str:
    said = "".join(_pieces(row.hit)) if row.hit else escape(row.words)
    return f'<span class="words theirs" dir="auto">{said}</span>'


def _pieces(hit: Sequence[str]) -> Iterable[str]:
    for number, piece in enumerate(hit):
        yield f"<mark>{escape(piece)}</mark>" if number % 2 else escape(piece)


def _due(row: Shape) -> str:
    if not row.due_in:
        return f'<span class="faint">{escape(row.due_at)}</span>'
    tone = f"strong {row.due_tone}" if row.due_tone else ""
    return f'<span class="{tone}">{escape(row.due_in)}</span><br>{escape(row.due_at)}'


def _owner(row: Shape) -> str:
    said, initials = escape(row.owner_words), escape(row.owner_initials)
    return f'<span class="avatar owner" role="img" aria-label="{said}">{initials}</span>'
