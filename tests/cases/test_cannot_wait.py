"""What cannot wait: found by rules with their words, said by people, listed for those who may see it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from tests.cast import (
    LATER_THAT_DAY,
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

from presszero.cases.actions import take_case
from presszero.cases.errors import NoSuchCase
from presszero.cases.models import Case
from presszero.cases.pressing import say_urgency
from presszero.inbox.lists import inbox_page
from presszero.pure.errors import BadInput
from presszero.reading.labels import rules_hash
from presszero.reading.models import Label

pytestmark = pytest.mark.django_db
FIRE = "There is smoke coming from the bus in front of the library."


@pytest.fixture
def town() -> PortLumen:
    return given_town()


def given_fire(joins: Case | None = None, text: str = FIRE) -> Case:
    contact = given_letter(a_letter(text=text, at=NEXT_DAY if joins else LATER_THAT_DAY), joins=joins)
    return Case.objects.get(pk=contact.case_id)


def say(case: Case, said: str, town: PortLumen) -> Case:
    return say_urgency(case_id=case.pk, said=said, by=town.tomas.actor, at=LATER_THAT_DAY)


def test_reason_is_kept_with_its_rule_and_the_words_at_their_place(town: PortLumen) -> None:
    case = given_fire()
    reason = case.pressing_why[0]
    assert (case.pressing, reason["rule"]) == ("safety", "safety.fire")
    assert case.contacts.get(pk=reason["contact"]).text[reason["start"] : reason["end"]] == reason["text"]
    assert "urgency.found" in recorded(case)


def test_what_was_quoted_presses_nobody(town: PortLumen) -> None:
    case = given_fire(text="Thank you, the matter is settled.\n\nOn Monday Tomas wrote:\n> " + FIRE)
    assert case.pressing == ""


def test_inbox_and_case_say_why_in_words(town: PortLumen, at_the_desk: Callable[..., Client]) -> None:
    given_open_case(asks=["refund"], address="other@lakemail.example")
    case, desk = given_fire(), at_the_desk(town.tomas)
    assert [one.pk for one in inbox_page(by=town.tomas.actor, view="urgent").cases] == [case.pk]
    words = "Somebody may be in danger: “smoke coming”"
    for address in ("/desk/?view=team", "/desk/?view=urgent", f"/desk/cases/{case.pk}/"):
        assert words in desk.get(address).content.decode(), address
    assert "fire or smoke" in desk.get(f"/desk/cases/{case.pk}/").content.decode()


def test_answered_it_presses_nobody_until_the_customer_writes_again(
    town: PortLumen, at_the_desk: Callable[..., Client]
) -> None:
    case, desk = given_fire(), at_the_desk(town.tomas)
    take_case(case_id=case.pk, by=town.tomas.actor, at=LATER_THAT_DAY)
    places = (f"/desk/cases/{case.pk}/", "/desk/?view=waiting", f"/desk/cases/{case.pk}/preview/")
    given_sent_reply(case, by=town.tomas)
    for address in places:
        page = desk.get(address).content.decode()
        assert case.reference in page and "Somebody may be in danger" not in page, address
    given_fire(joins=case)
    assert "Somebody may be in danger" in desk.get(f"/desk/cases/{case.pk}/").content.decode()


def test_search_finds_it_so_that_a_view_of_it_can_be_kept(
    town: PortLumen, at_the_desk: Callable[..., Client]
) -> None:
    given_open_case(asks=["refund"], address="other@lakemail.example")
    case = given_fire()
    known_to_search()
    found = at_the_desk(town.tomas).get("/desk/?q=has:urgency").content.decode()
    assert found.count("data-case-row=") == 1 and f'data-case-row="{case.pk}"' in found


@pytest.mark.parametrize("said", ["not_urgent", "urgent"])
def test_person_says_otherwise_or_so_and_it_is_a_label_of_those_rules(town: PortLumen, said: str) -> None:
    case = say(given_fire(), said, town)
    label = Label.objects.get()
    assert label.said == ("dismissed" if said == "not_urgent" else "confirmed")
    assert (label.rule, label.quote, label.hash) == ("safety.fire", "smoke coming", rules_hash())
    assert bool(case.pressing) == (said == "urgent")
    assert say(case, said, town).pressing == case.pressing
    assert recorded(case).count("urgency.said") == 1, "saying it twice changes nothing"
    assert len(inbox_page(by=town.tomas.actor, view="urgent").cases) == (said == "urgent")


def test_what_no_rule_saw_a_person_can_press(town: PortLumen) -> None:
    case = say(given_open_case(asks=["refund"]), "urgent", town)
    assert case.pressing == "said"
    label = Label.objects.get()
    assert (label.rule, label.said, label.right) == ("urgency.none", "corrected", "urgent")
    assert say(case, "not_urgent", town).pressing == ""


def test_new_words_that_press_are_asked_anew_and_an_answered_case_begins_afresh(town: PortLumen) -> None:
    case = say(given_fire(), "not_urgent", town)
    case = given_fire(joins=case)
    assert (case.pressing, case.pressing_said, len(case.pressing_why)) == ("safety", "", 1)
    calm = given_open_case(asks=["refund"], address="other@lakemail.example")
    given_sent_reply(calm, by=town.tomas)
    assert inbox_page(by=town.tomas.actor, view="urgent").counts["urgent"] == 1


def test_stranger_presses_nothing_and_only_two_things_can_be_said(town: PortLumen) -> None:
    case = given_fire()
    with pytest.raises(NoSuchCase):
        say_urgency(case_id=case.pk, said="not_urgent", by=town.ivo.actor, at=LATER_THAT_DAY)
    with pytest.raises(BadInput, match="whether it can wait"):
        say(case, "perhaps", town)
    assert inbox_page(by=town.ivo.actor, view="urgent").cases == []
    assert not Label.objects.exists()


def test_worry_that_no_rule_explains_heads_no_case(town: PortLumen) -> None:
    case = given_fire(text="A man by the fountain looks grey and speaks strangely.")
    assert (case.pressing, case.pressing_why) == ("", [])


WORRY = "There is a strange sound and people run."


def test_worry_without_a_rule_heads_nothing_and_is_found_by_who_looks_for_it(
    town: PortLumen, client: Client
) -> None:
    case = given_fire(text=WORRY)
    assert (case.pressing, case.worries) == ("", True)
    known_to_search()
    client.force_login(town.tomas)
    assert case.reference in client.get("/desk/?q=has:worry").content.decode()
    assert "no rule tells why" in client.get(f"/desk/cases/{case.pk}/more/").content.decode()
    say(case, "not_urgent", town)
    known_to_search()
    assert case.reference not in client.get("/desk/?q=has:worry").content.decode()
