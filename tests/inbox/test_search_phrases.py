"""A phrase is found by the marks of its pairs, and each case that they find is read again."""

from __future__ import annotations

import importlib

import pytest
from django.db import connection
from tests.cast import PortLumen, a_letter, given_letter, given_town, known_to_search

from presszero.inbox.keys import pair_key
from presszero.inbox.models import Known
from presszero.inbox.search import search_cases
from presszero.pure.searching import pair_mark

pytestmark = pytest.mark.django_db
ADD_PAIRS = importlib.import_module("presszero.inbox.migrations.0005_pairs_of_words").ADD_PAIRS
LETTERS = {
    "Maren": "The bus never stopped at Pier Street. We waited for two hours.",
    "Hester": "The street was wet, and at the pier no bus stopped for hours.",
    "Odile": "Bonjour, le chauffeur est parti sans nous ; les chevaux aussi.",
}


@pytest.fixture
def town() -> PortLumen:
    town = given_town()
    for name, text in LETTERS.items():
        given_letter(a_letter(text=text, name=name, address=f"{name.lower()}@lakemail.example"))
    known_to_search()
    return town


def found(town: PortLumen, words: str) -> set[str]:
    return {case.customer.name for case in search_cases(by=town.edda.actor, words=words, exactly=True).cases}


def test_phrases_find_their_letters(town: PortLumen) -> None:
    expected = {
        '"pier street"': {"Maren"},
        '"buses never stopping at pier"': {"Maren"},
        '"two hours"': {"Maren"},
        '"bus stopped"': {"Hester"},
        '-"pier street"': {"Hester", "Odile"},
        'bus -"pier street"': {"Hester"},
        '"parti sans nous"': {"Odile"},
        '"cheval les"': set(),
        '"les cheval"': {"Odile"},
        "pier-str*": {"Maren"},
        "at-pier-str*": {"Maren"},
        "-pier-str*": {"Hester", "Odile"},
    }
    assert {words: found(town, words) for words in expected} == expected


def test_case_without_the_mark_is_not_read_though_it_holds_both_words(town: PortLumen) -> None:
    case = Known.objects.get(case__customer__name="Maren")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE inbox_known SET keys = ts_delete(keys, %s::text) WHERE case_id = %s",
            [pair_key(pair_mark("pier", "street")), case.pk],
        )
    assert found(town, '"pier street"') == set()


def test_pair_that_shares_its_mark_with_another_is_told_apart(town: PortLumen) -> None:
    case = Known.objects.get(case__customer__name="Hester")
    shared = pair_key(pair_mark("pier", "street"))
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE inbox_known SET keys = keys || array_to_tsvector(%s) WHERE case_id = %s",
            [[shared], case.pk],
        )
    assert found(town, '"pier street"') == {"Maren"}


def test_case_known_before_pairs_were_gets_the_same_keys_by_the_migration(town: PortLumen) -> None:
    whole = dict(Known.objects.values_list("case_id", "keys"))
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE inbox_known SET keys = ts_delete(keys, ARRAY(SELECT lexeme FROM unnest(keys) WHERE lexeme LIKE 'p/%'))"
        )
        assert dict(Known.objects.values_list("case_id", "keys")) != whole
        cursor.execute(ADD_PAIRS)
    assert dict(Known.objects.values_list("case_id", "keys")) == whole
