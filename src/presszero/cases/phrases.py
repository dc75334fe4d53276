"""Words about cases: why somebody owns one, what happened, how a promise stands."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.utils.translation import ngettext

from presszero.cases.models import Case, Clock, Promise
from presszero.cases.promised import Load
from presszero.pure.hours import Stretch

WHY_OWNER = {
    "lead-on-duty": noop("lead on duty, until somebody takes it"),
    "lead-though-away": noop("first lead of the team; nobody of its leads is here"),
    "taken": noop("took it"),
    "handed-over": noop("handed over"),
    "turn-knows": noop("their turn: they answered this customer before"),
    "turn-skill": noop("their turn: they know this topic best of those here"),
    "turn-fair": noop("their turn: they had the most room of those here"),
    "returned": noop("lead on duty, since nobody acted and it went back to the line"),
    "left": noop("lead on duty, since who had it answers this team’s cases no more"),
    "escalated": noop("lead on duty, since a clock ran out"),
    "escalated-rule": noop("lead on duty, since a rule says so"),
    "split": noop("answered for the case it was split from"),
}
CHANNELS = {
    "email": (noop("By email"), "mail"),
    "webform": (noop("By web form"), "form"),
    "page": (noop("On their page"), "form"),
    "phone": (noop("By phone"), "phone"),
    "chat": (noop("By chat"), "chat"),
    "counter": (noop("At the counter"), "counter"),
}
PROOFS = {
    "dkim": noop("Sender proved"),
    "relay": noop("Sender proved by our mail relay"),
    "earlier-confirmation": noop("Address confirmed earlier"),
    "private-link": noop("Wrote on their private page"),
}
HAPPENED = {
    "case.opened": noop("opened"),
    "case.taken": noop("taken"),
    "case.handed_over": noop("handed over"),
    "case.given_back": noop("given back"),
    "case.closed": noop("closed"),
    "case.reopened": noop("opened again"),
    "contact.received": noop("they wrote"),
    "acknowledgement.sent": noop("acknowledged"),
    "reply.sent": noop("answered"),
    "notice.sent": noop("told of a new time"),
    "promise.kept": noop("promise kept"),
    "promise.broken": noop("promise broken"),
    "mail.came_back": noop("our mail came back"),
    "promise.moved": noop("promise given a new time"),
    "promise.passed_on": noop("promise passed on"),
    "promise.overdue": noop("promise overdue"),
    "clock.missed": noop("a clock ran out"),
    "case.given": noop("given out by turn"),
    "case.returned": noop("went back to the line"),
    "case.escalated": noop("given to the lead on duty"),
}
# Why a clock runs or stands still, by the code word of its turn.
TURNS = {
    "wrote": noop("the customer wrote"),
    "reopened": noop("opened again"),
    "opened": noop("open again"),
    "promised": noop("what we promised is still owed"),
    "answered": noop("answered; waiting for the customer"),
    "settled": noop("nothing is owed; waiting for the customer"),
    "closed": noop("the case is closed"),
}


def why_owner(case: Case) -> str:
    return _(WHY_OWNER.get(case.owner_why, "")) if case.owner_why in WHY_OWNER else ""


def channel_name(channel: str) -> str:
    return _(CHANNELS[channel][0]) if channel in CHANNELS else channel


def channel_icon(channel: str) -> str:
    return CHANNELS[channel][1] if channel in CHANNELS else "mail"


def proof_words(proof: str) -> str:
    return _(PROOFS[proof]) if proof in PROOFS else _("Sender not proved")


def promise_what(promise: Promise) -> str:
    """Return what is promised; the promise every letter gets has no words of its own."""
    if promise.kind == Promise.Kind.ANSWER and promise.what == "answer":
        return _("An answer, signed by one person")
    return promise.what


def load_words(load: Load) -> str:
    """Return how much somebody has promised, for where an owner is chosen: "3 promised, 1 overdue", "200+ promised"."""
    if not load.all:
        return _("nothing promised")
    counted = f"{load.all}+" if load.is_more else str(load.all)
    said = [ngettext("%(n)s promised", "%(n)s promised", load.all) % {"n": counted}]
    if load.overdue:
        said.append(_("%(n)s overdue") % {"n": counted if load.overdue == load.all else load.overdue})
    if load.today:
        said.append(_("%(n)s today") % {"n": load.today})
    return ", ".join(said)


def falls_due(promise: Promise, when: str) -> str:
    """Return the note that brings a case back before its promise slips."""
    return _(
        "“%(what)s” falls due at %(when)s; %(owner)s sees to it. If it cannot be kept, "
        "tell the customer a new time before then."
    ) % {"what": promise_what(promise), "when": when, "owner": promise.owner.name}


def is_overdue(promise: Promise, when: str) -> str:
    """Return the note that brings a case back after its promise slipped."""
    return _(
        "“%(what)s” was promised for %(when)s and is not kept. Tell the customer what happened and a new time."
    ) % {
        "what": promise_what(promise),
        "when": when,
    }


def stretch_words(stretch: Stretch, span: str) -> str:
    """Return what a clock did in one piece of its life. span: how long it ran, in words."""
    if stretch.state == "runs":
        why = _(TURNS.get(stretch.because, "")) if stretch.because in TURNS else stretch.because
        return _("ran %(span)s: %(why)s") % {"span": span, "why": why}
    if stretch.state == "closed":
        why = stretch.because or _("closed at that hour")
        return _("stood still: %(why)s") % {"why": why}
    why = _(TURNS[stretch.because]) if stretch.because in TURNS else stretch.because
    return _("stood still: %(why)s") % {"why": why}


def settle_runs_out(clock: Clock, when: str) -> str:
    """Return the note that brings a case back before its time to be settled runs out."""
    return _("%(hours)s open hours to settle this case run out at %(when)s; %(owner)s answers for it.") % {
        "hours": clock.within_hours,
        "when": when,
        "owner": clock.case.owner.name,
    }
