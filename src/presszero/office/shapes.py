"""How every page of the office is made: a list of things, and forms that keep what was typed.

A page is `office/page.html` filled with sections; a section holds rows or one
form. A view that changes something calls `done_or_shown`: the action, then the
page again, with the sentence beside the field that was wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from presszero.ground.actors import Actor
from presszero.office.places import office_nav
from presszero.organisation.models import Worker
from presszero.pure.errors import BadInput

Choice = tuple[str, str]


@dataclass(frozen=True)
class Field:
    """One thing to fill in. parts: kind "group" stands for several on one line. kind: text, lines, number, date, time, choice, many, yes, file, password or hidden.

    value: words; for "many" the chosen values, for "yes" "on" or "". error: the sentence, when it was wrong.
    """

    name: str
    label: str
    kind: str = "text"
    value: str | Sequence[str] = ""
    choices: Sequence[Choice] = ()
    hint: str = ""
    required: bool = False
    short: bool = False
    error: str = ""
    complete: str = ""
    suggests: Sequence[str] = ()
    parts: Sequence[Field] = ()
    rows: int = 4


@dataclass(frozen=True)
class Form:
    """What posts to an action's address. beside: fields stand beside their labels, as the days of a week do.

    look: the words of a second button, which sends the same fields with look=1, to be shown and not kept.
    waits: what opens the button, while it cannot be pressed yet.
    """

    action: str
    button: str
    fields: Sequence[Field] = ()
    primary: bool = False
    beside: bool = False
    grave: bool = False
    error: str = ""
    look: str = ""
    waits: str = ""


@dataclass(frozen=True)
class Row:
    """One thing of a list. state: a word with its tone ("" | good | warn | bad). act: the one act on it."""

    title: str
    words: str = ""
    url: str = ""
    state: str = ""
    tone: str = ""
    acts: Sequence[Form] = ()
    number: str = ""


@dataclass(frozen=True)
class Section:
    """A part of a page. links: (words, address) that stand under it. code: text as it was written.

    letter: words as somebody will read them, in a language; narrow: as wide as a phone.
    """

    title: str = ""
    lead: str = ""
    rows: Sequence[Row] | None = None
    empty: str = ""
    form: Form | None = None
    folded: bool = False
    links: Sequence[Choice] = ()
    lines: Sequence[str] = ()
    letter: str = ""
    code: str = ""
    narrow: bool = False
    language: str = ""


@dataclass(frozen=True)
class OfficePage:
    """What office/page.html shows. above: (words, address) of the list this page belongs to."""

    title: str
    sections: Sequence[Section]
    lead: str = ""
    above: Choice | None = None
    told: str = ""
    here: str = ""


@dataclass(frozen=True)
class Wrong:
    """What was typed into one form, and what is wrong with it."""

    action: str
    sentence: str
    field: str
    typed: HttpRequest
    status: int = 422


def by(request: HttpRequest) -> Actor:
    return cast(Worker, request.user).actor


def show(request: HttpRequest, page: OfficePage, wrong: Wrong | None = None) -> HttpResponse:
    """Draw a page; after a refusal with all that was typed and the sentence beside its field."""
    sections = [_with_typed(section, wrong) for section in page.sections]
    context = {
        "page": replace(page, sections=sections),
        "nav": office_nav(cast(Worker, request.user), page.here),
    }
    return render(request, "office/page.html", context, status=wrong.status if wrong else 200)


def _with_typed(section: Section, wrong: Wrong | None) -> Section:
    form = section.form
    if wrong is None or form is None or form.action != wrong.action:
        return section
    fields = [_typed(one, wrong) for one in form.fields]
    beside_a_field = any(one.error or any(part.error for part in one.parts) for one in fields)
    form = replace(form, fields=fields, error="" if beside_a_field else wrong.sentence)
    return replace(section, form=form, folded=False)


def _typed(one: Field, wrong: Wrong) -> Field:
    if one.parts:
        return replace(one, parts=[_typed(part, wrong) for part in one.parts])
    posted = wrong.typed.POST
    value: str | list[str] = posted.getlist(one.name) if one.kind == "many" else posted.get(one.name, "")
    error = wrong.sentence if one.name == wrong.field else ""
    return replace(one, value="" if one.kind in ("file", "password") else value, error=error)


def done_or_shown(
    request: HttpRequest,
    act: Callable[[], object],
    *,
    then: str,
    page: Callable[[], OfficePage],
) -> HttpResponse:
    """Do it and go on to an address; or show the page with the sentence where it was wrong."""
    try:
        act()
    except BadInput as error:
        return show(request, page(), Wrong(request.path, error.sentence, error.field, request))
    return HttpResponseRedirect(then)


def typed(request: HttpRequest, name: str) -> str:
    """Return words of the form with one kind of line end."""
    return request.POST.get(name, "").replace("\r\n", "\n").replace("\x00", "")


def number(request: HttpRequest, name: str, label: str) -> int:
    """Return a whole number of the form. Raises BadInput naming the field."""
    words = typed(request, name).strip()
    if not (words.isascii() and words.isdigit()) or len(words) > 9:
        raise BadInput(
            _("“%(label)s” needs a whole number, not “%(words)s”.") % {"label": label, "words": words[:20]},
            name,
        )
    return int(words)


def day_typed(request: HttpRequest, name: str) -> date:
    """Return a day of the form. Raises BadInput naming the field."""
    words = typed(request, name)
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise BadInput(
            _("“%(words)s” is no day. Write it like 2025-12-25.") % {"words": words[:20]}, name
        ) from None


def number_or_none(request: HttpRequest, name: str, label: str) -> int | None:
    return number(request, name, label) if typed(request, name).strip() else None
