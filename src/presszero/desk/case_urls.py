"""The addresses of one case, each with the act it needs beside it."""

from __future__ import annotations

from django.urls import path

from presszero.desk import cases, chats, clocks, enclosing, inbox, mail, points, replies, together, writing
from presszero.ui.default_deny import needs

CASE, POINT = "cases/<int:case_id>/", "points/<int:point_id>/"

case_addresses = [
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
    path(CASE + "inquiries/", needs("answer cases", together.ask), name="ask"),
    path("note-files/<int:note_file_id>/", needs("see cases", together.note_file), name="note_file"),
    path(CASE + "draft/", needs("answer cases", replies.draft), name="draft"),
    path(CASE + "draft/marks/", needs("mark points", replies.mark), name="mark"),
    path(CASE + "draft/marks/withdrawal/", needs("mark points", replies.unmark), name="unmark"),
    path(CASE + "draft/pledges/", needs("mark points", replies.pledge), name="pledge"),
    path(CASE + "draft/files/", needs("answer cases", enclosing.attach), name="attach"),
    path(CASE + "draft/files/removal/", needs("answer cases", enclosing.take_off), name="take_file_off"),
    path(CASE + "draft/copies/", needs("answer cases", enclosing.copies), name="copies"),
    path("draft-files/<int:draft_file_id>/", needs("see cases", enclosing.file), name="draft_file"),
    path(CASE + "writing/", needs("answer cases", writing.begin), name="writing"),
    path(CASE + "writing/end/", needs("answer cases", writing.end), name="writing_end"),
    path(CASE + "departure/", needs("answer cases", writing.depart), name="depart"),
    path(CASE + "departure/end/", needs("answer cases", writing.take_back), name="call_back"),
    path(CASE + "chat/presence/", needs("answer cases", chats.join), name="chat_join"),
    path(CASE + "chat/turns/", needs("answer cases", chats.say), name="chat_say"),
    path(CASE + "chat/departure/", needs("answer cases", chats.leave), name="chat_leave"),
    path(CASE + "chat/typing/", needs("answer cases", chats.typing), name="chat_typing"),
    path(CASE + "macros/", needs("answer cases", writing.macros), name="macros"),
    path(CASE + "macros/<int:macro_id>/", needs("answer cases", writing.macro), name="macro"),
    path(CASE + "replies/", needs("answer cases", replies.send), name="send"),
    path(CASE + "points/", needs("mark points", points.add), name="point_add"),
    path(POINT + "words/", needs("mark points", points.edit), name="point_edit"),
    path(POINT + "merging/", needs("mark points", points.merge), name="point_merge"),
    path(POINT + "splitting/", needs("mark points", points.split), name="point_split"),
    path(POINT + "removal/", needs("mark points", points.take_out), name="point_take_out"),
    path("contacts/<int:contact_id>/as-sent/", needs("see cases", mail.contact_html), name="contact_html"),
    path("files/<int:attachment_id>/", needs("see cases", mail.attachment), name="attachment"),
]
