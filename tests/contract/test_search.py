"""A search finds the same letters on either server, whatever accents and capitals were typed."""

from __future__ import annotations

import pytest
from tests.cast import PortLumen, a_letter, given_letter, given_town, known_to_search

from presszero.cases.models import Case
from presszero.inbox.search import search_cases

LETTERS = {
    "Maren Oduya": "Why did the bus\nnot stop at the Pier Street stop? Please refund 100% of 41.50.",
    "Édouard Šimák": "Où est la clé du CHÂTEAU D’EAU ? L’école l’attend.",
    "Jürgen Weiß": "Wann fährt die Bahn in die Hafenstraße? (Gleis 3) [a_b]",
    "Ελένη Κωνσταντίνου": "Γιατί ΆΡΓΗΣΕ το λεωφορείο;",
    "Zoe\u0308 Decomposed": "Where is my cafe\u0301 card? Please send it.",
}
FOUND = {
    "oduya": ["Maren Oduya"],
    "ODUYA": ["Maren Oduya"],
    "bus not stop": ["Maren Oduya"],
    "100%": ["Maren Oduya"],
    "10": [],
    "41.50": ["Maren Oduya"],
    "41x50": [],
    "4*": ["Maren Oduya"],
    "timet*": [],
    "edouard simak": ["Édouard Šimák"],
    "ÉDOUARD": ["Édouard Šimák"],
    "e\u0301douard": ["Édouard Šimák"],
    "château d'eau": ["Édouard Šimák"],
    "CHATEAU": ["Édouard Šimák"],
    "ÉCOLE": ["Édouard Šimák"],
    "jurgen": ["Jürgen Weiß"],
    "WEIß": ["Jürgen Weiß"],
    "FÄHRT": ["Jürgen Weiß"],
    "(gleis 3) [A_B]": ["Jürgen Weiß"],
    "ΕΛΈΝΗ": ["Ελένη Κωνσταντίνου"],
    "ελενη ΚΩΝΣΤΑΝΤΙΝΟΥ": ["Ελένη Κωνσταντίνου"],
    "άργησε": ["Ελένη Κωνσταντίνου"],
    "zoë": ["Zoe\u0308 Decomposed"],
    "CAFE CARD": ["Zoe\u0308 Decomposed"],
    "please": ["Maren Oduya", "Zoe\u0308 Decomposed"],
    '"bus not stop"': ["Maren Oduya"],
    '"stop bus"': [],
    "buses stopping": ["Maren Oduya"],
    "attendent": ["Édouard Šimák"],
    '"please" -refund': ["Zoe\u0308 Decomposed"],
    "from:simak": ["Édouard Šimák"],
    "lang:fr": ["Édouard Šimák"],
    "nobody wrote this": [],
    "\\": [],
}


@pytest.fixture
def town(house: str) -> PortLumen:
    town = given_town()
    for number, (name, text) in enumerate(LETTERS.items()):
        address = f"writer-{number}@lakemail.example"
        given_letter(a_letter(text=text, name=name, address=address, subject="A letter"))
    known_to_search()
    return town


def found(town: PortLumen, words: str) -> list[str]:
    found = search_cases(by=town.edda.actor, words=words, exactly=True)
    return [case.customer.name for case in found.cases]


def test_words_find_the_same_letters_with_any_accents_and_capitals(town: PortLumen) -> None:
    assert {words: sorted(found(town, words)) for words in FOUND} == {
        words: sorted(names) for words, names in FOUND.items()
    }


def test_reference_is_found_whole_and_in_small_letters(town: PortLumen) -> None:
    case = Case.objects.get(customer__name="Maren Oduya")
    assert found(town, case.reference.lower()) == ["Maren Oduya"]
    assert found(town, case.reference[:-1]) == []


def test_stranger_finds_no_letter_of_another_team(town: PortLumen) -> None:
    assert search_cases(by=town.ivo.actor, words="oduya").cases == []
