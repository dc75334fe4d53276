"""Letters to all people of an incident: one set of facts, each person's own points, nobody twice, nothing overwritten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import count

import pytest
from tests.cast import ANSWERS, LATER_THAT_DAY, PortLumen, given_draft, given_open_case, given_town, recorded

from presszero.cases.incidents import join_incident, leave_incident, open_incident
from presszero.cases.models import Case, Contact, Incident
from presszero.pure.errors import BadInput, NotFoundHere
from presszero.replies.drafting import DraftMovedOn, save_draft
from presszero.replies.leaving import send_what_leaves
from presszero.replies.letters import begin_letters
from presszero.replies.letters_leaving import (
    UNDO_TOGETHER,
    LeftTogether,
    send_letters,
    settle_shared_pledge,
    take_letters_back,
)
from presszero.replies.models import Draft, IncidentLetter

pytestmark = pytest.mark.django_db
FACTS = ANSWERS["extra buses"]
AFTERWARDS = LATER_THAT_DAY + UNDO_TOGETHER + timedelta(seconds=1)
_ids = count(1)


@pytest.fixture
def town() -> PortLumen:
    return given_town()


def given_incident(town: PortLumen, *asked: Sequence[str], facts: str = FACTS) -> tuple[Incident, list[Case]]:
    """Return an incident and its cases, one for each list of asks."""
    cases = [
        given_open_case(asks=asks, address=f"person-{n}@lakemail.example", name=f"Person {n}")
        for n, asks in enumerate(asked)
    ]
    by, at = town.tomas.actor, LATER_THAT_DAY
    incident = open_incident(title="No buses", facts=facts, case_id=cases[0].pk, by=by, at=at)
    for case in cases[1:]:
        join_incident(case_id=case.pk, incident_id=incident.pk, by=by, at=at)
    return incident, cases


def begin(incident: Incident, town: PortLumen) -> tuple[int, int]:
    begun = begin_letters(incident_id=incident.pk, by=town.tomas.actor, at=LATER_THAT_DAY)
    return begun.ready, begun.held


def send(incident: Incident, cases: Sequence[Case], town: PortLumen) -> LeftTogether:
    ids = [case.pk for case in cases]
    return send_letters(incident_id=incident.pk, case_ids=ids, by=town.tomas.actor, at=LATER_THAT_DAY)


def a_minute_later() -> int:
    return send_what_leaves(at=AFTERWARDS, new_message_id=lambda: f"letter-{next(_ids)}@portlumen.example")


def replies() -> int:
    return Contact.objects.filter(kind=Contact.Kind.REPLY).count()


def test_who_is_covered_gets_a_draft_and_who_asks_more_stays_with_a_person(town: PortLumen) -> None:
    incident, (covered, more) = given_incident(town, ["extra buses"], ["extra buses", "refund"])
    assert begin(incident, town) == (1, 1)
    draft = Draft.objects.get()
    assert draft.case == covered and draft.body.startswith("Dear Person 0,") and FACTS in draft.body
    held = IncidentLetter.objects.get(case=more)
    assert [one["ask"] for one in held.missing] == [more.points.get(number=2).ask]
    assert not Contact.objects.filter(direction="out", kind="reply").exists(), "nothing leaves by itself"


def test_letters_a_person_has_read_leave_after_a_minute_and_settle_the_points(town: PortLumen) -> None:
    incident, cases = given_incident(town, ["extra buses"], ["extra buses"])
    begin(incident, town)
    assert send(incident, cases, town).leaving == [case.pk for case in cases]
    assert replies() == 0 and a_minute_later() == 2
    point = cases[0].points.get()
    assert (point.state, point.answer_quote) == ("answered", FACTS)
    assert recorded(cases[0]).count("point.marked") == 1


def test_nobody_gets_a_letter_twice(town: PortLumen) -> None:
    incident, cases = given_incident(town, ["extra buses"], ["extra buses"])
    begin(incident, town)
    send(incident, cases, town)
    assert begin(incident, town) == (0, 0), "what is on its way is not begun again"
    assert send(incident, cases, town).leaving == []
    a_minute_later()
    assert begin(incident, town) == (0, 0) and send(incident, cases, town).leaving == []
    assert a_minute_later() == 0 and replies() == 2


def test_taken_back_together_they_are_drafts_again(town: PortLumen) -> None:
    incident, cases = given_incident(town, ["extra buses"], ["extra buses"])
    begin(incident, town)
    send(incident, cases, town)
    assert take_letters_back(incident_id=incident.pk, by=town.odile.actor, at=LATER_THAT_DAY) == 2
    assert a_minute_later() == 0 and replies() == 0
    assert send(incident, cases, town).changed == []


def test_letter_is_not_written_over_by_the_window_that_saved_before_it(town: PortLumen) -> None:
    incident, (case,) = given_incident(town, ["extra buses"])
    for version, body in ((0, "I"), (1, "")):
        save_draft(
            case_id=case.pk, body=body, version=version, window="one", by=town.tomas.actor, at=LATER_THAT_DAY
        )
    begin(incident, town)
    with pytest.raises(DraftMovedOn):
        save_draft(
            case_id=case.pk, body="I r", version=2, window="one", by=town.tomas.actor, at=LATER_THAT_DAY
        )
    assert FACTS in Draft.objects.get().body


def test_what_a_person_wrote_is_not_overwritten_and_not_sent_with_the_others(town: PortLumen) -> None:
    incident, (written, other) = given_incident(town, ["extra buses"], ["extra buses"])
    given_draft(written, by=town.odile, body="Dear Person 0, I ring you today.")
    assert begin(incident, town) == (1, 1)
    assert Draft.objects.get(case=written).body == "Dear Person 0, I ring you today."
    given_draft(other, by=town.odile, body="Dear Person 1, another word.")
    assert begin(incident, town) == (0, 2)
    assert send(incident, [written, other], town).changed == [written.pk, other.pk]
    assert a_minute_later() == 0


def test_letter_nobody_touched_follows_the_facts_and_one_marked_by_hand_is_kept(town: PortLumen) -> None:
    incident, (case,) = given_incident(town, ["extra buses"])
    begin(incident, town)
    Incident.objects.filter(pk=incident.pk).update(facts=f"{FACTS} We are sorry.", facts_version=2)
    assert begin(incident, town) == (1, 0)
    draft = Draft.objects.get(case=case)
    assert "We are sorry." in draft.body and draft.version == 2


def test_customer_who_wrote_again_is_not_sent_what_was_read_before(town: PortLumen) -> None:
    incident, (case,) = given_incident(town, ["extra buses"])
    begin(incident, town)
    from tests.cast import a_letter, given_letter

    given_letter(a_letter(asks=["refund"], address="person-0@lakemail.example"), joins=case)
    assert send(incident, [case], town).changed == [case.pk]


def test_promise_in_the_facts_is_said_once_for_all(town: PortLumen) -> None:
    promise = "We will write to you again with the new timetable."
    incident, cases = given_incident(town, ["extra buses"], ["extra buses"], facts=f"{FACTS}\n\n{promise}")
    begin(incident, town)
    with pytest.raises(BadInput, match="once for every letter"):
        send(incident, cases, town)
    due, by = LATER_THAT_DAY + timedelta(days=7), town.tomas.actor
    settle_shared_pledge(
        incident_id=incident.pk, quote=promise, is_promise=True, due_at=due, by=by, at=LATER_THAT_DAY
    )
    send(incident, cases, town)
    a_minute_later()
    for case in cases:
        made = case.promises.get(kind="act", state="due")
        assert (made.due_at, made.owner_id) == (due, case.owner_id)


def test_detail_that_the_facts_contradict_keeps_the_letter_with_a_person(town: PortLumen) -> None:
    facts = "Line 9 had no extra buses on Saturday night because nobody had planned for the fireworks."
    incident, (case,) = given_incident(
        town, ["Why were there no extra buses of line 7 on Saturday night?"], facts=facts
    )
    begin(incident, town)
    letter = IncidentLetter.objects.get(case=case)
    assert letter.state == "held" and "contradicted" in letter.why


def test_stranger_begins_and_sends_nothing_and_without_facts_nothing_begins(town: PortLumen) -> None:
    incident, cases = given_incident(town, ["extra buses"])
    with pytest.raises(NotFoundHere):
        begin_letters(incident_id=incident.pk, by=town.ivo.actor, at=LATER_THAT_DAY)
    begin(incident, town)
    with pytest.raises(NotFoundHere):
        send_letters(incident_id=incident.pk, case_ids=[cases[0].pk], by=town.ivo.actor, at=LATER_THAT_DAY)
    Incident.objects.update(facts="")
    with pytest.raises(BadInput, match="what we know first"):
        begin(incident, town)


def test_letter_of_a_case_that_left_the_incident_is_not_sent_with_the_others(town: PortLumen) -> None:
    incident, (gone, stays) = given_incident(town, ["extra buses"], ["extra buses"])
    begin(incident, town)
    leave_incident(case_id=gone.pk, by=town.odile.actor, at=LATER_THAT_DAY)
    assert send(incident, [gone, stays], town) == LeftTogether(leaving=[stays.pk], changed=[gone.pk])
    assert a_minute_later() == 1 and not gone.contacts.filter(kind="reply").exists()
