"""What the pages of hours are made of: the list of who keeps hours, and the page of one of them."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils import formats
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from presszero.ground import clock
from presszero.office.shapes import Field, Form, OfficePage, Row, Section
from presszero.organisation.cover import cover_week
from presszero.organisation.hours import Keeper, keepers, special_days, week_of
from presszero.organisation.models import SpecialDay, Team
from presszero.pure.hours import Cover, Spans, write_cover, write_spans

HERE = "office:hours"


def hours_list() -> OfficePage:
    kept = keepers()
    teams = [_row(keeper) for keeper in kept if keeper.team]
    places = [_row(keeper) for keeper in kept if keeper.place]
    house = Row(
        _("Holidays of the whole house"),
        ngettext("%(n)s special day to come", "%(n)s special days to come", n := _to_come(Keeper()))
        % {"n": n},
        reverse("office:hours_of", args=["house"]),
    )
    return OfficePage(
        title=_("Hours"),
        lead=_("When somebody is there. Every clock and every due time counts these hours."),
        here=HERE,
        sections=[
            Section(_("Teams"), rows=[house, *teams], empty=_("There is no team yet.")),
            Section(
                _("Places"), rows=places, empty=_("A branch, a counter or a stop can keep hours of its own.")
            ),
            Section(_("Note a place"), form=_place_form(), folded=True),
        ],
    )


def _row(keeper: Keeper) -> Row:
    return Row(keeper.name, week_words(week_of(keeper)), reverse("office:hours_of", args=[keeper.called]))


def _to_come(keeper: Keeper) -> int:
    return len(special_days(keeper, since=clock.now().date()))


def week_words(week: tuple[Spans, ...]) -> str:
    """Return a week in a line: days with the same hours stand together."""
    return _by_runs([write_spans(spans) or _("closed") for spans in week])


def _by_runs(days: list[str]) -> str:
    runs: list[tuple[int, int, str]] = []
    for day, words in enumerate(days):
        if runs and runs[-1][2] == words:
            runs[-1] = runs[-1][0], day, words
        else:
            runs.append((day, day, words))
    return "; ".join(f"{_days(first, last)} {words}" for first, last, words in runs)


def _days(first: int, last: int) -> str:
    names = [str(WEEKDAYS[first]), str(WEEKDAYS[last])]
    return names[0] if first == last else f"{names[0]}–{names[1]}"


def _place_form() -> Form:
    return Form(
        reverse("office:place_make"),
        _("Note the place"),
        [
            Field("name", _("Name"), required=True),
            Field("address", _("Address")),
            Field("time_zone", _("Time zone"), hint=_("Empty: the organisation’s own."), short=True),
        ],
    )


def hours_page(keeper: Keeper, told: object = None) -> OfficePage:
    return OfficePage(
        title=keeper.name,
        above=(_("Hours"), reverse(HERE)),
        here=HERE,
        told=_told(told),
        sections=[
            *([] if keeper.is_house else [_week_section(keeper)]),
            *([_cover_section(keeper.team), _targets_section(keeper, keeper.team)] if keeper.team else []),
            *_special_sections(keeper),
        ],
    )


def _told(asked: object) -> str:
    get = getattr(asked, "get", None)
    if get is None or not get("new", "").isdigit():
        return ""
    return _("%(new)s new, %(changed)s changed, %(out)s left out.") % {
        "new": get("new"),
        "changed": get("changed", "0"),
        "out": get("out", "0"),
    }


def _week_section(keeper: Keeper) -> Section:
    week = week_of(keeper)
    fields = [
        Field(f"day{day}", capfirst(str(WEEKDAYS[day])), value=write_spans(week[day])) for day in range(7)
    ]
    return Section(
        _("The plain week"),
        _("Write times like 08:00-12:00, 13:00-18:00. An empty day is closed."),
        form=Form(hours_url("hours_week", keeper), _("Keep the week"), fields, primary=True, beside=True),
    )


def _cover_section(team: Team) -> Section:
    said = cover_week(team)
    return Section(
        _("Who is there"),
        cover_words(said)
        if said
        else _("Nobody has said yet how many people are there, so no flow can be proved to be staffed."),
        links=[(_("Say who is there"), reverse("office:cover", args=[team.pk]))],
    )


def cover_words(week: tuple[Cover, ...]) -> str:
    """Return a week of cover in a line."""
    return _by_runs([write_cover(day) or _("nobody") for day in week])


def _targets_section(keeper: Keeper, team: Team) -> Section:
    hint = _("In open hours.")
    fields = [
        Field(
            "first", _("First answer within"), "number", str(team.answer_within_hours), hint=hint, short=True
        ),
        Field(
            "next",
            _("Next answers within"),
            "number",
            str(team.next_within_hours or ""),
            hint=_("Empty: as the first answer."),
            short=True,
        ),
        Field(
            "settle",
            _("Settled within"),
            "number",
            str(team.settle_within_hours or ""),
            hint=_("Empty: no such target. It stands still while the customer is asked and nothing is owed."),
            short=True,
        ),
        Field("warn", _("Warn before"), "number", str(team.warn_before_hours), hint=hint, short=True),
        Field(
            "promise_warn",
            _("Call promises to mind before"),
            "number",
            str(team.promise_warn_hours),
            hint=_("In hours of the day, open or not: a promised time is the customer’s."),
            short=True,
        ),
        Field(
            "escalates",
            _("When a clock runs out, the lead on duty answers for the case"),
            "yes",
            "on" if team.escalates else "",
        ),
    ]
    return Section(
        _("How soon"),
        _(
            "A clock that runs keeps the limit it began with; a new kind of target counts for every open case."
        ),
        form=Form(hours_url("hours_targets", keeper), _("Keep the targets"), fields),
    )


def _special_sections(keeper: Keeper) -> list[Section]:
    rows = [_special_row(day) for day in special_days(keeper, since=clock.now().date())]
    fields = [
        Field(
            "name", _("Name"), hint=_("Such as a holiday’s; clocks tell it as their reason."), required=True
        ),
        Field("first_on", _("First day"), "date", required=True, short=True),
        Field("last_on", _("Last day"), "date", hint=_("Empty: one day."), short=True),
        Field("spans", _("Open all the same"), hint=_("Times like 10:00-14:00. Empty: closed."), short=True),
    ]
    file = [Field("file", _("Calendar file (.ics)"), "file", required=True)]
    return [
        Section(
            _("Special days"),
            rows=rows,
            empty=_("No holiday and no exception is noted from today on."),
            links=[(_("As a calendar file"), hours_url("hours_file", keeper))],
        ),
        Section(
            _("Note a special day"),
            form=Form(hours_url("hours_special", keeper), _("Note it"), fields),
            folded=True,
        ),
        Section(
            _("Take in a calendar file"),
            _(
                "Its all-day events become special days, yearly ones for three years. Taken in again, it is brought up to date."
            ),
            form=Form(hours_url("hours_take_in", keeper), _("Take it in"), file),
            folded=True,
        ),
    ]


def _special_row(day: SpecialDay) -> Row:
    spans = write_spans(tuple((opens, closes) for opens, closes in day.spans))
    remove = Form(reverse("office:special_day_remove", args=[day.pk]), _("Take out"), grave=True)
    return Row(day.name, f"{_dates(day.first_on, day.last_on)}: {spans or _('closed')}", acts=[remove])


def _dates(first: date, last: date) -> str:
    said = [formats.date_format(day, pgettext("form of a day", "D j F Y")) for day in (first, last)]
    return said[0] if first == last else f"{said[0]} – {said[1]}"


def hours_url(name: str, keeper: Keeper) -> str:
    return reverse(f"office:{name}", args=[keeper.called])
