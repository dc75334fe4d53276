"""Draw a chart as SVG at one size. No style attributes: the classes are those of tokens.css."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from presszero.ui.charts.scales import Paper, grid_values, labels_shown
from presszero.ui.charts.shapes import Band, Chart, Series, number

NAME_HEIGHT = 15


def draw(chart: Chart, *, width: int, height: int, shown_class: str) -> str:
    """Return the SVG of a chart, width and height in pixels; shown_class says on which screens it is shown."""
    rows = grid_values(chart.lowest(), chart.highest())
    paper = Paper(width, height, max(len(chart.labels), 1), rows[0], rows[-1])
    parts = [
        *_grid(paper, rows),
        *_foot(paper, chart.labels),
        *(_band(paper, band) for band in sorted(chart.bands, key=lambda band: band.near)),
        *(drawn for one in chart.series if one.bars for drawn in _bars(paper, one)),
        *(_line(paper, one) for one in chart.series if not one.bars),
        *_now(paper, chart.now),
        *_names(paper, chart.series),
    ]
    return (
        f'<svg class="chart {shown_class}" viewBox="0 0 {width} {height}" role="img" '
        f'aria-label="{escape(chart.says)}">{"".join(parts)}</svg>'
    )


def _grid(paper: Paper, rows: Sequence[float]) -> Iterator[str]:
    digits = 0 if all(float(row).is_integer() for row in rows) else 2
    for row in rows:
        y = paper.up(row)
        kind = "axis" if row == 0 else "grid"
        yield f'<path class="{kind}" d="M{paper.left:g} {y:.1f}H{paper.width - paper.right:g}"/>'
        yield f'<text x="{paper.left - 8:g}" y="{y + 4:.1f}" text-anchor="end">{number(row, digits)}</text>'


def _foot(paper: Paper, labels: Sequence[str]) -> Iterator[str]:
    for place in labels_shown(labels, paper.width - paper.left - paper.right):
        x, y = paper.across(place), paper.height - 8
        yield f'<text x="{x:.1f}" y="{y:g}" text-anchor="middle">{escape(labels[place])}</text>'


def _band(paper: Paper, band: Band) -> str:
    drawn = ""
    both = [pair for pair in enumerate(zip(band.low, band.high, strict=True)) if None not in pair[1]]
    for _, run in groupby(enumerate(both), key=lambda pair: pair[1][0] - pair[0]):
        stretch = [pair for _, pair in run]
        over = [f"{paper.across(at):.1f} {paper.up(high or 0):.1f}" for at, (_, high) in stretch]
        back = [f"{paper.across(at):.1f} {paper.up(low or 0):.1f}" for at, (low, _) in reversed(stretch)]
        drawn += f"M{' L'.join(over + back)}Z"
    return f'<path class="{"near" if band.near else "far"}" d="{drawn}"/>'


def _line(paper: Paper, series: Series) -> str:
    drawn, after_gap = "", True
    for place, value in enumerate(series.values):
        if value is None:
            after_gap = True
            continue
        x, y = paper.across(place), paper.up(value)
        if series.steps:
            left = x - paper.slot / 2
            drawn += f"M{left:.1f} {y:.1f}" if after_gap else f"V{y:.1f}"
            drawn += f"H{left + paper.slot:.1f}"
        else:
            drawn += f"{'M' if after_gap else 'L'}{x:.1f} {y:.1f}"
        after_gap = False
    return f'<path class="{_line_class(series.look)}" d="{drawn}"/>'


def _line_class(look: str) -> str:
    return f"line {look}" if look.startswith("c") else look


def _bars(paper: Paper, series: Series) -> Iterator[str]:
    width = max(paper.slot * 0.72, 1.0)
    kind = series.look.replace("c", "fill", 1) if series.look.startswith("c") else "fill1"
    for place, value in enumerate(series.values):
        if value is None:
            continue
        top, foot = sorted((paper.up(value), paper.up(0)))
        x = paper.across(place) - width / 2
        yield f'<rect class="{kind}" x="{x:.1f}" y="{top:.1f}" width="{width:.1f}" height="{foot - top:.1f}"/>'


def _now(paper: Paper, now: int | None) -> Iterator[str]:
    if now is not None:
        x = paper.across(now) - paper.slot / 2
        yield f'<path class="now" d="M{x:.1f} {paper.top - 6:g}V{paper.height - paper.bottom:g}"/>'
        yield f'<text class="say" x="{x + 6:.1f}" y="{paper.top - 8:g}">now</text>'


def _names(paper: Paper, series: Sequence[Series]) -> Iterator[str]:
    """Write each line's name above its end, moved apart where two would touch."""
    ends = []
    for one in series:
        known = [(place, value) for place, value in enumerate(one.values) if value is not None]
        if known and one.named_on_line and not one.bars:
            ends.append((paper.up(known[-1][1]) - 7, one))
    taken: list[float] = []
    for y, one in sorted(ends, key=lambda end: end[0]):
        free = max(y, taken[-1] + NAME_HEIGHT if taken else paper.top - 8)
        taken.append(free)
        yield (
            f'<text class="say halo" x="{paper.width - paper.right:g}" y="{free:.1f}" text-anchor="end">'
            f"{escape(one.name)}</text>"
        )
