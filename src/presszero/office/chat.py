"""The chat: the tag that shows it on a page, and the sites that may."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from presszero.channels.chat.sites import add_site, all_sites, remove_site
from presszero.flows.queries import live_flow_for
from presszero.ground import clock
from presszero.office.shapes import Field, Form, OfficePage, Row, Section, by, done_or_shown, show, typed

HERE = "office:chat"


@require_http_methods(["GET", "HEAD", "POST"])
def chat(request: HttpRequest) -> HttpResponse:
    def act() -> None:
        add_site(address=typed(request, "address"), by=by(request), at=clock.now())

    if request.method != "POST":
        return show(request, _page())
    return done_or_shown(request, act, then=reverse(HERE), page=_page)


@require_POST
def remove(request: HttpRequest, site_id: int) -> HttpResponse:
    remove_site(site_id=site_id, by=by(request), at=clock.now())
    return HttpResponseRedirect(reverse(HERE))


def tag() -> str:
    """Return the one tag that shows the chat on any page."""
    home = settings.PRESSZERO.public_url.rstrip("/")
    return f'<script src="{home}{settings.STATIC_URL}ui/chat.js" defer></script>'


def _page() -> OfficePage:
    live = live_flow_for("chat")
    rows = [
        Row(
            site.origin,
            acts=[Form(reverse("office:chat_site_remove", args=[site.pk]), _("Take out"), grave=True)],
        )
        for site in all_sites()
    ]
    hint = _("Any address of it; only its scheme, host and port count.")
    field = Field("address", _("Address of the site"), "url", hint=hint, required=True)
    answers = (
        _("Version %(number)s of the flow %(flow)s answers first; 0 is a person, always.")
        % {"number": live.number, "flow": live.flow.name}
        if live
        else _("No flow for chat is live yet, so nobody can begin a chat. Publish one first.")
    )
    return OfficePage(
        title=_("Chat"),
        lead=answers,
        here=HERE,
        sections=[
            Section(
                _("On your pages"),
                lead=_("Put this one line on each page that shall show it:"),
                code=tag(),
                links=[(_("See it on a page of its own"), reverse("chat"))],
            ),
            Section(
                _("Sites that may show it"),
                lead=_("Browsers refuse it on the pages of any other site. This site always may."),
                rows=rows,
                empty=_("No other site yet."),
                form=Form(reverse(HERE), _("Let it"), [field]),
            ),
        ],
    )
