"""Asking another team of the house about a case. They read the words and nothing of the case; the answer is a note."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from presszero.cases.asking import bring_to_desk, refuse_words
from presszero.cases.errors import WordsMissing
from presszero.cases.locking import kept_case_locked, locked_case
from presszero.cases.models import Answer, Inquiry, Note
from presszero.cases.notes import note_on
from presszero.ground.actors import Actor
from presszero.ground.record import record
from presszero.organisation.models import Team
from presszero.organisation.queries import team_ids_of
from presszero.pure.errors import BadInput, NotFoundHere

LONGEST_SUBJECT = 80


def ask_team(*, case_id: int, team_id: int, text: str, by: Actor, at: datetime, message_id: str) -> Inquiry:
    """Ask another team of the house. Any of its people can answer, and the answer comes back as a note.

    Refused: the case's own team, and words that hold the customer’s private link. message_id: unique, not sent.
    Raises NoSuchCase, CaseMerged, WordsMissing, BadInput. Records note.added, inquiry.asked_inside, team.asked.
    """
    with transaction.atomic():
        case, text = locked_case(case_id=case_id, by=by), text.strip()
        team = Team.objects.filter(pk=team_id).first()
        if team is None:
            raise BadInput(_("There is no such team. Choose one of the list."), "team")
        if team.pk == case.team_id:
            raise BadInput(
                _("That team answers this case itself. Name a colleague in a note instead."), "team"
            )
        subject = " ".join(text.split())[:LONGEST_SUBJECT]
        refuse_words(subject, text)
        inquiry = Inquiry.objects.create(
            case=case,
            asked_by_id=by.known_id,
            asked_at=at,
            asked_team=team,
            name=team.name,
            address="",
            subject=subject,
            text=text,
            message_id=message_id,
        )
        asked = _("Asked the team %(team)s:") % {"team": team.name}
        note_on(case=case, text=f"{asked}\n\n{text}", by=by, at=at)
        record("inquiry.asked_inside", about=inquiry, by=by, at=at, case_id=case.pk, team_id=case.team_id)
        # A line for the team that is asked, so that its screens hear; of the case it tells them nothing.
        record("team.asked", about=inquiry, by=by, at=at, team_id=team.pk)
    return inquiry


def team_questions(*, by: Actor) -> list[Inquiry]:
    """Return what other teams asked the actor's own and nobody has answered, the oldest first."""
    teams = team_ids_of(by)
    waiting = Inquiry.objects.filter(asked_team__isnull=False, answered_at=None)
    mine = waiting if teams is None else waiting.filter(asked_team_id__in=teams)
    return list(mine.select_related("asked_by", "asked_team", "case__team").order_by("id")[:50])


def answer_for_team(*, inquiry_id: int, words: str, by: Actor, at: datetime) -> Note:
    """Answer what another team asked one's own. It becomes a note on their case, and never goes to the customer by itself.

    Raises NotFoundHere, WordsMissing, BadInput when somebody answered already. Records note.added, inquiry.answered.
    """
    if not words.strip():
        raise WordsMissing(_("Write the answer first."), "words")
    with transaction.atomic():
        teams = team_ids_of(by)
        asked = Inquiry.objects.select_for_update(of=("self",)).filter(
            pk=inquiry_id, asked_team__isnull=False
        )
        inquiry = (asked if teams is None else asked.filter(asked_team_id__in=teams)).first()
        if inquiry is None:
            raise NotFoundHere(_("Nobody asked your team that."))
        if inquiry.answered_at:
            raise BadInput(_("A colleague of yours answered that already."), "words")
        case = kept_case_locked(inquiry.case_id)
        head = _("The team %(team)s answered:") % {"team": inquiry.name}
        note = note_on(case=case, text=f"{head}\n\n{words.strip()}", by=by, at=at)
        Answer.objects.create(inquiry=inquiry, note=note, name=inquiry.name)
        bring_to_desk(case, inquiry, note, at)
        record(
            "inquiry.answered",
            about=inquiry,
            by=by,
            at=at,
            case_id=case.pk,
            team_id=case.team_id,
            automatic=False,
        )
    return note
