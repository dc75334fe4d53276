"""What the house says in a chat, in the language of the chat."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from presszero.cases.models import Case, Promise
from presszero.organisation.models import Worker
from presszero.organisation.queries import the_organisation

# How the end of a rehearsal is told; the words are those of the verifier.
ENDS = {
    "person": noop("a person"),
    "callback": noop("a call-back"),
    "voicemail": noop("a message"),
    "resolved": noop("settled"),
    "hangup": noop("the call is cut off"),
    "unknown": noop("not known"),
    "lost": noop("the flow has no answer"),
    "round": noop("it goes round and round"),
}


def when_words(at: datetime) -> str:
    """Return a day and a time of the organisation's, in the language spoken now."""
    here = at.astimezone(ZoneInfo(the_organisation().time_zone))
    day = formats.date_format(here, "l j F")
    return _("%(day)s, %(time)s") % {"day": day, "time": f"{here:%H:%M}"}


def somebody_comes(case: Case) -> str:
    return _("A person of %(team)s has your words and joins you here. You can go on writing.") % {
        "team": case.team.name
    }


def nobody_here(case: Case) -> str:
    """Return what is promised where nobody is available now."""
    due = when_words(case.answer_due_at) if case.answer_due_at else ""
    return _(
        "Nobody is free at this moment. %(owner)s answers for it, and you read the answer here by %(when)s. "
        "You can leave this page and come back; add a phone number or a mail address if you would rather be reached there."
    ) % {"owner": case.owner.name, "when": due}


def will_call_back(promise: Promise) -> str:
    return _("%(owner)s sees to it that you are called by %(when)s.") % {
        "owner": promise.owner.name,
        "when": when_words(promise.due_at),
    }


def call_back_on(number: str) -> str:
    return _("Call back on %(number)s") % {"number": number} if number else _("Call back")


def reference_is(case: Case) -> str:
    return _("Your reference: %(reference)s") % {"reference": case.reference}


def joined(worker: Worker) -> str:
    return _("%(name)s has joined you.") % {"name": worker.name}


def has_left(worker: Worker, case: Case) -> str:
    words = _("%(name)s has left the chat.") % {"name": worker.name}
    return f"{words} " + _("Write here if something is still open: %(owner)s answers for it.") % {
        "owner": case.owner.name
    }


def still_answers(case: Case) -> str:
    due = when_words(case.answer_due_at) if case.answer_due_at else ""
    return _("Thank you. %(owner)s answers here by %(when)s.") % {"owner": case.owner.name, "when": due}


def customer_ended() -> str:
    return _("You ended the chat.")


def rehearsal_ended(end: str) -> str:
    return _("The end: %(end)s.") % {"end": _(ENDS.get(end, end))}


def a_person() -> str:
    return _("A person, please")


def asked_for_a_person() -> str:
    return _("Asked for a person by chat")


def world_asked(node: str) -> str:
    """Return what whoever rehearses a flow is asked to answer for."""
    return _("What does “%(node)s” answer?") % {"node": node}
