"""Two records are one person: looked at before, told in every history, taken back without loss, and never seen by customers."""

from __future__ import annotations

import random
import threading
from typing import Any

import pytest
from django.db import transaction
from tests.cast import (
    LATER_THAT_DAY,
    MAREN,
    MORNING,
    NEXT_DAY,
    PortLumen,
    a_letter,
    given_letter,
    given_open_case,
    given_sent_reply,
    given_town,
    known_to_search,
    recorded,
)
from tests.intake.test_open_on_behalf import opened
from tests.sealing import Colleague, waits_for_a_lock
from tests.waiting import wait_for

from presszero.cases.asking import ask_outside
from presszero.cases.confirmed import standing_of
from presszero.cases.errors import NoSuchCase
from presszero.cases.history import history_of_case
from presszero.cases.merging import TwoCustomers, merge_case
from presszero.cases.models import Case
from presszero.cases.person import Coming, person_of_case, what_would_join, what_would_part
from presszero.cases.queries import case_glance, case_page, cases_at_address
from presszero.cases.same_person import NotAsShown, say_other_person, say_same_person
from presszero.channels.email.choices import wants_mail
from presszero.customers.choices import choose_mails
from presszero.customers.models import Address, Customer, MailChoice, SamePerson
from presszero.customers.people import (
    MOST_RECORDS,
    NotSaidSame,
    TooManyRecords,
    join_people,
    part_people,
    records_of,
)
from presszero.ground.actors import SYSTEM, Actor
from presszero.ground.models import RecordLine
from presszero.inbox.customers import customers_found
from presszero.inbox.search import search_cases
from presszero.lines.models import Line, Waiting
from presszero.lines.turns import give_turns
from presszero.organisation.models import Team, Worker
from presszero.pure.errors import BadInput
from presszero.wiring import CONSEQUENCES

pytestmark = pytest.mark.django_db
WORK = "m.oduya@harbour.example"


def given_two(town: PortLumen) -> tuple[Case, Case]:
    """Return a case of Maren's, and one that she wrote from work."""
    return given_open_case(asks=["refund"]), given_open_case(asks=["timetable"], address=WORK)


def looked_at(case: Case, other: Case, by: Worker) -> Coming:
    coming = what_would_join(case_id=case.pk, other_id=other.customer_id, by=by.actor)
    assert coming
    return coming


def joined(case: Case, other: Case, by: Worker) -> None:
    shown = looked_at(case, other, by).shown
    say_same_person(case_id=case.pk, other_id=other.customer_id, shown=shown, by=by.actor, at=LATER_THAT_DAY)


def parted(case: Case, other: Case, by: Worker) -> None:
    shown = what_would_part(case_id=case.pk, other_id=other.customer_id, by=by.actor).shown
    say_other_person(case_id=case.pk, other_id=other.customer_id, shown=shown, by=by.actor, at=NEXT_DAY)


def told(case: Case) -> list[str]:
    return [
        one.words for one in history_of_case(case=Case.objects.select_related("customer").get(pk=case.pk))
    ]


def house() -> dict[str, Any]:
    """Return every row that a joining touches or must not touch."""
    return {
        model.__name__: list(model._default_manager.order_by("pk").values())  # type: ignore[attr-defined]
        for model in (Customer, SamePerson, Address, MailChoice)
    } | {"cases": list(Case.objects.order_by("pk").values_list("pk", "customer_id", "state"))}


