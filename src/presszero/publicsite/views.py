"""Pages for anyone: the start, the web form, and the customer's own page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from types import SimpleNamespace as Shape

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from presszero.cases.links import link_of, new_link, open_link, revoke_links
from presszero.cases.models import Case, PrivateLink
from presszero.cases.queries import attachment_for_customer
from presszero.channels.webform.files import (
    LARGEST_TOTAL_BYTES,
    MOST_FILES,
    files_of,
    given_files,
    wrong_in_files,
)
from presszero.channels.webform.late import keep_form
from presszero.channels.webform.receiving import (
    LONGEST_MESSAGE,
    confirm_outcome,
    confirm_sender,
    missed,
    not_fixed,
    receive_form,
    write_back,
    wrong_in_letter,
)
from presszero.flows.queries import live_flow_for
from presszero.ground import clock
from presszero.ground.actors import Actor
from presszero.ground.late import NoRoomForMore, late_room
from presszero.ground.tokens import new_token
from presszero.organisation.models import Team, Topic
from presszero.organisation.queries import the_organisation
from presszero.publicsite.download import download
from presszero.publicsite.pages import CustomerPage
from presszero.pure.errors import BadInput
from presszero.pure.words import name_key
from presszero.ui import times
from presszero.ui.away import is_away, while_away
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
                flows_url=reverse("machines"),
                own_url=reverse("own"),
                sign_in_url=reverse("account_login"),
                doors_url="/demo/" if demo else None,
                post_office_url="/demo/post-office/" if demo else None,
                has_chat=live_flow_for("chat") is not None,
            )
        },
    )


def write_while_away(request: HttpRequest) -> HttpResponse:
    """The web form without the database: shown as it is, and what is written is kept on disk."""
    if request.method != "POST":
        return _form(request, {}, {})
    if request.POST.get("website"):
        return _sent(request, "")
    typed = _typed(request)
    if wrong := _wrong(request, typed):
        return _form(request, typed, wrong, status=422)
    files = [(file.name or "", _from_the_start(file)) for file in files_of(request)]
    try:
        keep_form(late_room(), **typed, files=files, token=_token(request), at=datetime.now(UTC))
    except NoRoomForMore:
        return _form(request, typed, {"message": _no_room()}, status=503)
    return _sent(request, typed["email"], late=True)


def _no_room() -> str:
    return _(
        "Our records are away, and the room for what waits is full. Nothing was kept: please keep your words and "
        "send them again in an hour."
    )


@public
@while_away(write_while_away)
def write(request: HttpRequest) -> HttpResponse:
    """The web form: nothing typed is lost by an error."""
    if request.method != "POST":
        return _form(request, {}, {})
    if request.POST.get("website"):
        return _sent(request, "")  # a field no person sees was filled: say thanks, keep nothing
    typed, at = _typed(request), clock.now()
    if wrong := _wrong(request, typed):
        return _form(request, typed, wrong, status=422)
    contact = receive_form(**typed, files=given_files(request, at), token=_token(request), at=at)
    return _sent(request, contact.address, contact.case)


FIELDS = ("name", "email", "message", "place", "topic")


def _typed(request: HttpRequest) -> dict[str, str]:
    return {name: request.POST.get(name, "").replace("\r\n", "\n").strip() for name in FIELDS}


def _token(request: HttpRequest) -> str:
    return request.POST.get("token", "")[:64]


def _wrong(request: HttpRequest, typed: dict[str, str]) -> dict[str, str]:
    """Return everything that is to be mended, in one go."""
    return wrong_in_letter(message=typed["message"], email=typed["email"]) | wrong_in_files(request)


def _from_the_start(file: UploadedFile) -> Iterable[bytes]:
    file.seek(0)
    return file.chunks()


def _form(
    request: HttpRequest, typed: dict[str, str], errors: dict[str, str], status: int = 200
) -> HttpResponse:
    form = Shape(
        **{name: typed.get(name, "") for name in FIELDS},
        url=reverse("write"),
        intro=_("Tell us in your own words. A named person answers each thing you ask."),
        topics=[] if is_away(request) else _topics(typed.get("topic", "")),
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


def _topics(chosen: str) -> list[Shape]:
    by_name = sorted(Topic.objects.all(), key=lambda topic: name_key(topic.name))
    return [Shape(key=str(topic.pk), name=topic.name, chosen=chosen == str(topic.pk)) for topic in by_name]


def _sent(request: HttpRequest, email: str, case: Case | None = None, *, late: bool = False) -> HttpResponse:
    sent = Shape(reference="", answerer="", when_words="", page_url=None, email=email, late=late)
    if case:
        now = clock.now()
        due = case.answer_due_at
        sent.reference, sent.answerer = case.reference, case.owner.name
        sent.when_words = times.by_words(due, now, the_organisation().time_zone) if due else ""
        sent.page_url = reverse("page", args=[new_link(case=case, sent_to="", at=now)])
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
        "mails": _("Kept. You can choose again at any time."),
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
def page_download(request: HttpRequest, token: str) -> StreamingHttpResponse:
    """The whole case in one file to keep."""
    link = _link(request, token)
    return download_response(link, token)


def download_response(link: PrivateLink, token: str) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(
        download(CustomerPage(link, token, clock.now())), content_type="application/zip"
    )
    answer["Content-Disposition"] = f'attachment; filename="{link.case.reference}.zip"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@public
@require_GET
def page_file(request: HttpRequest, token: str, attachment_id: int) -> HttpResponse:
    link = _link(request, token)
    return file_response(attachment_for_customer(attachment_id=attachment_id, case=link.case))
