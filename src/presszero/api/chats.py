"""Chats: the customer's side, opened by its secret; the desk's side; and the sites that may show the widget."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from presszero.api.access import ANYONE
from presszero.api.calling import actor_of
from presszero.api.routes import Routes
from presszero.api.schemas.chats import (
    CaseChat,
    ChatAnswerGiven,
    ChatBegun,
    ChatShape,
    ChatWordsGiven,
    NewChat,
    SiteGiven,
    SiteList,
    Typing,
)
from presszero.api.schemas.words import Id
from presszero.cases.queries import seen_case
from presszero.channels.chat.opening import Visitor, begin_chat, known_chat
from presszero.channels.chat.saying import end_chat, say
from presszero.channels.chat.serving import answer_in_chat, chat_of_case, join_chat, leave_chat
from presszero.channels.chat.sites import add_site, remove_site
from presszero.channels.chat.typing import customer_types, worker_types
from presszero.ground import clock
from presszero.ground.tokens import new_token
from presszero.pure.errors import NotFoundHere

routes = Routes(tags=["chats"])
CHAT, OF_CASE, SITES = "/chat/{str:token}/", "/cases/{int:case_id}/chat/", "/chat-sites/"


@routes.changes("/chat/begin/", act=ANYONE, answers=NewChat, name="begin_chat", status=201)
def begin(request: HttpRequest, given: ChatBegun) -> NewChat:
    """Begin a chat with the flow that is live."""
    token = new_token()
    visitor = Visitor(token, address=request.META.get("REMOTE_ADDR", ""))
    return NewChat.with_token(begin_chat(visitor=visitor, language=given.language, at=clock.now()), token)


@routes.reads(CHAT + "turns/", act=ANYONE, answers=ChatShape, name="read_chat")
def read(request: HttpRequest, token: str, after: Id = 0) -> ChatShape:
    """What was said after a place in the chat, and how it stands."""
    with transaction.atomic():
        return ChatShape.of(known_chat(token=token, browser="", at=clock.now()), after)


@routes.changes(CHAT + "turns/", act=ANYONE, answers=ChatShape, name="say_in_chat")
def say_it(request: HttpRequest, token: str, given: ChatWordsGiven) -> ChatShape:
    """Write as the customer; a key sent again counts once."""
    return ChatShape.of(say(token=token, words=given.words, key=given.key, at=clock.now()))


@routes.changes(CHAT + "typing/", act=ANYONE, answers=Typing, name="type_as_customer")
def customer_typing(request: HttpRequest, token: str) -> Typing:
    """Let the desk see that the customer is typing; it holds for a few seconds."""
    customer_types(token=token, browser="", at=clock.now())
    return Typing()


@routes.changes(CHAT + "end/", act=ANYONE, answers=ChatShape, name="end_chat")
def end(request: HttpRequest, token: str) -> ChatShape:
    """End the chat as the customer; what was promised in it stays promised."""
    return ChatShape.of(end_chat(token=token, at=clock.now()))


@routes.reads(OF_CASE, act="see cases", answers=CaseChat, name="show_chat")
def of_case(request: HttpRequest, case_id: int) -> CaseChat:
    """The newest chat of a case, with what the customer entered already."""
    seen_case(case_id=case_id, by=actor_of(request))
    chat = chat_of_case(case_id=case_id)
    if chat is None:
        raise NotFoundHere(_("This case holds no chat. Answer it by a reply."))
    return CaseChat.of_case(chat)


@routes.changes(OF_CASE + "presence/", act="answer cases", answers=CaseChat, name="join_chat")
def join(request: HttpRequest, case_id: int) -> CaseChat:
    """Take the conversation over, and the case with it."""
    return CaseChat.of_case(join_chat(case_id=case_id, by=actor_of(request), at=clock.now()))


@routes.changes(OF_CASE + "turns/", act="answer cases", answers=CaseChat, name="answer_in_chat")
def answer(request: HttpRequest, case_id: int, given: ChatAnswerGiven) -> CaseChat:
    """Write to the customer, and settle the points that these words answer."""
    chat = answer_in_chat(
        case_id=case_id,
        words=given.words,
        key=given.key,
        points=given.points,
        by=actor_of(request),
        at=clock.now(),
    )
    return CaseChat.of_case(chat)


@routes.changes(OF_CASE + "departure/", act="answer cases", answers=CaseChat, name="leave_chat")
def leave(request: HttpRequest, case_id: int) -> CaseChat:
    """Leave the conversation; the customer is told who answers from here."""
    return CaseChat.of_case(leave_chat(case_id=case_id, by=actor_of(request), at=clock.now()))


@routes.changes(OF_CASE + "typing/", act="answer cases", answers=Typing, name="type_in_chat")
def typing(request: HttpRequest, case_id: int) -> Typing:
    """Let the customer see that whoever is in the chat is typing; it holds for a few seconds."""
    worker_types(case_id=case_id, by=actor_of(request))
    return Typing()


@routes.reads(SITES, act="shape the office", answers=SiteList, name="list_chat_sites")
def sites(request: HttpRequest) -> SiteList:
    """The sites whose pages may show the widget."""
    return SiteList.all()


@routes.changes(SITES, act="shape the office", answers=SiteList, name="add_chat_site", status=201)
def site_add(request: HttpRequest, given: SiteGiven) -> SiteList:
    """Let the pages of a site show the widget."""
    add_site(address=given.address, by=actor_of(request), at=clock.now())
    return SiteList.all()


@routes.changes(
    SITES + "{int:site_id}/removal/", act="shape the office", answers=SiteList, name="remove_chat_site"
)
def site_remove(request: HttpRequest, site_id: int) -> SiteList:
    """Pages of a site show the widget no more."""
    remove_site(site_id=site_id, by=actor_of(request), at=clock.now())
    return SiteList.all()
