"""Digits with blanks between them are a number in groups, or several figures: both are found."""

from __future__ import annotations

import pytest
from tests.cast import LATER_THAT_DAY, a_letter, given_letter, given_open_case, given_town, known_to_search

from presszero.cases.same_person import note_number
from presszero.inbox.search import search_cases
from presszero.pure.searching import first_hit, read_search

NUMBERED = {
    "phone": "Please call me back.",
    "side by side": "My card is 1200 3400, and the reader refused it.",
    "anywhere": "Bus 3400 left before stop 1200 was served.",
    "together": "Order 12003400 never came.",
    "one alone": "Only bus 1200 came.",
}


@pytest.mark.django_db
def test_every_reading_of_digits_with_a_blank_is_listed() -> None:
    town = given_town()
    cases = {
        name: given_letter(a_letter(text=f"Good day.\n\n{text}", address=f"w{n}@lakemail.example")).case
        for n, (name, text) in enumerate(NUMBERED.items())
    }
    note_number(case_id=cases["phone"].pk, phone="1200 3400", by=town.tomas.actor, at=LATER_THAT_DAY)
    known_to_search()

    def found(words: str) -> set[str]:
        ids = {one.pk for one in search_cases(by=town.tomas.actor, words=words, exactly=True).cases}
        return {name for name, case in cases.items() if case.pk in ids}

    every = {"phone", "side by side", "anywhere", "together"}
    for typed in ("1200 3400", "1200  3400", "1200 3400*"):
        assert found(typed) == every, typed
    assert found('"1200 3400"') == {"side by side"}
    assert found("12003400") == {"phone", "together"}
    assert found("phone:12003400") == {"phone"}
    assert found("1200 -3400") == {"one alone"}


def test_short_groups_stay_side_by_side() -> None:
    (number,) = read_search("0470 12 34 56").terms
    assert (number.number, number.is_phrase) == ("470123456", True)
    (figures,) = read_search("1200 3400").terms
    assert (figures.number, figures.is_phrase) == ("12003400", False)


def test_each_figure_is_marked_where_it_stands() -> None:
    hit = first_hit("Bus 3400 left before stop 1200.", read_search("1200 3400").terms)
    assert hit
    assert hit.pieces[1::2] == ("3400", "1200")


@pytest.mark.django_db
def test_address_half_typed_finds_its_writer() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"])
    known_to_search()
    for typed in ("from:maren.oduya@lake*", "from:@lakem*", "from:maren.oduya@lakemail.example"):
        assert [one.pk for one in search_cases(by=town.tomas.actor, words=typed).cases] == [case.pk], typed
