"""A line closed for a time of its own: its part of the page of cover."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from presszero.ground import clock
from presszero.lines.closing import close_line, closings
from presszero.lines.models import LineClosing
from presszero.office.shapes import Field, Form, Row, Section, by, typed
from presszero.organisation.models import Team
from presszero.organisation.queries import the_organisation
from presszero.pure.errors import BadInput
from presszero.ui import times


def closing_sections(team: Team) -> list[Section]:
    """Return what is closed now or will be, and the form that closes the line."""
    held = closings(since=clock.now(), team_id=team.pk)
    return [
        Section(
            _("Closings of the line"),
            _("While the line is closed, callers are led on as the flow says when nobody can be reached."),
            rows=[_row(one) for one in held],
            empty=_("The line is open whenever the team is."),
        ),
        Section(_("Close the line for a time"), form=_form(team), folded=True),
    ]


def _row(closing: LineClosing) -> Row:
    zone = the_organisation().time_zone
    when = _("from %(begins)s until %(ends)s") % {
        "begins": times.full_words(closing.begins_at, zone),
        "ends": times.full_words(closing.ends_at, zone),
    }
    who = _("closed by %(name)s") % {"name": closing.made_by.name} if closing.made_by else ""
    reopen = Form(reverse("office:line_reopening", args=[closing.pk]), _("Open it again"))
    return Row(closing.why, ", ".join(part for part in (when, who) if part), acts=[reopen])


def _form(team: Team) -> Form:
    fields = [
        Field("why", _("Why"), hint=_("Such as a fire alarm. Colleagues read it."), required=True),
        Field("begins_at", _("From"), "datetime-local", hint=_("Empty: at once."), short=True),
        Field("ends_at", _("Until"), "datetime-local", required=True, short=True),
    ]
    return Form(reverse("office:line_closing", args=[team.pk]), _("Close the line"), fields, grave=True)


def close_typed(request: HttpRequest, team_id: int) -> None:
    """Close a line as it was typed. Raises BadInput."""
    now = clock.now()
    close_line(
        team_id=team_id,
        begins_at=_instant(request, "begins_at") if typed(request, "begins_at") else now,
        ends_at=_instant(request, "ends_at"),
        why=typed(request, "why"),
        by=by(request),
        at=now,
    )


def _instant(request: HttpRequest, name: str) -> datetime:
    """Return a time as it was typed on the clock of the house. Raises BadInput."""
    at = times.from_form(typed(request, name), the_organisation().time_zone)
    if at is None:
        raise BadInput(_("Give a day and a time, such as 2026-03-02 14:30."), name)
    return at
