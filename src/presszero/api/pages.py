"""The customer's private page: opened by the secret in its address, without an account."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import File, Form
from ninja.files import UploadedFile

from presszero.api.access import ANYONE
from presszero.api.routes import Routes
from presszero.api.schemas.intake import CustomerCase, LetterGiven, MissedGiven, Revoked
from presszero.api.schemas.own import KeyAsked, MailsChosen, MailsGiven, OwnAsked, OwnCase, OwnCases
from presszero.cases.links import new_link, open_link, revoke_links
from presszero.cases.queries import attachment_for_customer, cases_at_address
from presszero.channels.webform.files import given_files
from presszero.channels.webform.receiving import (
    choose_on_page,
    confirm_outcome,
    confirm_sender,
    is_mail_address,
    missed,
    not_fixed,
    write_back,
)
from presszero.customers.choices import hears_by
from presszero.customers.keys import ask_for_key, use_key
from presszero.ground import clock
from presszero.ground.actors import Actor
from presszero.pure.errors import BadInput
from presszero.ui.file_responses import file_response
from presszero.ui.languages import spoken

routes = Routes(tags=["customer page"])
PAGE = "/c/{str:token}/"


@routes.reads(PAGE, act=ANYONE, answers=CustomerCase, name="show_page")
def show_page(request: HttpRequest, token: str) -> CustomerCase:
    """What we understood, the answer to each point, and what we promised."""
    return CustomerCase.of(open_link(token, clock.now()).case)


@routes.changes(PAGE + "letters/", act=ANYONE, answers=CustomerCase, name="write_on_page", status=201)
def write(
    request: HttpRequest, token: str, given: Form[LetterGiven], files: File[list[UploadedFile] | None] = None
) -> CustomerCase:
    """Write to the person who answers."""
    at = clock.now()
    case = open_link(token, at).case
    write_back(case=case, words=given.words, files=given_files(request, at), at=at)
    return show_page(request, token)


@routes.changes(
    PAGE + "points/{int:number}/missed/", act=ANYONE, answers=CustomerCase, name="say_point_missed"
)
def point_missed(request: HttpRequest, token: str, number: int, given: MissedGiven) -> CustomerCase:
    """An answer does not answer the point: it is open again."""
    at = clock.now()
    missed(case=open_link(token, at).case, number=number, words=given.words, at=at)
    return show_page(request, token)


@routes.changes(PAGE + "not-fixed/", act=ANYONE, answers=CustomerCase, name="say_not_fixed")
def still_wrong(request: HttpRequest, token: str, given: LetterGiven) -> CustomerCase:
    """It is not settled: the case is open again."""
    at = clock.now()
    not_fixed(case=open_link(token, at).case, words=given.words, at=at)
    return show_page(request, token)


@routes.changes(PAGE + "settled/", act=ANYONE, answers=CustomerCase, name="say_settled")
def settled(request: HttpRequest, token: str) -> CustomerCase:
    """It is settled: closed is our word, settled is theirs."""
    at = clock.now()
    confirm_outcome(case=open_link(token, at).case, at=at)
    return show_page(request, token)


@routes.changes(PAGE + "confirmation/", act=ANYONE, answers=CustomerCase, name="confirm_address")
def confirm(request: HttpRequest, token: str) -> CustomerCase:
    """Whoever opened the link that went only to an address holds the address."""
    at = clock.now()
    confirm_sender(link=open_link(token, at), at=at)
    return show_page(request, token)


@routes.changes(PAGE + "mails/", act=ANYONE, answers=MailsChosen, name="choose_mails")
def choose(request: HttpRequest, token: str, given: MailsGiven) -> MailsChosen:
    """Which mails reach this customer; only by a link that went to the address itself."""
    link = open_link(token, clock.now())
    choose_on_page(link=link, hears=given.hears, at=clock.now())
    return MailsChosen(hears=hears_by(link.case.customer))


@routes.changes("/mine/", act=ANYONE, answers=KeyAsked, name="ask_for_own", status=201)
def ask_for_own(request: HttpRequest, given: OwnAsked) -> KeyAsked:
    """Ask for the mail whose link opens all letters of an address. Known and unknown addresses are told the same."""
    if not is_mail_address(given.email):
        raise BadInput(
            _("“%(email)s” is no mail address. One looks like name@example.org.")
            % {"email": given.email[:80]},
            "email",
        )
    ask_for_key(address=given.email, language=spoken(), at=clock.now())
    return KeyAsked(asked=True)


@routes.changes("/mine/{str:token}/", act=ANYONE, answers=OwnCases, name="open_own")
def open_own(request: HttpRequest, token: str) -> OwnCases:
    """Use up the link of the mail: each letter of its address, with the address of its private page."""
    at = clock.now()
    address = use_key(token=token, at=at)
    base, found = settings.PRESSZERO.public_url.rstrip("/"), cases_at_address(address=address)
    links = [f"{base}/c/{new_link(case=case, sent_to=address, at=at)}/" for case in found]
    return OwnCases(cases=[OwnCase.of(case, link) for case, link in zip(found, links, strict=True)])


@routes.changes(PAGE + "revocation/", act=ANYONE, answers=Revoked, name="revoke_page")
def revoke(request: HttpRequest, token: str) -> Revoked:
    """Close every private link to this case."""
    at = clock.now()
    case = open_link(token, at).case
    return Revoked(links=revoke_links(case=case, by=Actor("customer", case.customer_id), at=at))


@routes.reads_file(PAGE + "files/{int:attachment_id}/", act=ANYONE, name="read_page_file")
def page_file(request: HttpRequest, token: str, attachment_id: int) -> HttpResponse:
    """A file of the customer's own letters or of ours to them."""
    case = open_link(token, clock.now()).case
    return file_response(attachment_for_customer(attachment_id=attachment_id, case=case))
