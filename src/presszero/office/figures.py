"""Figures: the screen, and the same as CSV."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace as Shape
from typing import cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import formats
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_GET

from presszero.cases.figures import AGES_DAYS, BY, PERIODS_DAYS, By, Figures, Group, figures
from presszero.cases.figures_file import csv_by_day, csv_of
from presszero.cases.phrases import channel_name
from presszero.ground import clock
from presszero.office.places import office_nav
from presszero.office.shapes import by as actor_of
from presszero.organisation.models import Worker
from presszero.organisation.queries import the_organisation
from presszero.pure.errors import BadInput
from presszero.ui import times
from presszero.ui.charts import Chart, Series
from presszero.ui.charts.drawing import draw


def asked(request: HttpRequest) -> tuple[By, int]:
    """Return how the figures are grouped and over how many days. Raises BadInput."""
    by, days = request.GET.get("by", "team"), request.GET.get("days", "28")
    if by not in BY or days not in {str(one) for one in PERIODS_DAYS}:
        raise BadInput(_("Figures are by team, topic or channel, over 7, 28 or 90 days."), "by")
    return cast(By, by), int(days)


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    by, days = asked(request)
    told = figures(by=by, days=days, seen_by=actor_of(request), at=clock.now())
    context = {
        "figures": Shape(
            by=[_choice(one, words, by, days) for one, words in _by_words().items()],
            periods=[_period(one, by, days) for one in PERIODS_DAYS],
            csv_url=f"{reverse('office:figures_file')}?{urlencode({'by': by, 'days': days})}",
            daily_csv_url=f"{reverse('office:figures_file')}?{urlencode({'days': days, 'table': 'days'})}",
            rows=[_row(group, _name(group, by)) for group in told.groups],
            all=_row(told.all, _("All")),
            marks=[_marks(group, _name(group, by)) for group in told.groups if group.marked_by],
            marks_all=_marks(told.all, _("All")),
            backlog=_backlog(told),
            daily=_first_answers(told),
        ),
        "nav": office_nav(cast(Worker, request.user), "office:figures"),
    }
    return render(request, "office/figures.html", context)


def _by_words() -> dict[By, str]:
    return {"team": _("By team"), "topic": _("By topic"), "channel": _("By channel")}


def _choice(one: By, words: str, by: By, days: int) -> Shape:
    return Shape(words=words, url=f"?{urlencode({'by': one, 'days': days})}", current=one == by)


def _period(one: int, by: By, days: int) -> Shape:
    words = ngettext("%(n)s day", "%(n)s days", one) % {"n": one}
    return Shape(words=words, url=f"?{urlencode({'by': by, 'days': one})}", current=one == days)


def _name(group: Group, by: By) -> str:
    if by == "channel":
        return channel_name(group.name)
    return group.name or _("Without a topic")


def _row(group: Group, name: str) -> Shape:
    return Shape(
        name=name,
        cells=[
            str(group.opened),
            _two(group.first_median_hours, group.first_ninth_hours),
            _percent(group.first_kept_share),
            _two(group.settled_median_hours, group.settled_ninth_hours),
            _percent(group.confirmed_share),
            _percent(group.reopened_share),
            _percent(group.promises_kept_share),
            str(group.promises_moved),
            _percent(group.first_reply_share),
            str(group.backlog),
        ],
    )


def _marks(group: Group, name: str) -> Shape:
    """Return a group's marks, each with what customers say was missed of them; a group of few people is not told apart."""
    marks = group.marks
    if marks is None:
        return Shape(name=name, cells=["–"] * 4)
    kinds = ("with", "against")
    pairs = [(marks[f"marks_{kind}_check"], marks[f"missed_{kind}_check"]) for kind in kinds]
    return Shape(name=name, cells=[str(one) for made, missed in pairs for one in (made, missed)])


def _two(middle: float | None, ninth: float | None) -> str:
    """Return the median and within how long nine of ten, "3 h; 9 h"."""
    if middle is None or ninth is None:
        return "–"
    return f"{times.span_words(middle * 3600)}; {times.span_words(ninth * 3600)}"


def _percent(share: float | None) -> str:
    return "–" if share is None else _("%(n)s %%") % {"n": formats.number_format(100 * share, 0)}


def _backlog(told: Figures) -> Shape:
    labels = [_age_words(place) for place in range(len(AGES_DAYS))]
    counts = [told.all.ages[place] for place in range(len(AGES_DAYS))]
    old = sum(counts[3:])
    says = _("%(all)s cases are open; %(old)s of them for a week or longer.") % {
        "all": told.all.backlog,
        "old": old,
    }
    chart = Chart(says, "cases", "age", labels, [Series(_("open cases"), counts, look="c1", bars=True)])
    return _drawn(chart, _("Open for"), _("Open cases"), list(zip(labels, map(str, counts), strict=True)))


def _age_words(place: int) -> str:
    least = AGES_DAYS[place]
    if place + 1 == len(AGES_DAYS):
        return _("%(n)s days +") % {"n": least}
    return _("%(from)s–%(to)s days") % {"from": least, "to": AGES_DAYS[place + 1]}


def _first_answers(told: Figures) -> Shape:
    zone = the_organisation().time_zone
    labels = [_day(at, zone) for at, _hours in told.daily]
    hours = [None if value is None else round(value, 2) for _at, value in told.daily]
    middle = told.all.first_median_hours
    says = (
        _("Half of the first answers came within %(span)s.") % {"span": times.span_words(middle * 3600)}
        + " "
        + _("The line is in hours.")
        if middle is not None
        else _("No first answer was sent in these days.")
    )
    chart = Chart(says, "hours", "day", labels, [Series(_("median"), hours, named_on_line=False)], digits=1)
    rows = [
        (label, "–" if value is None else times.span_words(value * 3600))
        for label, value in zip(labels, hours, strict=True)
    ]
    return _drawn(chart, _("Day"), _("Median"), rows)


def _day(at: datetime, zone: str) -> str:
    return formats.date_format(times.local(at, zone), pgettext("form of a day", "j M"))


def _drawn(chart: Chart, along: str, counts: str, rows: list[tuple[str, str]]) -> Shape:
    # Axes around nothing say less than the sentence above them.
    is_told = any(value is not None for one in chart.series for value in one.values)
    return Shape(
        says=chart.says,
        wide=_svg(chart, 820, 260, "wide-only") if is_told else "",
        narrow=_svg(chart, 358, 240, "narrow-only") if is_told else "",
        headings=[along, counts],
        rows=rows,
    )


def _svg(chart: Chart, width: int, height: int, shown: str) -> SafeString:
    return mark_safe(draw(chart, width=width, height=height, shown_class=shown))  # noqa: S308


@require_GET
def file(request: HttpRequest) -> HttpResponse:
    by, days = asked(request)
    told = figures(by=by, days=days, seen_by=actor_of(request), at=clock.now())
    by_day = request.GET.get("table") == "days"
    sheet, name = (csv_by_day(told), "by-day") if by_day else (csv_of(told, by), by)
    answer = HttpResponse(sheet, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="figures-{name}-{days}-days.csv"'
    return answer