def test_what_comes_together_is_shown_first_and_then_stands_on_both_cases() -> None:
    town = given_town()
    case, other = given_two(town)
    counter = opened(town, phone="0470 12 34 56", customer_id=other.customer_id).case
    coming = looked_at(case, other, town.tomas)
    [mine], [theirs] = coming.here, coming.there
    assert [one.value for one in mine.mails] == [MAREN] and mine.cases == [case]
    assert [one.value for one in (*theirs.mails, *theirs.phones)] == [WORK, "0470123456"]
    assert theirs.cases == [counter, other]
    assert not SamePerson.objects.exists()

    joined(case, other, town.odile)
    page = case_page(case_id=case.pk, by=town.tomas.actor)
    assert (page.earlier, page.case.customer_phones) == ([counter, other], ["0470123456"])  # type: ignore[attr-defined]
    assert case_page(case_id=other.pk, by=town.tomas.actor).earlier == [counter, case]
    glance = case_glance(case_id=case.pk, by=town.tomas.actor, letter_begins=20)
    assert glance.earlier == [counter.title, other.title]
    assert f"Odile Farrow said that this person and Maren Oduya, {WORK} are the same." in told(case)
    for one in (other, counter):
        assert f"Odile Farrow said that this person and Maren Oduya, {MAREN} are the same." in told(one)
    person = person_of_case(case_id=other.pk, by=town.tomas.actor)
    assert [one.customer.pk for one in person.records] == [other.customer_id, case.customer_id]
    assert [one.said_by for one in person.said] == [town.odile]


def test_each_address_opens_its_own_letters_and_no_others() -> None:
    town = given_town()
    case, other = given_two(town)
    joined(case, other, town.tomas)
    assert [one.pk for one in cases_at_address(address=MAREN)] == [case.pk]
    assert [one.pk for one in cases_at_address(address=WORK)] == [other.pk]
    assert standing_of(reference=other.reference, address=MAREN) is None
    maren = Actor("customer", case.customer_id)
    assert [one.pk for one in Case.objects.visible_to(maren)] == [case.pk]
    held = Address.objects.filter(confirmed_at__isnull=False).values_list("value", "customer_id")
    assert dict(held) == {MAREN: case.customer_id, WORK: other.customer_id}
    with pytest.raises(TwoCustomers, match="one person who wrote from two addresses"):
        merge_case(case_id=other.pk, into=case.pk, by=town.tomas.actor, at=NEXT_DAY)


def test_letter_from_either_address_goes_to_the_person_and_stays_under_its_own() -> None:
    town = given_town()
    case, other = given_two(town)
    joined(case, other, town.tomas)
    for address, record in ((MAREN, case), (WORK, other)):
        later = given_letter(a_letter(asks=["refund"], address=address, at=NEXT_DAY)).case
        assert later.customer_id == record.customer_id
        assert {case, other} <= set(case_page(case_id=later.pk, by=town.tomas.actor).earlier)


def test_answer_from_the_other_address_is_read_at_the_desk_and_not_on_the_page() -> None:
    town = given_town()
    case, other = given_two(town)
    joined(case, other, town.tomas)
    answer = given_letter(a_letter(asks=["timetable"], address=WORK, at=NEXT_DAY), joins=case)
    assert (answer.case_id, answer.confirmed_ours) == (case.pk, False)
    assert answer.case.points.filter(contact=answer).exists()


def test_taken_back_everything_is_as_before_and_what_came_since_stays_where_it_came() -> None:
    town = given_town()
    case, other = given_two(town)
    choose_mails(customer_id=other.customer_id, hears="required", at=MORNING)
    before = house()
    joined(case, other, town.tomas)
    parted(case, other, town.odile)
    assert house() == before
    assert told(case)[0] == f"Odile Farrow said that this person and Maren Oduya, {WORK} are not the same."
    assert case_page(case_id=case.pk, by=town.tomas.actor).earlier == []
    with pytest.raises(NotSaidSame):
        what_would_part(case_id=case.pk, other_id=other.customer_id, by=town.tomas.actor)


def test_of_several_choices_the_fewest_mails_hold_while_they_are_one() -> None:
    town = given_town()
    case, other = given_two(town)
    reply = given_sent_reply(case, by=town.tomas)
    choose_mails(customer_id=other.customer_id, hears="required", at=MORNING)
    assert wants_mail(reply)
    assert looked_at(case, other, town.tomas).hears == "required"
    joined(case, other, town.tomas)
    reply.refresh_from_db()
    assert not wants_mail(reply)
    parted(case, other, town.tomas)
    reply.refresh_from_db()
    assert wants_mail(reply)


