"""A figure: the sentence, the drawing for wide and for narrow screens, and the same as a table."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from presszero.ui.charts.drawing import draw
from presszero.ui.charts.shapes import Band, Chart, Series, number

WIDE = (820, 300)
NARROW = (358, 280)
# Such as in "12 to 15 min".
MOST_LETTERS = 6


def figure(chart: Chart) -> str:
    """Return the HTML of a chart with its sentence and "The same as a table"."""
    return (
        f'<figure class="figure-of"><figcaption>{escape(chart.says)}</figcaption>'
        f'<p class="label">{escape(_legend(chart))}</p>'
        f"{draw(chart, width=WIDE[0], height=WIDE[1], shown_class='wide-only')}"
        f"{draw(chart, width=NARROW[0], height=NARROW[1], shown_class='narrow-only')}"
        f'<details class="table-of"><summary>The same as a table</summary>{_same(chart)}</details></figure>'
    )


def table(headings: Sequence[str], rows: Sequence[Sequence[str]], *, caption: str = "") -> str:
    """Return an HTML table; the first cell of a row heads it, figures align to the end."""
    first = rows[0] if rows else headings
    heads = "".join(
        f'<th scope="col"{_end(place, cell)}>{escape(heading)}</th>'
        for place, (heading, cell) in enumerate(zip(headings, first, strict=True))
    )
    body = "".join(f"<tr>{_row(row)}</tr>" for row in rows)
    named = f"<caption>{escape(caption)}</caption>" if caption else ""
    return (
        f'<div class="scroll-x" tabindex="0" role="region" aria-label="{escape(caption or "A table")}">'
        f'<table class="table">{named}<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _row(row: Sequence[str]) -> str:
    first, *others = row
    cells = "".join(f"<td{_end(1, cell)}>{escape(cell)}</td>" for cell in others)
    return f'<th scope="row">{escape(first)}</th>{cells}'


def _end(place: int, cell: str) -> str:
    # A street may begin with a figure too.
    is_figure = cell[:1] in "0123456789-–+" and sum(map(str.isalpha, cell)) <= MOST_LETTERS
    return ' class="n"' if place and is_figure else ""


def _legend(chart: Chart) -> str:
    shown = [_stroke(one) for one in chart.series]
    shown += [f"{'darker' if band.near else 'lighter'} band: {band.name}" for band in chart.bands]
    return f"{chart.counts.capitalize()} by {chart.along}; {'; '.join(shown)}."


def _stroke(series: Series) -> str:
    strokes = {"ahead": "dotted", "limit": "dashed"}
    drawn = "bars" if series.bars else f"{strokes.get(series.look, 'solid')} line"
    return f"{drawn}: {series.name}"


def _same(chart: Chart) -> str:
    headings = [
        chart.along.capitalize(),
        *(one.name for one in chart.series),
        *(band.name for band in chart.bands),
    ]
    rows = []
    for place, label in enumerate(chart.labels):
        values = [number(one.values[place], chart.digits) for one in chart.series]
        ranges = [_range(band, place, chart.digits) for band in chart.bands]
        rows.append([label, *values, *ranges])
    return table(headings, rows, caption=chart.says)


def _range(band: Band, place: int, digits: int) -> str:
    low, high = band.low[place], band.high[place]
    if low is None or high is None:
        return "–"
    return f"{number(low, digits)} to {number(high, digits)}"
