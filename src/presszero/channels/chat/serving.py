"""A person takes the conversation over, writes in it, and leaves it; the customer is told each time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from presszero.cases.actions import take_case
from presszero.cases.errors import WordsMissing
from presszero.cases.locking import locked_case
from presszero.cases.models import Case, Contact, Point, Promise
from presszero.cases.promises import keep_answer_promises, keep_promised_answer
from presszero.cases.queries import seen_case
from presszero.channels.chat import phrases
from presszero.channels.chat.errors import ChatOver, NotInTheChat
from presszero.channels.chat.models import Chat, Turn
from presszero.channels.chat.opening import add_turn
from presszero.channels.chat.saying import refuse_words
from presszero.channels.chat.transcript import append
from presszero.flows.runs import person_came
from presszero.ground.actors import Actor
from presszero.ground.record import record, salted_digest
from presszero.organisation.models import Worker
from presszero.pure.errors import BadInput, NotFoundHere


def chat_of_case(*, case_id: int) -> Chat | None:
    """Return the newest chat that stands on a case. The caller has made sure that the reader may see the case."""
    chats = Chat.objects.filter(contact__case_id=case_id).select_related(
        "worker", "contact", "run__version__flow"
    )
    return chats.order_by("-id").first()


def join_chat(*, case_id: int, by: Actor, at: datetime) -> Chat:
    """Take the conversation over, and the case with it. Joining twice changes nothing.

    Raises NoSuchCase, NotFoundHere, ChatOver. Records chat.joined, case.taken.
    """
    with transaction.atomic():
        chat = _held(case_id, by)
        if chat.state == Chat.State.PERSON and chat.worker_id == by.id:
            return chat
        take_case(case_id=case_id, by=by, at=at)
        chat.worker, chat.state = Worker.objects.get(pk=by.known_id), Chat.State.PERSON
        chat.joined_at = chat.joined_at or at
        chat.save(update_fields=["worker", "state", "joined_at"])
        person_came(run=chat.run, at=at)
        with translation.override(chat.run.language):
            _tell(chat, phrases.joined(chat.worker), at)
        _record("chat.joined", chat, by, at)
    return chat


def answer_in_chat(
    *, case_id: int, words: str, key: str, points: Sequence[int], by: Actor, at: datetime
) -> Chat:
    """Say something to the customer, once for each key of the writer's screen.

    points: numbers of the case's points that these words answer; they are settled with the words as their answer.
    Raises NoSuchCase, NotFoundHere, BadInput, ChatOver, NotInTheChat. Records chat.answered, point.settled, promise.kept.
    """
    words = words.replace("\x00", "").replace("\r\n", "\n").strip()
    if not words:
        raise WordsMissing(_("Write something first; nothing was sent."), "words")
    refuse_words(words, key)
    with transaction.atomic():
        chat = _held(case_id, by)
        if chat.turns.filter(key=f"{by.id}:{key}"[:64]).exists():
            return chat
        if chat.state != Chat.State.PERSON or chat.worker_id != by.id:
            raise NotInTheChat(_("Join the chat first; the customer is told who writes."))
        said = add_turn(
            chat, who=Turn.Who.PERSON, text=words, at=at, worker=chat.worker, key=f"{by.id}:{key}"[:64]
        )
        contact = _contact_of(chat)
        append(contact, [said])
        case = locked_case(case_id=case_id, by=by)
        _settle(case, chat, words, points, by, at)
        keep_answer_promises(case=case, by=by, at=at)
        _owe_later(case)
        _record("chat.answered", chat, by, at, digest=salted_digest(words, bytes(contact.salt)))
    return chat


def leave_chat(*, case_id: int, by: Actor, at: datetime) -> Chat:
    """Leave the conversation; the customer is told, and who answers from here. Records chat.left."""
    with transaction.atomic():
        chat = _held(case_id, by)
        if chat.state != Chat.State.PERSON or chat.worker_id != by.id or chat.worker is None:
            return chat
        case = locked_case(case_id=case_id, by=by)
        with translation.override(chat.run.language):
            _tell(chat, phrases.has_left(chat.worker, case), at)
        chat.worker, chat.state, chat.ended_at = None, Chat.State.LEFT, at
        chat.save(update_fields=["worker", "state", "ended_at"])
        _rests(case, at)
        _record("chat.left", chat, by, at)
    return chat


def leave_all_chats(*, by: Actor, at: datetime) -> int:
    """Leave every conversation that somebody is in; return how many. Records chat.left for each."""
    mine = Chat.objects.filter(worker_id=by.known_id, state=Chat.State.PERSON)
    cases = list(mine.values_list("contact__case_id", flat=True))
    for case_id in cases:
        leave_chat(case_id=case_id, by=by, at=at)
    return len(cases)


def _held(case_id: int, by: Actor) -> Chat:
    """Return the case's chat, its row locked, for somebody who may see the case. Raises NoSuchCase, NotFoundHere, ChatOver."""
    seen_case(case_id=case_id, by=by)
    newest = chat_of_case(case_id=case_id)
    if newest is None:
        raise NotFoundHere(_("This case holds no chat. Answer it by a reply."))
    chat = Chat.objects.select_for_update(of=("self",)).select_related("run__version__flow").get(pk=newest.pk)
    if chat.is_over:
        raise ChatOver(_("The customer ended this chat. Answer by a reply, or call."))
    return chat


