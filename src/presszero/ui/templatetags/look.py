"""The parts of the look that templates ask for by name: icons, numbered points, pips and letters.

A point's state is one of "open", "answered", "promised", "declined". Whatever has the attributes
`state` and `owed` can be drawn: `owed` is true for a promised point whose answer itself is what is owed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from presszero.ui.letters import Block, blocks_of
from presszero.ui.reading import COOKIE, read_reading

register = template.Library()


@register.simple_tag(takes_context=True)
def chosen_theme(context: template.Context) -> str:
    """Return "light" or "dark" as the reader chose it, or "" where the system chooses."""
    request = context.get("request")
    theme = request.COOKIES.get("presszero_theme", "") if request else ""
    return theme if theme in ("light", "dark") else ""


@register.simple_tag(takes_context=True)
def reading(context: template.Context) -> SafeString:
    """Return the attributes that draw a page as its reader likes to read; none where they chose nothing."""
    request = context.get("request")
    settings = read_reading(request.COOKIES.get(COOKIE, "")) if request else {}
    unusual = [(name, value) for name, value in settings.items() if value != "usual"]
    return format_html_join("", ' data-reading-{}="{}"', unusual)


@register.simple_tag
@lru_cache(maxsize=1024)
def icon(name: str, label: str = "", small: bool = False) -> SafeString:
    """Draw one symbol of `ui/sprite.html`; with a label it is an image, without one it is silent."""
    classes = "icon small" if small else "icon"
    said = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html(
        '<svg class="{}" viewBox="0 0 20 20" {}><use href="#i-{}"/></svg>', classes, said, name
    )


@register.filter
def point_classes(point: Any) -> str:
    """Return the classes that draw a point's state, its owed answer and whether it is the chosen one."""
    state = state_of(point)
    owed = " owed" if state == "promised" and getattr(point, "owed", False) else ""
    return ("" if state == "open" else state) + owed


@register.filter
def state_words(point: Any) -> str:
    """Return the word that stands beside a point's shape."""
    if state_of(point) == "promised" and getattr(point, "owed", False):
        return gettext("Not yet answered")
    return {
        "open": gettext("Not yet answered"),
        "answered": gettext("Answered"),
        "promised": gettext("Answered by a promise"),
        "declined": gettext("Declined, with a reason"),
    }[state_of(point)]


@register.filter
def quoted(words: str) -> str:
    """Return somebody's words between the quotation marks of the reader's language."""
    return gettext("“%(words)s”") % {"words": words}


@register.simple_tag
def point_key(point: Any) -> SafeString:
    """Draw the numbered square of a point, with its state said for those who do not see the shape."""
    return format_html(
        '<span class="point {}"><span class="unseen">{} </span>{}<span class="unseen">, {}</span></span>',
        point_classes(point),
        gettext("Point"),
        point.number,
        spoken_state(point),
    )


@register.simple_tag
def pips(points: Iterable[Any]) -> SafeString:
    """Draw a row of small squares, one a point; `points` are points or their states as words."""
    drawn = list(points)
    return _pips(tuple(map(point_classes, drawn)), tuple(map(state_of, drawn)), get_language())


@lru_cache(maxsize=1024)
def _pips(classes: tuple[str, ...], states: tuple[str, ...], language: str | None) -> SafeString:
    """Draw them once for each language, the one spoken now."""
    said = counted(states)
    marks = format_html_join("", '<i class="{}"></i>', ((one,) for one in classes))
    return format_html('<span class="pips" role="img" aria-label="{}">{}</span>', said, marks)


@register.simple_tag
def letter(pieces: Iterable[Any]) -> list[Block]:
    """Lay the pieces of a contact's text out in paragraphs; see `presszero.ui.letters`."""
    return blocks_of(pieces)


def state_of(point: Any) -> str:
    return point if isinstance(point, str) else point.state


def spoken_state(point: Any) -> str:
    if state_of(point) == "promised" and getattr(point, "owed", False):
        return gettext("promised, answer owed")
    return {
        "open": gettext("open"),
        "answered": gettext("answered"),
        "promised": gettext("promised"),
        "declined": gettext("declined"),
    }[state_of(point)]


def counted(points: Sequence[Any]) -> str:
    """Return "Points: 3 answered, 1 open" for the reader who hears the row of pips."""
    states = [state_of(point) for point in points]
    words = {
        "answered": lambda n: ngettext("%(n)s answered", "%(n)s answered", n),
        "promised": lambda n: ngettext("%(n)s promised", "%(n)s promised", n),
        "declined": lambda n: ngettext("%(n)s declined", "%(n)s declined", n),
        "open": lambda n: ngettext("%(n)s open", "%(n)s open", n),
    }
    counts = [(state, states.count(state)) for state in words if state in states]
    said = ", ".join(words[state](n) % {"n": n} for state, n in counts)
    return gettext("Points: %(said)s") % {"said": said} if said else gettext("No points")
