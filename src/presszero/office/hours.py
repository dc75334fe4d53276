"""Opening hours, special days and response targets: the screens."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from presszero.ground import clock
from presszero.office.hours_pages import HERE, hours_list, hours_page, hours_url
from presszero.office.shapes import by, day_typed, done_or_shown, number, number_or_none, show, typed
from presszero.organisation.hours import (
    add_special_day,
    calendar_file,
    keeper_called,
    make_place,
    remove_special_day,
    set_targets,
    set_week,
    take_in_calendar,
)
from presszero.pure.errors import BadInput
from presszero.pure.hours import read_spans

MOST_FILE_BYTES = 2_000_000


@require_GET
def hours(request: HttpRequest) -> HttpResponse:
    return show(request, hours_list())


@require_GET
def hours_of(request: HttpRequest, keeper: str) -> HttpResponse:
    return show(request, hours_page(keeper_called(keeper), request.GET))


@require_POST
def week(request: HttpRequest, keeper: str) -> HttpResponse:
    whose = keeper_called(keeper)
    days = [typed(request, f"day{day}") for day in range(7)]

    def act() -> None:
        for day, words in enumerate(days):
            _read_day(day, words)
        set_week(keeper=whose, days=days, by=by(request), at=clock.now())

    return done_or_shown(request, act, then=hours_url("hours_of", whose), page=lambda: hours_page(whose))


def _read_day(day: int, words: str) -> None:
    """Say beside the day itself what is wrong with it."""
    try:
        read_spans(words)
    except BadInput as error:
        raise BadInput(error.sentence, f"day{day}") from None


@require_POST
def targets(request: HttpRequest, keeper: str) -> HttpResponse:
    whose = keeper_called(keeper)

    def act() -> None:
        set_targets(
            team_id=whose.team_id or 0,
            first_hours=number(request, "first", _("First answer within")),
            next_hours=number_or_none(request, "next", _("Next answers within")),
            settle_hours=number_or_none(request, "settle", _("Settled within")),
            warn_before_hours=number(request, "warn", _("Warn before")),
            promise_warn_hours=_promise_warning(request),
            escalates=bool(typed(request, "escalates")),
            by=by(request),
            at=clock.now(),
        )

    return done_or_shown(request, act, then=hours_url("hours_of", whose), page=lambda: hours_page(whose))


def _promise_warning(request: HttpRequest) -> int:
    hours = number_or_none(request, "promise_warn", _("Call promises to mind before"))
    return 2 if hours is None else hours


@require_POST
def special(request: HttpRequest, keeper: str) -> HttpResponse:
    whose = keeper_called(keeper)

    def act() -> None:
        first_on = day_typed(request, "first_on")
        add_special_day(
            keeper=whose,
            name=typed(request, "name"),
            first_on=first_on,
            last_on=day_typed(request, "last_on") if typed(request, "last_on") else first_on,
            spans=typed(request, "spans"),
            by=by(request),
            at=clock.now(),
        )

    return done_or_shown(request, act, then=hours_url("hours_of", whose), page=lambda: hours_page(whose))


@require_POST
def remove_special(request: HttpRequest, day_id: int) -> HttpResponse:
    whose = remove_special_day(day_id=day_id, by=by(request), at=clock.now())
    return HttpResponseRedirect(hours_url("hours_of", whose))


@require_POST
def take_in(request: HttpRequest, keeper: str) -> HttpResponse:
    whose, file = keeper_called(keeper), request.FILES.get("file")
    then = hours_url("hours_of", whose)
    try:
        text = file.read(MOST_FILE_BYTES + 1).decode("utf-8", "replace") if file else ""
        done = take_in_calendar(keeper=whose, text=text, by=by(request), at=clock.now())
    except BadInput as error:
        sentence, name = error.sentence, error.field

        def refuse() -> None:
            raise BadInput(sentence, name)

        return done_or_shown(request, refuse, then=then, page=lambda: hours_page(whose))
    return HttpResponseRedirect(f"{then}?new={done.new}&changed={done.changed}&out={len(done.left_out)}")


@require_GET
def file(request: HttpRequest, keeper: str) -> HttpResponse:
    whose = keeper_called(keeper)
    host = settings.PRESSZERO.mail_domain
    answer = HttpResponse(
        calendar_file(keeper=whose, at=clock.now(), host=host), content_type="text/calendar; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="hours-{whose.called}.ics"'
    return answer


@require_POST
def place(request: HttpRequest) -> HttpResponse:
    def act() -> None:
        make_place(
            name=typed(request, "name"),
            address=typed(request, "address"),
            time_zone=typed(request, "time_zone").strip(),
            by=by(request),
            at=clock.now(),
        )

    return done_or_shown(request, act, then=reverse(HERE), page=hours_list)
