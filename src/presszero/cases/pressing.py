"""What cannot wait: found by rules in what a customer writes, and said by people, whose word counts."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from presszero.cases.locking import locked_case
from presszero.cases.models import Case, Contact
from presszero.ground.actors import SYSTEM, Actor
from presszero.ground.record import record
from presszero.pure.errors import BadInput
from presszero.pure.words import urgency
from presszero.pure.words.urgency import UNCLEAR
from presszero.reading.labels import keep_label
from presszero.reading.models import Label

MOST_REASONS = 5


def note_urgency(*, contact: Contact, text: str, at: datetime, start: int = 0) -> None:
    """Keep why these words of a contact cannot wait. What a person said before is asked anew when new words press.

    text: the customer's own words; start: where they begin in the contact. The caller holds the case.
    A worry that neither a rule nor a sure model explains heads nothing, for it comes far too often among letters
    nobody sorted; it is kept for whoever looks for it. Records urgency.found when the
    rules find something.
    """
    case = contact.case
    reasons = urgency(text, at)
    found = [
        reason.as_json() | {"contact": contact.pk, "start": reason.start + start, "end": reason.end + start}
        for reason in reasons[:MOST_REASONS]
        if not reason.rule.endswith(UNCLEAR)
    ]
    if not found:
        if reasons and not case.worries:
            case.worries = True
            case.save(update_fields=["worries"])
        return
    before = case.pressing_why if case.state == Case.State.OPEN and not case.pressing_said else []
    case.pressing_why = [*found, *before][:MOST_REASONS]
    case.pressing, case.pressing_said = found[0]["kind"], ""
    case.save(update_fields=["pressing", "pressing_why", "pressing_said"])
    rule = found[0]["rule"].replace(".", "-")
    record("urgency.found", about=case, by=SYSTEM, at=at, case_id=case.pk, team_id=case.team_id, rule=rule)


def say_urgency(*, case_id: int, said: str, by: Actor, at: datetime) -> Case:
    """A person says that a case cannot wait, or that it can; each is a label for the rules that said otherwise, or so.

    said: urgent, or not_urgent. Saying it twice changes nothing. Raises NoSuchCase, CaseMerged, BadInput.
    Records urgency.said.
    """
    if said not in Case.Pressed.values:
        raise BadInput(_("Say whether it can wait: urgent or not_urgent."), "as")
    with transaction.atomic():
        case = locked_case(case_id=case_id, by=by)
        if case.pressing_said == said:
            return case
        _label(case, said, by, at)
        found = case.pressing_why[0]["kind"] if case.pressing_why else Case.Pressing.SAID
        case.pressing_said, case.pressing = said, found if said == Case.Pressed.URGENT else ""
        case.worries = False
        case.save(update_fields=["pressing", "pressing_said", "worries"])
        record("urgency.said", about=case, by=by, at=at, case_id=case.pk, team_id=case.team_id, said=said)
    return case


def join_urgency(*, case: Case, kept: Case) -> None:
    """What cannot wait on the case that is merged into another cannot wait there. The caller holds both and saves.

    What a person said counts where it was said: one who can wait says nothing of the other's words.
    """
    presses = [one for one in (kept, case) if one.pressing and not one.is_closed]
    kept.worries = kept.worries or (case.worries and not case.is_closed)
    if not presses:
        return
    said = {one.pressing_said for one in presses}
    kept.pressing = presses[0].pressing
    kept.pressing_why = [reason for one in presses for reason in one.pressing_why][:MOST_REASONS]
    kept.pressing_said = Case.Pressed.URGENT if Case.Pressed.URGENT in said else ""


def _label(case: Case, said: str, by: Actor, at: datetime) -> None:
    """Each reason is confirmed or dismissed; a case without one, which a person presses, is what the rules missed."""
    urgent = said == Case.Pressed.URGENT
    for reason in case.pressing_why:
        keep_label(
            case_id=case.pk,
            team_id=case.team_id,
            rule=reason["rule"],
            quote=reason["text"],
            said=Label.Said.CONFIRMED if urgent else Label.Said.DISMISSED,
            by=by,
            at=at,
        )
    if not case.pressing_why:
        keep_label(
            case_id=case.pk,
            team_id=case.team_id,
            rule="urgency.none",
            said=Label.Said.CORRECTED if urgent else Label.Said.CONFIRMED,
            right=said,
            by=by,
            at=at,
        )
