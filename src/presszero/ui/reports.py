"""A report: one page that stands by itself, opened from a folder, printed or sent on. Nothing in it asks the network."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path

SHEETS = ("tokens.css", "report.css")
STATIC = Path(__file__).parent / "static" / "ui"
# No script runs in a report and nothing is fetched, whatever a name in it may hold.
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def section(title: str, *parts: str, says: str = "") -> str:
    """Return a section: a heading, a sentence below it, then parts that are HTML already (figure, table, words)."""
    sentence = words(says) if says else ""
    return f'<section class="report-part"><h2 class="h2">{escape(title)}</h2>{sentence}{"".join(parts)}</section>'


def words(*sentences: str) -> str:
    """Return each sentence as a paragraph."""
    return "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences)


def points_of(explained: str) -> list[str]:
    """Return each point of what --explain says as one piece, without the breaks that suit a terminal.

    >>> points_of("How:\n- one thing\n  and more\n- another")
    ['one thing and more', 'another']
    """
    return [" ".join(point.split()) for point in explained.split("\n- ")[1:]]


def figures(facts: Sequence[tuple[str, str]]) -> str:
    """Return a row of large figures, each with what it is: [("5.2 %", "of the calls, one day ahead")]."""
    items = "".join(
        f'<div><dt class="label">{escape(meaning)}</dt><dd class="figure">{escape(value)}</dd></div>'
        for value, meaning in facts
    )
    return f'<dl class="report-facts">{items}</dl>'


def report_page(title: str, *sections: str, lead: str = "") -> str:
    """Return the whole page as HTML.

    title: what it is about. lead: the one sentence to read first. sections: HTML from section().
    """
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f"<title>{escape(title)}</title><style>{_sheets()}</style></head>"
        f'<body class="report"><main><header><h1 class="h1">{escape(title)}</h1>'
        f'<p class="report-lead">{escape(lead)}</p></header>{"".join(sections)}</main></body></html>\n'
    )


@cache
def _sheets() -> str:
    return "".join((STATIC / name).read_text() for name in SHEETS)
