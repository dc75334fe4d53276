"""Asking a colleague: a question that reaches them at once, and its answer."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from presszero.cases.line_words import keep_words
from presszero.cases.locking import locked_case
from presszero.cases.models import Case
from presszero.cases.notes import note_on
from presszero.cases.queries import seen_case
from presszero.ground.actors import Actor
from presszero.ground.record import record
from presszero.inbox.models import Ask
from presszero.organisation.models import Membership, Worker
from presszero.organisation.queries import colleagues_of, colleagues_of_team
from presszero.pure.errors import BadInput, NotFoundHere

PAGE_ASKS = 50
MOST_WORDS = 2000  # characters: a question, not a letter


def ask_colleague(*, to: int, words: str, case_id: int | None, by: Actor, at: datetime) -> Ask:
    """Ask a colleague something. case_id: the case it is about, which both must see.

    Raises NoSuchCase, BadInput. Records ask.made.
    """
    words = words.strip()
    if not words:
        raise BadInput(_("Write what you would like to know."), "words")
    if len(words) > MOST_WORDS:
        raise BadInput(
            _("That has %(n)s letters; a question has at most %(most)s.")
            % {"n": len(words), "most": MOST_WORDS},
            "words",
        )
    with transaction.atomic():
        asker = Worker.objects.get(pk=by.known_id)
        case = seen_case(case_id=case_id, by=by) if case_id is not None else None
        asked = _who_may_be_asked(to, asker, case)
        ask = Ask.objects.create(asked_by=asker, to=asked, case=case, words=words, at=at)
        record("ask.made", about=ask, by=by, at=at, case_id=case_id, team_id=_heard_in(ask), to=asked.pk)
    return ask


def _who_may_be_asked(to: int, asker: Worker, case: Case | None) -> Worker:
    """A question about a case may be asked of who sees it; any other of who works beside the asker."""
    beside = colleagues_of_team(case.team_id) if case else colleagues_of(asker)
    asked = next((one for one in beside if one.pk == to and one.pk != asker.pk), None)
    if asked is None:
        raise BadInput(_("That colleague cannot be asked here. Choose one who sees these cases."), "to")
    return asked


def _heard_in(ask: Ask) -> int | None:
    """Return a team whose screens both hear: a live event goes to a team, and who sees all teams hears each."""
    if ask.case:
        return ask.case.team_id
    theirs = set(Membership.objects.filter(worker=ask.to).values_list("team_id", flat=True))
    own = set(Membership.objects.filter(worker=ask.asked_by).values_list("team_id", flat=True))
    return min(theirs & own or theirs or own, default=None)


def answer_ask(*, ask_id: int, words: str, by: Actor, at: datetime) -> Ask:
    """Answer what one was asked. About a case, question and answer also stand there as a note.

    Raises NotFoundHere, BadInput. Records ask.answered.
    """
    if not words.strip():
        raise BadInput(_("Write the answer first."), "words")
    with transaction.atomic():
        ask = Ask.objects.select_for_update(of=("self",)).filter(pk=ask_id, to_id=by.id).first()
        if ask is None:
            raise NotFoundHere(
                _("Nobody asked you that. What you were asked stands on the page of your asks.")
            )
        if ask.answered_at:
            raise BadInput(_("You answered that already; ask them back if there is more to say."), "words")
        ask.answer, ask.answered_at = words.strip()[:MOST_WORDS], at
        ask.save(update_fields=["answer", "answered_at"])
        if ask.case_id:
            said = _("%(who)s asked: %(question)s\nAnswer: %(answer)s")
            text = said % {"who": ask.asked_by.name, "question": ask.words, "answer": ask.answer}
            note_on(case=locked_case(case_id=ask.case_id, by=by), text=text, by=by, at=at)
        line = record(
            "ask.answered",
            about=ask,
            by=by,
            at=at,
            case_id=ask.case_id,
            team_id=_heard_in(ask),
            to=ask.asked_by_id,
        )
        keep_words(line, old=ask.words, new=ask.answer)
    return ask


def asks_of(*, by: Actor) -> list[Ask]:
    """Return what one was asked and what one asked, the newest first, what waits for an answer before the rest."""
    own = Q(to_id=by.known_id) | Q(asked_by_id=by.known_id)
    newest = Ask.objects.filter(own).select_related("asked_by", "to", "case")[:PAGE_ASKS]
    return sorted(newest, key=lambda one: (one.answered_at is not None or one.to_id != by.id, -one.pk))


def asks_waiting(*, by: Actor) -> int:
    """Return how many questions wait for one's answer."""
    return Ask.objects.filter(to_id=by.known_id, answered_at=None).count()


def newest_unheard(*, by: Actor) -> Ask | None:
    """Return the newest question that waits for one, or answer that one has not looked at."""
    waiting = Q(to_id=by.known_id, answered_at=None)
    told = Q(asked_by_id=by.known_id, answered_at__isnull=False, heard_at=None)
    return Ask.objects.filter(waiting | told).select_related("asked_by", "to", "case").first()


def hear_answers(*, by: Actor, at: datetime) -> int:
    """Note that the asker has looked at the answers; return how many were new. It records nothing: no more than a glance."""
    return Ask.objects.filter(asked_by_id=by.known_id, answered_at__isnull=False, heard_at=None).update(
        heard_at=at
    )
