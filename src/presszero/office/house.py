"""The organisation itself: the screen."""

from __future__ import annotations

from zoneinfo import available_timezones

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from presszero.ground import clock
from presszero.office.shapes import Field, Form, OfficePage, Section, by, done_or_shown, show, typed
from presszero.office.shaping import BOTH
from presszero.organisation.house import HouseFacts, change_organisation
from presszero.organisation.queries import the_organisation

HERE = "office:organisation"


@BOTH
def organisation(request: HttpRequest) -> HttpResponse:
    def act() -> None:
        facts = HouseFacts(
            name=typed(request, "name"),
            phone=typed(request, "phone"),
            time_zone=typed(request, "time_zone"),
            language=typed(request, "language"),
        )
        change_organisation(facts=facts, by=by(request), at=clock.now())

    if request.method != "POST":
        return show(request, _page())
    return done_or_shown(request, act, then=reverse(HERE), page=_page)


def _page() -> OfficePage:
    house = the_organisation()
    fields = [
        Field(
            "name", _("Name"), value=house.name, required=True, hint=_("Heads every letter and public page.")
        ),
        Field(
            "phone",
            _("Phone"),
            value=house.phone,
            short=True,
            hint=_("Stands under “Rather talk?” on every public page. Empty: no number is shown."),
        ),
        Field(
            "time_zone",
            _("Time zone"),
            value=house.time_zone,
            required=True,
            suggests=sorted(available_timezones()),
            hint=_(
                "Hours and promises are counted in it. When it changes, what is still due is counted again."
            ),
        ),
        Field(
            "language",
            _("Language"),
            "choice",
            house.language,
            [(code, str(name)) for code, name in settings.LANGUAGES],
            hint=_("For customers whose letters and browsers tell us no other."),
        ),
    ]
    return OfficePage(
        title=_("Organisation"),
        lead=_("What customers and colleagues read of the house itself."),
        here=HERE,
        sections=[Section(form=Form(reverse(HERE), _("Keep"), fields, primary=True))],
    )