def _contact_of(chat: Chat) -> Contact:
    if chat.contact is None:
        raise NotFoundHere(_("This case holds no chat. Answer it by a reply."))
    return chat.contact


def _tell(chat: Chat, words: str, at: datetime) -> None:
    append(_contact_of(chat), [add_turn(chat, who=Turn.Who.HOUSE, text=words, at=at)])


def _settle(case: Case, chat: Chat, words: str, numbers: Sequence[int], by: Actor, at: datetime) -> None:
    open_points = case.points.live().filter(number__in=numbers, state=Point.State.OPEN)
    points = list(open_points.select_related("promise"))
    if len(points) < len(set(numbers)):
        raise BadInput(_("One of these points is settled already. Load the page again."), "points")
    for point in points:
        promised = point.promise
        point.state, point.settled_at, point.settled_in = Point.State.ANSWERED, at, chat.contact
        point.answer_quote, point.missed_at = words, None
        point.save(update_fields=["state", "settled_at", "settled_in", "answer_quote", "missed_at"])
        keep_promised_answer(promise=promised, moved_to=None, by=by, at=at)
        record(
            "point.settled",
            about=point,
            by=by,
            at=at,
            case_id=case.pk,
            team_id=case.team_id,
            number=point.number,
            said="answered",
            against_check=False,
        )


def _owe_later(case: Case) -> None:
    """The answer that was due has been given; what was promised for later is due then."""
    later = case.promises.filter(state=Promise.State.DUE, kind=Promise.Kind.ANSWER).order_by("due_at").first()
    case.answer_due_at = later.due_at if later else None
    case.save(update_fields=["answer_due_at"])


def _rests(case: Case, at: datetime) -> None:
    """Nothing is owed any more: the case waits for the customer."""
    owed = case.promises.filter(state=Promise.State.DUE).exists()
    still_open = case.points.live().filter(state=Point.State.OPEN).exists()
    if case.state == Case.State.OPEN and not owed and not still_open:
        case.state, case.answer_due_at, case.moved_at = Case.State.WAITING, None, at
        case.save(update_fields=["state", "answer_due_at", "moved_at"])


def _record(kind: str, chat: Chat, by: Actor, at: datetime, **facts: str) -> None:
    case = _contact_of(chat).case
    record(kind, about=chat, by=by, at=at, case_id=case.pk, team_id=case.team_id, **facts)
