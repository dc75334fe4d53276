"""Addresses for customers: all public, each opened by its own secret or by none."""

from __future__ import annotations

from django.urls import path
from django.views.i18n import set_language

from presszero.publicsite import chat, flows, mails, own, reading, views
from presszero.ui.default_deny import public

PAGE = "c/<str:token>/"
CHAT = "chat/<str:token>/"

urlpatterns = [
    path("machines/", flows.machines, name="machines"),
    path("write/", views.write, name="write"),
    path("language/", public(set_language), name="set_language"),
    path("chat/", chat.show, name="chat"),
    path("chat/begin/", chat.begin, name="chat_begin"),
    path(CHAT + "turns/", chat.turns, name="chat_turns"),
    path(CHAT + "typing/", chat.typing, name="chat_typing"),
    path(CHAT + "end/", chat.end, name="chat_end"),
    path("reading/", reading.reading, name="reading"),
    path("mine/", own.own, name="own"),
    path("mine/closing/", own.own_close, name="own_close"),
    path("mine/cases/<int:case_id>/", own.own_case, name="own_case"),
    path("mine/<str:token>/", own.own_key, name="own_key"),
    path("u/<str:token>/", mails.one_click, name="one_click"),
    path(PAGE, views.page, name="page"),
    path(PAGE + "mails/", mails.choose, name="page_mails"),
    path(PAGE + "download/", views.page_download, name="page_download"),
    path(PAGE + "letters/", views.page_write, name="page_write"),
    path(PAGE + "points/<int:number>/missed/", views.page_missed, name="page_missed"),
    path(PAGE + "not-fixed/", views.page_not_fixed, name="page_not_fixed"),
    path(PAGE + "settled/", views.page_settled, name="page_settled"),
    path(PAGE + "confirmation/", views.page_confirm, name="page_confirm"),
    path(PAGE + "revocation/", views.page_revoke, name="page_revoke"),
    path(PAGE + "files/<int:attachment_id>/", views.page_file, name="page_file"),
]