def test_what_nobody_looked_at_does_not_join() -> None:
    town = given_town()
    case, other = given_two(town)
    third = given_open_case(asks=["lost glove"], address="oduya@club.example")
    shown = looked_at(case, other, town.tomas).shown
    joined(other, third, town.odile)
    before = house()
    for said in (shown, ""):
        with pytest.raises(NotAsShown):
            say_same_person(
                case_id=case.pk, other_id=other.customer_id, shown=said, by=town.tomas.actor, at=NEXT_DAY
            )
    assert house() == before
    joined(case, other, town.tomas)
    assert len(person_of_case(case_id=third.pk, by=town.tomas.actor).records) == 3
    lines = recorded().count("customer.joined")
    say_same_person(case_id=third.pk, other_id=case.customer_id, shown="", by=town.tomas.actor, at=NEXT_DAY)
    assert recorded().count("customer.joined") == lines, "said twice it changes nothing"


def test_stranger_joins_nobody_and_nobody_is_joined_whom_one_does_not_see() -> None:
    town = given_town()
    case, other = given_two(town)
    theirs = given_open_case(
        asks=["library book"], address="ida@lakemail.example", to="library@portlumen.example"
    )
    with pytest.raises(NoSuchCase):
        what_would_join(case_id=case.pk, other_id=other.customer_id, by=town.hanne.actor)
    with pytest.raises(BadInput) as unseen:
        what_would_join(case_id=case.pk, other_id=theirs.customer_id, by=town.tomas.actor)
    with pytest.raises(BadInput) as unknown:
        what_would_join(case_id=case.pk, other_id=10**9, by=town.tomas.actor)
    assert unseen.value.sentence == unknown.value.sentence
    assert what_would_join(case_id=case.pk, other_id=case.customer_id, by=town.tomas.actor) is None


def test_cases_of_other_teams_are_counted_and_never_named() -> None:
    town = given_town()
    case, other = given_two(town)
    given_open_case(asks=["library book"], address=WORK, to="library@portlumen.example")
    [theirs] = looked_at(case, other, town.tomas).there
    assert (theirs.cases, theirs.more, theirs.elsewhere) == ([other], 0, 1)


def test_person_is_found_by_name_address_and_number_each_record_by_itself() -> None:
    town = given_town()
    case, other = given_two(town)
    opened(town, phone="0470 12 34 56", customer_id=other.customer_id)
    known_to_search()
    by = town.tomas.actor
    assert {one.pk for one in customers_found(words="oduy", by=by)} == {case.customer_id, other.customer_id}
    for typed in ("m.oduya@harb", "from:m.oduya@harb", WORK, "@harbour.ex", "0470 12"):
        assert [one.pk for one in customers_found(words=typed, by=by)] == [other.customer_id], typed
        assert customers_found(words=typed, by=town.hanne.actor) == []


def test_number_of_one_record_finds_the_cases_of_the_other_while_they_are_one() -> None:
    town = given_town()
    case, other = given_two(town)
    counter = opened(town, phone="0470 12 34 56", customer_id=other.customer_id).case
    known_to_search()

    def found() -> set[int]:
        return {one.pk for one in search_cases(by=town.tomas.actor, words="0470123456").cases}

    for act, ids in ((joined, {case.pk, other.pk, counter.pk}), (parted, {other.pk, counter.pk})):
        act(case, other, town.tomas)
        line = RecordLine.objects.filter(kind__startswith="customer.").latest("id")
        for consequence in CONSEQUENCES[line.kind]:
            consequence(line)
        assert found() == ids, line.kind


def test_case_goes_first_to_who_answered_them_at_their_other_address() -> None:
    town = given_town()
    Team.objects.filter(pk=town.transit.pk).update(gives_turns=True)
    Worker.objects.exclude(pk__in=[town.tomas.pk, town.odile.pk]).update(presence="away")
    other = given_open_case(asks=["timetable"], address=WORK, taken_by=town.odile)
    given_sent_reply(other, by=town.odile)
    for _ in range(3):
        given_open_case(asks=["timetable"], address="jo@lakemail.example", taken_by=town.odile)
    Waiting.objects.all().delete()
    case = given_open_case(asks=["refund"])
    joined(case, other, town.tomas)
    give_turns(line_id=Line.objects.get(team=town.transit).pk, at=NEXT_DAY)
    case = Case.objects.get(pk=case.pk)
    assert (case.owner, case.owner_why) == (town.odile, "turn-knows")


