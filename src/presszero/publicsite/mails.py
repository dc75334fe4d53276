"""Which mails a customer hears by: on their page, or by one click in their mail program (RFC 8058)."""

from __future__ import annotations

from types import SimpleNamespace as Shape

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from presszero.cases.links import open_link
from presszero.cases.models import PrivateLink
from presszero.channels.webform.receiving import choose_on_page
from presszero.customers.choices import choice_of_token, hears_by, hears_of, unsubscribe
from presszero.customers.models import MailChoice
from presszero.ground import clock
from presszero.ui.default_deny import public


@csrf_exempt
@public
def one_click(request: HttpRequest, token: str) -> HttpResponse:
    """The unsubscribe address. A mail program posts to it without a cookie; looking at it ends nothing."""
    pressed = request.method == "POST"
    choice = unsubscribe(token=token, at=clock.now()) if pressed else choice_of_token(token)
    shape = Shape(
        url=reverse("one_click", args=[token]),
        ended=choice.hears != MailChoice.Hears.ALL,
    )
    return render(request, "publicsite/unsubscribe.html", {"mails": shape})


@public
@require_POST
def choose(request: HttpRequest, token: str) -> HttpResponse:
    """The choice on the private page."""
    link = open_link(token, clock.now())
    choose_on_page(link=link, hears=request.POST.get("hears", ""), at=clock.now())
    return HttpResponseRedirect(f"{reverse('page', args=[token])}?done=mails")


def choices_shape(link: PrivateLink, url: str) -> Shape | None:
    """Return the choices for the page; None where this link may not choose."""
    if not link.sent_to:
        return None
    now, chosen_here = hears_of(link.case.customer), hears_by(link.case.customer)
    rows = [
        Shape(value=value, words=words, checked=value == chosen_here)
        for value, words in MailChoice.Hears.choices
    ]
    return Shape(url=url, choices=rows, is_of_another=now != chosen_here)
