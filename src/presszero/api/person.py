"""Who a case is of: their records, that two are one person or are not, and their numbers."""

from __future__ import annotations

from django.http import HttpRequest

from presszero.api.calling import actor_of
from presszero.api.cases import CASE
from presszero.api.routes import Routes
from presszero.api.schemas.person import (
    ComingTogether,
    NumberCorrected,
    NumberGiven,
    NumberRemoved,
    OtherGiven,
    PersonOfCase,
)
from presszero.cases.person import person_of_case, what_would_join, what_would_part
from presszero.cases.same_person import (
    correct_number,
    note_number,
    remove_number,
    say_other_person,
    say_same_person,
)
from presszero.ground import clock

routes = Routes(tags=["people"])
PERSON, ACT = CASE + "person/", "say who is who"


@routes.reads(PERSON, act="see cases", answers=PersonOfCase, name="show_person_of_case")
def show_person(request: HttpRequest, case_id: int) -> PersonOfCase:
    """Who a case is of: every record of theirs, each with its addresses, numbers and cases."""
    return PersonOfCase.of(person_of_case(case_id=case_id, by=actor_of(request)))


@routes.reads(PERSON + "{int:other_id}/", act=ACT, answers=ComingTogether, name="look_at_record", also=(409,))
def look_at_record(request: HttpRequest, case_id: int, other_id: int) -> ComingTogether:
    """What would come together if another record were the same person; of one that is, what would part."""
    by = actor_of(request)
    if coming := what_would_join(case_id=case_id, other_id=other_id, by=by):
        return ComingTogether.of(coming, is_same=False)
    parting = what_would_part(case_id=case_id, other_id=other_id, by=by)
    return ComingTogether.of(parting, is_same=True)


@routes.changes(PERSON + "same/", act=ACT, answers=PersonOfCase, name="say_same_person")
def same(request: HttpRequest, case_id: int, given: OtherGiven) -> PersonOfCase:
    """Say that another record is the same person. Nothing is moved, so it can be taken back."""
    by, at = actor_of(request), clock.now()
    say_same_person(case_id=case_id, other_id=given.other, shown=given.shown, by=by, at=at)
    return show_person(request, case_id)


@routes.changes(PERSON + "parting/", act=ACT, answers=PersonOfCase, name="say_other_person")
def parting(request: HttpRequest, case_id: int, given: OtherGiven) -> PersonOfCase:
    """Say that a record is not the same person. Each keeps what was theirs, and what came since."""
    by, at = actor_of(request), clock.now()
    say_other_person(case_id=case_id, other_id=given.other, shown=given.shown, by=by, at=at)
    return show_person(request, case_id)


@routes.changes(PERSON + "numbers/", act=ACT, answers=PersonOfCase, name="note_number")
def note(request: HttpRequest, case_id: int, given: NumberGiven) -> PersonOfCase:
    """Keep a phone number that the person says is theirs."""
    note_number(case_id=case_id, phone=given.phone, by=actor_of(request), at=clock.now())
    return show_person(request, case_id)


@routes.changes(PERSON + "numbers/correction/", act=ACT, answers=PersonOfCase, name="correct_number")
def correct(request: HttpRequest, case_id: int, given: NumberCorrected) -> PersonOfCase:
    """Put a phone number right."""
    by, at = actor_of(request), clock.now()
    correct_number(case_id=case_id, phone_id=given.number, phone=given.phone, by=by, at=at)
    return show_person(request, case_id)


@routes.changes(PERSON + "numbers/removal/", act=ACT, answers=PersonOfCase, name="remove_number")
def remove(request: HttpRequest, case_id: int, given: NumberRemoved) -> PersonOfCase:
    """Take a phone number away that is not theirs, or no longer."""
    remove_number(case_id=case_id, phone_id=given.number, by=actor_of(request), at=clock.now())
    return show_person(request, case_id)