def test_question_to_somebody_outside_never_goes_to_another_address_of_theirs() -> None:
    town = given_town()
    case, other = given_two(town)
    joined(case, other, town.tomas)
    with pytest.raises(BadInput, match="customer’s own address"):
        ask_outside(
            case_id=case.pk,
            address=WORK,
            name="",
            subject="Bus 7",
            text="Was it full?",
            by=town.tomas.actor,
            at=NEXT_DAY,
            message_id="q@portlumen.example",
            our_domain="portlumen.example",
        )


def records(count: int) -> list[int]:
    return [Customer.objects.create(name=f"Record {n}", since=MORNING).pk for n in range(count)]


def join(one: int, other: int) -> Any:
    return join_people(one_id=one, other_id=other, by=SYSTEM, at=MORNING)


def test_an_office_that_writes_for_many_is_not_one_person() -> None:
    first, *others = records(MOST_RECORDS + 1)
    for other in others[:-1]:
        join(first, other)
    with pytest.raises(TooManyRecords, match="21 records"):
        join(others[-1], first)


def law_of_taking_back(seed: int) -> None:
    """Whatever was joined before: one more joining, taken back from either side, leaves every row as it was."""
    chance = random.Random(seed)
    ids = records(chance.randint(2, 8))
    for _ in range(chance.randint(0, 7)):
        one, other = chance.sample(ids, 2)
        join(one, other)
    before = house()
    one, other = chance.sample(ids, 2)
    sides = join(one, other)
    if sides is None:
        assert house() == before
        return
    theirs = {frozenset(sides.here), frozenset(sides.there)}
    assert {frozenset(records_of(Customer.objects.get(pk=pk))) for pk in sides.all} == {frozenset(sides.all)}
    one, other = chance.choice([(one, other), (other, one)])
    back = part_people(one_id=one, other_id=other, by=SYSTEM, at=MORNING)
    assert {frozenset(back.here), frozenset(back.there)} == theirs
    assert house() == before


def test_joined_and_taken_back_is_as_before() -> None:
    for seed in range(5):
        law_of_taking_back(seed)


@pytest.mark.long
def test_joined_and_taken_back_is_as_before_over_many_houses() -> None:
    for seed in range(5, 300):
        law_of_taking_back(seed)


def test_who_is_parted_takes_along_who_was_joined_through_them() -> None:
    a, b, c, d = records(4)
    for one, other in ((a, b), (b, c), (a, d)):
        join(one, other)
    sides = part_people(one_id=d, other_id=b, by=SYSTEM, at=MORNING)
    assert (set(sides.here), set(sides.there)) == ({d, a}, {b, c})


@pytest.mark.django_db(transaction=True)
def test_two_agents_at_once_make_one_person_or_none_and_never_half_of_one() -> None:
    a, b, c = records(3)
    start = threading.Barrier(4)

    def says(one: int, other: int) -> Any:
        start.wait(60)
        return join(one, other)

    hands = [Colleague(lambda pair=pair: says(*pair)) for pair in ((a, b), (b, a), (b, c), (c, a))]
    for hand in hands:
        hand.start()
    assert [hand.done().error for hand in hands] == [None] * 4
    assert SamePerson.objects.count() == 2, "two sayings hold three records together, and no third is kept"
    assert set(Customer.objects.values_list("person_id", flat=True)) == {a}


@pytest.mark.django_db(transaction=True)
def test_second_agent_waits_for_the_first_and_then_finds_it_said() -> None:
    a, b = records(2)
    second = Colleague(lambda: join(b, a))
    with transaction.atomic():
        join(a, b)
        second.start()
        wait_for("the second agent before the lock", waits_for_a_lock)
    assert (second.done().error, second.answer) == (None, None)
    assert SamePerson.objects.count() == 1
