"""Two agents at once on the letters of one incident: one draft for each person, one reply, nobody's words lost."""

from __future__ import annotations

from itertools import count

import pytest
from tests.cases.test_two_agents import together
from tests.cast import ANSWERS, LATER_THAT_DAY, given_draft, given_open_case, given_town

from presszero.cases.incidents import join_incident, open_incident
from presszero.cases.models import Contact
from presszero.replies.leaving import send_what_leaves
from presszero.replies.letters import begin_letters
from presszero.replies.letters_leaving import UNDO_TOGETHER, send_letters
from presszero.replies.models import Draft

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]
OWN = "Dear Person, I ring you today."
_ids = count(1)


def test_both_begin_and_send_while_a_third_writes() -> None:
    town = given_town()
    people = [given_open_case(asks=["extra buses"], address=f"{n}@lakemail.example") for n in range(6)]
    by, at = town.tomas.actor, LATER_THAT_DAY
    facts = ANSWERS["extra buses"]
    incident = open_incident(title="No buses", facts=facts, case_id=people[0].pk, by=by, at=at)
    for case in people[1:]:
        join_incident(case_id=case.pk, incident_id=incident.pk, by=by, at=at)
    both = [town.tomas.actor, town.noor.actor]

    def begin(place: int) -> None:
        begin_letters(incident_id=incident.pk, by=both[place], at=at)

    def send(place: int) -> None:
        ids = [case.pk for case in people]
        send_letters(incident_id=incident.pk, case_ids=ids, by=both[place], at=at)

    def write() -> None:
        given_draft(people[0], by=town.odile, body=OWN)

    assert together(lambda: begin(0), lambda: begin(1), write) == [None, None, None]
    assert Draft.objects.get(case=people[0]).body == OWN
    assert Draft.objects.count() == len(people)
    assert together(lambda: send(0), lambda: send(1)) == [None, None]
    left = send_what_leaves(
        at=at + 2 * UNDO_TOGETHER, new_message_id=lambda: f"together-{next(_ids)}@portlumen.example"
    )
    assert left == len(people) - 1 == Contact.objects.filter(kind="reply").count()
