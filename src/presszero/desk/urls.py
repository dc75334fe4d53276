"""The desk's addresses, each with the act it needs beside it."""

from __future__ import annotations

from django.urls import path

from presszero.desk import cases, clocks, inbox, mail, many, points, promises, replies, together, turns, views
from presszero.ui.default_deny import needs

app_name = "desk"
CASE, POINT, PROMISE = "cases/<int:case_id>/", "points/<int:point_id>/", "promises/<int:promise_id>/"

urlpatterns = [
    path("", needs("use the desk", inbox.show), name="inbox"),
    path("views/", needs("use the desk", views.keep), name="view_keep"),
    path("views/<int:view_id>/removal/", needs("use the desk", views.remove), name="view_remove"),
    path("cases/batches/", needs("answer cases", many.act), name="batch"),
    path("batches/<int:batch_id>/undoing/", needs("answer cases", many.undo), name="batch_undo"),
    path(CASE, needs("see cases", cases.show), name="case"),
    path(CASE + "preview/", needs("see cases", inbox.preview), name="preview"),
    path(CASE + "parts/", needs("see cases", cases.show_parts), name="parts"),
    path(CASE + "clocks/", needs("see cases", clocks.show), name="clocks"),
    path(CASE + "owner/", needs("answer cases", cases.take), name="take"),
    path(CASE + "handover/", needs("hand over cases", cases.handover), name="handover"),
    path(CASE + "closure/", needs("answer cases", cases.close), name="close"),
    path(CASE + "reopening/", needs("answer cases", cases.reopen), name="reopen"),
    path(CASE + "notes/", needs("answer cases", cases.note), name="note"),
    path(CASE + "more/", needs("see cases", together.more), name="more"),
    path(CASE + "history/", needs("see cases", together.history), name="history"),
    path(CASE + "following/", needs("follow cases", together.follow), name="follow"),
    path(CASE + "following/end/", needs("follow cases", together.unfollow), name="unfollow"),
    path(CASE + "news/seen/", needs("follow cases", together.news_seen), name="news_seen"),
    path("news/", needs("follow cases", together.unseen), name="news_unseen"),
    path(CASE + "snooze/", needs("arrange cases", together.snooze), name="snooze"),
    path(CASE + "snooze/end/", needs("arrange cases", together.wake), name="wake"),
    path(CASE + "tags/", needs("arrange cases", together.tag), name="tag"),
    path(CASE + "tags/removal/", needs("arrange cases", together.untag), name="untag"),
    path(CASE + "fields/", needs("arrange cases", together.field), name="field"),
    path(CASE + "steps/", needs("arrange cases", together.steps), name="steps"),
    path("steps/<int:step_id>/tick/", needs("arrange cases", together.tick), name="step_tick"),
    path("steps/<int:step_id>/removal/", needs("arrange cases", together.step_off), name="step_off"),
    path(CASE + "links/", needs("arrange cases", together.link), name="link"),
    path(CASE + "links/removal/", needs("arrange cases", together.unlink), name="unlink"),
    path(CASE + "merging/", needs("arrange cases", together.merge), name="merge"),
    path(CASE + "splitting/", needs("arrange cases", together.split), name="split"),
    path(CASE + "draft/", needs("answer cases", replies.draft), name="draft"),
    path(CASE + "draft/marks/", needs("mark points", replies.mark), name="mark"),
    path(CASE + "draft/marks/withdrawal/", needs("mark points", replies.unmark), name="unmark"),
    path(CASE + "draft/pledges/", needs("mark points", replies.pledge), name="pledge"),
    path(CASE + "replies/", needs("answer cases", replies.send), name="send"),
    path(CASE + "points/", needs("mark points", points.add), name="point_add"),
    path(POINT + "words/", needs("mark points", points.edit), name="point_edit"),
    path(POINT + "merging/", needs("mark points", points.merge), name="point_merge"),
    path(POINT + "splitting/", needs("mark points", points.split), name="point_split"),
    path(POINT + "removal/", needs("mark points", points.take_out), name="point_take_out"),
    path("turns/", needs("answer cases", turns.next_case), name="next_case"),
    path("presence/", needs("say who is here", turns.presence), name="presence"),
    path("promises/", needs("see cases", promises.show), name="promises"),
    path(PROMISE + "keeping/", needs("keep promises", promises.kept), name="promise_kept"),
    path(PROMISE + "breaking/", needs("keep promises", promises.broken), name="promise_broken"),
    path(PROMISE + "new-time/", needs("keep promises", promises.new_time), name="promise_new_time"),
    path("contacts/<int:contact_id>/as-sent/", needs("see cases", mail.contact_html), name="contact_html"),
    path("files/<int:attachment_id>/", needs("see cases", mail.attachment), name="attachment"),
    path("quarantine/", needs("see quarantine", mail.quarantine), name="quarantine"),
    path("quarantine/<int:arrival_id>/", needs("see quarantine", mail.raw_mail), name="raw_mail"),
]
