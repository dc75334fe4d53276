"""Pages for anyone: the start, the web form, and the customer's own page."""

from __future__ import annotations

from types import SimpleNamespace as Shape
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from presszero.cases.links import link_of, new_link, open_link, revoke_links
from presszero.cases.models import Case, PrivateLink
from presszero.cases.queries import attachment_for_customer
from presszero.channels.webform.files import LARGEST_TOTAL_BYTES, MOST_FILES, given_files
from presszero.channels.webform.receiving import (
    LONGEST_MESSAGE,
    confirm_outcome,
    confirm_sender,
    missed,
    not_fixed,
    receive_form,
    write_back,
)
from presszero.ground import clock
from presszero.ground.actors import Actor
from presszero.ground.tokens import new_token
from presszero.organisation.models import Team, Topic
from presszero.organisation.queries import the_organisation
from presszero.publicsite.pages import CustomerPage
from presszero.pure.errors import BadInput
from presszero.pure.words import name_key
from presszero.ui import times
from presszero.ui.default_deny import public
from presszero.ui.file_responses import file_response
from presszero.ui.languages import speak


@public
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    team = Team.objects.order_by("id").first()
    demo = settings.PRESSZERO.purpose == "demo"
    return render(
        request,
        "publicsite/home.html",
        {
            "home": Shape(
                words=_(
                    "A named person answers each thing you ask, and what we promise is kept or you are told first."
                ),
                mail_address=f"{team.mail_name}@{settings.PRESSZERO.mail_domain}" if team else "",
                write_url=reverse("write"),
                sign_in_url=reverse("account_login"),
                doors_url="/demo/" if demo else None,
                post_office_url="/demo/post-office/" if demo else None,
            )
        },
    )


@public
def write(request: HttpRequest) -> HttpResponse:
    """The web form: nothing typed is lost by an error."""
    if request.method != "POST":
        return _form(request, {}, {})
    if request.POST.get("website"):
        return _sent(request, None)  # a field no person sees was filled: say thanks, keep nothing
    typed = {name: request.POST.get(name, "").replace("\r\n", "\n").strip() for name in FIELDS}
    at = clock.now()
    try:
        contact = receive_form(
            **typed, files=given_files(request, at), token=request.POST.get("token", "")[:64], at=at
        )
    except BadInput as error:
        return _form(request, typed, {error.field or "message": error.sentence}, status=422)
    return _sent(request, contact)


FIELDS = ("name", "email", "message", "place", "topic")


def _form(
    request: HttpRequest, typed: dict[str, str], errors: dict[str, str], status: int = 200
) -> HttpResponse:
    topics = [
        Shape(key=str(topic.pk), name=topic.name, chosen=typed.get("topic") == str(topic.pk))
        for topic in sorted(Topic.objects.all(), key=lambda topic: name_key(topic.name))
    ]
    form = Shape(
        **{name: typed.get(name, "") for name in FIELDS},
        url=reverse("write"),
        intro=_("Tell us in your own words. A named person answers each thing you ask."),
        topics=topics,
        places=[],
        errors=errors,
        files_lost=bool(request.FILES),
        size_words=_("Up to %(n)s files, %(size)s together.")
        % {"n": MOST_FILES, "size": times.size_words(LARGEST_TOTAL_BYTES)},
        privacy_words=_("Only the people who answer you read it."),
        trap_name="website",
        token=request.POST.get("token") or new_token(),
        longest=LONGEST_MESSAGE,
    )
    return render(request, "publicsite/form.html", {"form": form}, status=status)


def _sent(request: HttpRequest, contact: Any) -> HttpResponse:
    now, zone = clock.now(), the_organisation().time_zone
    case: Case | None = contact.case if contact else None
    page_url = None
    if case and contact:
        token = new_link(case=case, sent_to="", at=now)
        page_url = reverse("page", args=[token])
    due = case.answer_due_at if case else None
    sent = Shape(
        reference=case.reference if case else "",
        answerer=case.owner.name if case else "",
        when_words=times.by_words(due, now, zone) if due else "",
        page_url=page_url,
        email=contact.address if contact else "",
        late=False,
    )
    return render(request, "publicsite/sent.html", {"sent": sent})


def _link(request: HttpRequest, token: str) -> PrivateLink:
    """Return the link, and speak the language of its letter from here on."""
    link = open_link(token, clock.now())
    speak(request, link.case.language)
    return link


@public
@require_GET
def page(request: HttpRequest, token: str) -> HttpResponse:
    link = link_of(token, clock.now())
    if link is None:
        closed = Shape(why="unknown", when_words="", write_url=reverse("write"))
        return render(request, "publicsite/link_closed.html", {"closed": closed}, status=404)
    speak(request, link.case.language)
    return _show(request, link, token, notice=_said(request.GET.get("done", "")))


def _show(
    request: HttpRequest, link: PrivateLink, token: str, status: int = 200, **more: str
) -> HttpResponse:
    shape = CustomerPage(link, token, clock.now()).all(**more)
    return render(request, "publicsite/case.html", {"page": shape}, status=status)


def _said(done: str) -> str:
    return {
        "written": _("Thank you. It stands with your letter now, and the person who answers you has it."),
        "missed": _("Thank you for saying so. The point is open again."),
        "not-fixed": _("It is open again, with the same person."),
        "settled": _("Thank you for saying so. If it comes back, open it again here."),
        "confirmed": _("Thank you. Our answers reach you at your address."),
    }.get(done, "")


def _back(token: str, done: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('page', args=[token])}?done={done}")


@public
@require_POST
def page_write(request: HttpRequest, token: str) -> HttpResponse:
    link, at = _link(request, token), clock.now()
    words = request.POST.get("words", "").replace("\r\n", "\n")
    try:
        write_back(case=link.case, words=words, files=given_files(request, at), at=at)
    except BadInput as error:
        beside = {"files_error" if error.field == "files" else "error": error.sentence}
        return _show(request, link, token, status=422, words=words, **beside)
    return _back(token, "written")


@public
@require_POST
def page_missed(request: HttpRequest, token: str, number: int) -> HttpResponse:
    missed(
        case=_link(request, token).case, number=number, words=request.POST.get("words", ""), at=clock.now()
    )
    return _back(token, "missed")


@public
@require_POST
def page_not_fixed(request: HttpRequest, token: str) -> HttpResponse:
    link, words = _link(request, token), request.POST.get("words", "").replace("\r\n", "\n")
    try:
        not_fixed(case=link.case, words=words, at=clock.now())
    except BadInput as error:
        return _show(request, link, token, status=422, error=error.sentence)
    return _back(token, "not-fixed")


@public
@require_POST
def page_settled(request: HttpRequest, token: str) -> HttpResponse:
    confirm_outcome(case=_link(request, token).case, at=clock.now())
    return _back(token, "settled")


@public
@require_POST
def page_confirm(request: HttpRequest, token: str) -> HttpResponse:
    confirm_sender(link=_link(request, token), at=clock.now())
    return _back(token, "confirmed")


@public
@require_POST
def page_revoke(request: HttpRequest, token: str) -> HttpResponse:
    link = _link(request, token)
    revoke_links(case=link.case, by=Actor("customer", link.case.customer_id), at=clock.now())
    closed = Shape(why="revoked", when_words="", write_url=reverse("write"))
    return render(request, "publicsite/link_closed.html", {"closed": closed})


@public
@require_GET
def page_file(request: HttpRequest, token: str, attachment_id: int) -> HttpResponse:
    link = _link(request, token)
    return file_response(attachment_for_customer(attachment_id=attachment_id, case=link.case))
