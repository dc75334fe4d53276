"""The desk's addresses, each with the act it needs beside it; those of one case stand in case_urls."""

from __future__ import annotations

from django.urls import path

from presszero.desk import (
    asks,
    day,
    inbox,
    incidents,
    letters_to_all,
    mail,
    many,
    on_behalf,
    promise_calendar,
    promises,
    together,
    turns,
    views,
)
from presszero.desk.case_urls import case_addresses
from presszero.ui.default_deny import needs

app_name = "desk"
PROMISE, INCIDENT = "promises/<int:promise_id>/", "incidents/<int:incident_id>/"
GATHERING = "gatherings/<int:gathering_id>/"

urlpatterns = [
    path("", needs("use the desk", inbox.show), name="inbox"),
    path("day/", needs("use the desk", day.show), name="day"),
    path("asks/", needs("use the desk", asks.show), name="asks"),
    path("asks/line/", needs("use the desk", asks.line), name="asked"),
    path("asks/heard/", needs("use the desk", asks.heard), name="asks_heard"),
    path("asks/<int:ask_id>/answer/", needs("use the desk", asks.answer), name="ask_answer"),
    path("team-asks/<int:inquiry_id>/answer/", needs("use the desk", asks.team_answer), name="team_answer"),
    path("views/", needs("use the desk", views.keep), name="view_keep"),
    path("views/<int:view_id>/removal/", needs("use the desk", views.remove), name="view_remove"),
    path("cases/batches/", needs("answer cases", many.act), name="batch"),
    path("batches/<int:batch_id>/undoing/", needs("answer cases", many.undo), name="batch_undo"),
    path("cases/new/", needs("answer cases", on_behalf.new), name="on_behalf"),
    path("customers/", needs("answer cases", on_behalf.customers), name="customers"),
    path("news/", needs("follow cases", together.unseen), name="news_unseen"),
    path("news/seen/", needs("follow cases", together.all_seen), name="all_seen"),
    path("incidents/", needs("see cases", incidents.show_all), name="incidents"),
    path(INCIDENT, needs("see cases", incidents.show), name="incident"),
    path(INCIDENT + "facts/", needs("arrange cases", incidents.facts), name="incident_facts"),
    path(INCIDENT + "over/", needs("arrange cases", incidents.over), name="incident_over"),
    path(INCIDENT + "letters/", needs("see cases", letters_to_all.show), name="letters"),
    path(INCIDENT + "letters/begun/", needs("answer cases", letters_to_all.begin), name="letters_begin"),
    path(INCIDENT + "letters/departure/", needs("answer cases", letters_to_all.send), name="letters_send"),
    path(
        INCIDENT + "letters/departure/end/", needs("answer cases", letters_to_all.back), name="letters_back"
    ),
    path(INCIDENT + "letters/pledges/", needs("answer cases", letters_to_all.pledge), name="letters_pledge"),
    path(GATHERING + "incident/", needs("arrange cases", incidents.confirm), name="gathering_confirm"),
    path(GATHERING + "dismissal/", needs("arrange cases", incidents.dismiss), name="gathering_dismiss"),
    path("turns/", needs("answer cases", turns.next_case), name="next_case"),
    path("presence/", needs("say who is here", turns.presence), name="presence"),
    path("promises/", needs("see cases", promises.show), name="promises"),
    path("promises/calendar/", needs("see cases", promise_calendar.show), name="promise_calendar"),
    path("promises/feed/", needs("see cases", promise_calendar.feed), name="promise_feed"),
    path(
        "promises/feed/closure/", needs("see cases", promise_calendar.feed_close), name="promise_feed_close"
    ),
    path("feeds/<str:token>/promises.ics", promise_calendar.feed_file, name="promise_feed_file"),
    path(PROMISE + "keeping/", needs("keep promises", promises.kept), name="promise_kept"),
    path(PROMISE + "breaking/", needs("keep promises", promises.broken), name="promise_broken"),
    path(PROMISE + "new-time/", needs("keep promises", promises.new_time), name="promise_new_time"),
    path("quarantine/", needs("see quarantine", mail.quarantine), name="quarantine"),
    path("quarantine/<int:arrival_id>/", needs("see quarantine", mail.raw_mail), name="raw_mail"),
    *case_addresses,
]
