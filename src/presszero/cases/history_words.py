"""The words in which a case's history is told: a sentence for each kind of line, with its particulars."""

from __future__ import annotations

from django.utils.translation import gettext_noop as noop

# Each kind in a sentence that is true of any such line, those written before its particulars were kept too.
TOLD = {
    "case.opened": noop("The case was opened; %(owner)s answers for it."),
    "case.taken": noop("%(who)s took the case.%(before)s"),
    "case.handed_over": noop("%(who)s handed the case over to %(to)s.%(before)s"),
    "case.closed": noop("%(who)s closed the case: %(outcome)s."),
    "case.reopened": noop("The case was opened again: %(why)s."),
    "case.snoozed": noop("%(who)s put the case aside."),
    "case.followed": noop("%(who)s follows the case."),
    "case.unfollowed": noop("%(who)s no longer follows the case."),
    "case.tagged": noop("%(who)s added the tag “%(tag)s”."),
    "case.untagged": noop("%(who)s took the tag “%(tag)s” off."),
    "case.linked": noop("%(who)s linked the case with %(other)s."),
    "case.unlinked": noop("%(who)s parted the case from %(other)s."),
    "incident.joined": noop("%(who)s made the case part of the incident “%(incident)s”."),
    "incident.left": noop("%(who)s took the case out of the incident “%(incident)s”."),
    "case.topic_set": noop("%(who)s gave the case the topic “%(topic)s”."),
    "case.topic_dismissed": noop("%(who)s said that it is about none of the topics."),
    "case.put_back": noop("%(who)s took an act on many cases back; this one stands as before."),
    "case.merged": noop("%(who)s merged this case into %(into)s."),
    "case.took_in": noop("%(who)s merged %(merged)s into this case."),
    "case.split": noop("%(who)s split %(into)s off this case."),
    "case.same_person": noop("%(who)s said that this person and %(person)s are the same."),
    "case.other_person": noop("%(who)s said that this person and %(person)s are not the same."),
    "case.phone_noted": noop("%(who)s wrote down a phone number of theirs."),
    "case.phone_corrected": noop("%(who)s changed their phone number %(old_phone)s to %(new_phone)s."),
    "case.phone_removed": noop("%(who)s removed their phone number %(old_phone)s."),
    "field.set": noop("%(who)s changed “%(field)s”."),
    "step.added": noop("%(who)s added “%(step)s” to the checklist."),
    "step.done": noop("%(who)s ticked “%(step)s” off."),
    "step.undone": noop("%(who)s opened “%(step)s” on the checklist again."),
    "step.removed": noop("%(who)s took “%(step)s” off the checklist."),
    "contact.received": noop("%(sender)s wrote."),
    "contact.written_down": noop("%(who)s wrote down what the customer said."),
    "inquiry.asked": noop("%(who)s asked %(whom)s by mail: “%(asked)s”."),
    "inquiry.asked_inside": noop("%(who)s asked the team %(whom)s: “%(asked)s”."),
    "inquiry.answered": noop("%(whom)s was asked “%(asked)s” and answered; a note holds it."),
    "acknowledgement.sent": noop("The letter was acknowledged."),
    "reply.sent": noop("%(who)s answered the customer."),
    "notice.sent": noop("%(who)s told the customer a new time."),
    "reply.let_go": noop("%(who)s pressed Send."),
    "reply.called_back": noop("%(who)s took the reply back before it left."),
    "reply.held_back": noop("The reply did not leave; a note says why."),
    "macro.used": noop("%(who)s used the macro “%(macro)s”."),
    "note.added": noop("%(who)s wrote a note."),
    "note.mentioned": noop("The note names %(workers)s."),
    "point.found": noop("Point %(number)s was found: “%(ask)s”."),
    "point.edited": noop("%(who)s reworded point %(number)s."),
    "point.merged": noop("%(who)s merged point %(number)s into another."),
    "point.split": noop("%(who)s split point %(number)s."),
    "point.taken_out": noop("%(who)s took point %(number)s out."),
    "point.missed": noop("%(who)s said that point %(number)s was missed."),
    "point.marked": noop("%(who)s marked point %(number)s as %(said)s."),
    "point.unmarked": noop("%(who)s took the mark of point %(number)s back."),
    "point.settled": noop("Point %(number)s went out as %(said)s."),
    "promise.made": noop("Promised by %(due)s: “%(what)s”; %(owner)s sees to it."),
    "promise.kept": noop("%(who)s kept the promise “%(what)s”, due by %(due)s."),
    "promise.broken": noop("%(who)s said that “%(what)s” was not kept by %(due)s."),
    "promise.moved": noop("%(who)s gave “%(what)s” a new time: %(new_due)s in place of %(due)s."),
    "promise.falls_due": noop("“%(what)s” falls due by %(due)s; its owner and the lead were told."),
    "promise.overdue": noop("“%(what)s” passed its time, %(due)s; its owner and the lead were told."),
    "case.due_set": noop("An answer is due by %(due_now)s, in place of %(due_before)s."),
    "promise.passed_on": noop("%(owner)s is away: “%(what)s”, due by %(due)s, went to %(to)s."),
    "clock.warned": noop("“%(clock)s” runs out soon.%(told)s"),
    "clock.missed": noop("“%(clock)s” ran out.%(told)s"),
    "case.escalated": noop("The case went to %(to)s, who led on duty.%(before)s"),
    "case.given_back": noop("%(who)s gave the case back to %(to)s.%(before)s"),
    "case.given": noop("It was %(to)s’s turn; the case is theirs.%(before)s"),
    "case.returned": noop("%(left_with)s did not act; the case went back to the line."),
    "case.routed": noop("The case went from the team %(left)s to the team %(team)s."),
    "case.target_set": noop("“%(clock)s” was given a time of its own: %(hours)s."),
    "rule.acted": noop("The rule “%(rule)s” acted on the case."),
    "chat.asked": noop("A person was asked for in the chat."),
    "chat.joined": noop("%(who)s joined the chat."),
    "chat.left": noop("%(who)s left the chat."),
    "chat.over": noop("%(who)s ended the chat."),
    "urgency.found": noop("The customer’s words say that it cannot wait: %(worry)s."),
    "urgency.said": noop("%(who)s said that %(said)s."),
    "outcome.confirmed": noop("%(who)s confirmed that it is settled."),
    "link.made": noop("A private link was made for the customer."),
    "link.revoked": noop("A private link was closed."),
    "mail.spared": noop("No mail went out: the customer chose to read on their page."),
    "mail.sent": noop("Our mail reached the post office of %(mailed)s."),
    "mail.refused": noop("Our mail to %(mailed)s could not be delivered."),
    "mail.came_back": noop("Our mail to %(mailed)s came back."),
    "ask.made": noop("%(who)s asked %(to)s for help."),
    "ask.answered": noop("%(who)s answered the colleague who asked for help."),
}
# Where the line says more of it, by the code word of what it says (`history_telling.more_of`).
TOLD_MORE = {
    "case.escalated": {
        "clock": noop("The case went to %(to)s, who led on duty, since “%(clock)s” ran out.%(before)s"),
        "rule": noop("The case went to %(to)s, who led on duty, by the rule “%(rule)s”.%(before)s"),
    },
    "case.snoozed": {
        "until": noop("%(who)s put the case aside until %(until)s."),
        "why": noop("%(who)s put the case aside until %(until)s: “%(new)s”."),
    },
    "case.linked": {"why": noop("%(who)s linked the case with %(other)s: “%(new)s”.")},
    "case.topic_set": {
        "changed": noop("%(who)s changed the topic from “%(topic_before)s” to “%(topic)s”."),
    },
    "case.put_back": {
        "state": noop(
            "%(who)s took an act on many cases back; this one: %(state)s, no longer %(state_was)s."
        ),
        "topic": noop(
            "%(who)s took an act on many cases back; the topic is “%(topic)s” again, no longer “%(topic_before)s”."
        ),
        "topic-none": noop(
            "%(who)s took an act on many cases back; the topic is no longer “%(topic_before)s”."
        ),
    },
    "case.split": {"points": noop("%(who)s split %(into)s off this case, with point %(points)s.")},
    "field.set": {
        "first": noop("%(who)s wrote “%(new)s” into “%(field)s”."),
        "changed": noop("%(who)s changed “%(field)s” from “%(old)s” to “%(new)s”."),
        "emptied": noop("%(who)s emptied “%(field)s”; “%(old)s” stood in it."),
    },
    "contact.received": {
        "email": noop("%(sender)s wrote by email."),
        "webform": noop("%(sender)s wrote by the web form."),
        "page": noop("%(sender)s wrote on their page."),
        "chat": noop("%(sender)s wrote in the chat."),
        "phone": noop("%(sender)s called."),
        "counter": noop("%(sender)s came to the counter."),
    },
    "inquiry.answered": {
        "mail": noop("%(answerer)s answered “%(asked)s” by mail: “%(answer)s”"),
        "team": noop("%(who)s answered “%(asked)s” for the team %(whom)s: “%(answer)s”"),
        "automatic": noop("An automatic answer to “%(asked)s” came from %(answerer)s: “%(answer)s”"),
    },
    "reply.sent": {
        "points": noop("%(who)s answered the customer; points answered: %(answered)s of %(of_points)s."),
    },
    "promise.kept": {
        "late": noop("%(who)s kept the promise “%(what)s”, due by %(due)s, after its time."),
    },
    "promise.broken": {
        "new": noop(
            "%(who)s said that “%(what)s” was not kept by %(due)s; it is promised for %(new_due)s now."
        ),
    },
    "reply.let_go": {"later": noop("%(who)s pressed Send; the reply leaves later.")},
    "point.edited": {
        "reworded": noop("%(who)s reworded point %(number)s from “%(old)s” to “%(new)s”."),
    },
    "point.merged": {
        "into": noop("%(who)s merged point %(number)s, “%(old)s”, into point %(into_number)s."),
    },
    "point.split": {"stays": noop("%(who)s split point %(number)s; “%(new)s” stays in it.")},
    "point.taken_out": {"why": noop("%(who)s took point %(number)s out: “%(new)s”.")},
    "point.missed": {"words": noop("%(who)s said that point %(number)s was missed: “%(new)s”.")},
    "case.given": {
        "knows": noop(
            "It was %(to)s’s turn, who answered this customer before; the case is theirs.%(before)s"
        ),
        "skill": noop(
            "It was %(to)s’s turn, who knew the topic best of those here; the case is theirs.%(before)s"
        ),
        "fair": noop(
            "It was %(to)s’s turn, who had the most room of those here; the case is theirs.%(before)s"
        ),
    },
    "case.returned": {
        "gone": noop(
            "%(left_with)s answers cases of this team no more; the case went back to the team, and %(to)s answers for it."
        ),
        "to": noop("%(left_with)s did not act; the case went back to the line, and %(to)s answers for it."),
    },
    "case.routed": {
        "owner": noop(
            "The case went from the team %(left)s to the team %(team)s; %(owner)s answers for it there."
        ),
    },
    "case.target_set": {
        "changed": noop(
            "“%(clock)s” was given another time of its own: %(hours)s in place of %(hours_was)s."
        ),
    },
    "link.made": {"address": noop("A private link was made for %(linked)s.")},
    "link.revoked": {"address": noop("The private link for %(linked)s was closed.")},
    "ask.answered": {
        "words": noop("%(who)s answered %(to)s, who had asked “%(old)s”: “%(new)s”"),
    },
}
# Steps inside of an act that has a line of its own, each with that line.
NOT_TOLD = {
    "chat.wrote": "the words stand in the chat",
    "chat.answered": "the words stand in the chat",
    "writing.begun": "what comes of it is reply.sent",
    "writing.ended": "what comes of it is reply.sent",
    "clock.stopped": "reply.sent, or case.closed, is what stopped it",
    "case.left_team": "case.routed, for the screens of the team it left",
    "pledge.settled": "promise.made, once the reply leaves",
    "pledge.unsettled": "the draft is still being written",
    "promise.told": "promise.falls_due, or promise.overdue",
    "followers.told": "the line they are told of",
    "line.joined": "case.opened, case.returned, case.given_back or case.routed",
    "line.left": "case.taken, case.given, reply.sent or case.closed",
    "mail.queued": "mail.sent, mail.refused or mail.spared",
}

WHY_OPEN = {
    "wrote-back": noop("the customer wrote again"),
    "not-fixed": noop("it is not fixed"),
    "missed": noop("an answer missed its point"),
    "bounced": noop("our mail did not arrive"),
    "by-worker": noop("a colleague opened it"),
    "promise-due": noop("a promise falls due"),
    "outside": noop("an answer came from outside"),
    "woken": noop("a colleague woke it"),
    "woke": noop("its day has come"),
}
SAID = {
    "answered": noop("answered"),
    "promised": noop("promised"),
    "declined": noop("declined"),
    "urgent": noop("it cannot wait"),
    "not_urgent": noop("it can wait"),
}
