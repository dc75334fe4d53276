"""A search has one spelling in every address, and in the field that of whoever reads it; old addresses go on working."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import MORNING, PortLumen, given_town

from presszero.inbox.filter_codes import CHANNELS, HAS, IS, LANGUAGES, OUTCOMES, STATES
from presszero.inbox.filters import filter_key
from presszero.inbox.models import SavedView
from presszero.inbox.phrases import filter_choices, search_examples
from presszero.inbox.saved import keep_view
from presszero.inbox.spelling import spelled
from presszero.organisation.models import Worker
from presszero.pure.searching import KEYS, read_search

TODAY = date(2026, 11, 26)
CODED = {"state": STATES, "lang": LANGUAGES, "channel": CHANNELS, "has": HAS, "is": IS, "outcome": OUTCOMES}
TYPED = [f"{key}:{word}" for key, codes in CODED.items() for word in codes] + [
    "since:7d",
    "depuis:30j",
    "avant:hier",
    "depuis:aujourd’hui",
    "before:2026-11",
    "responsable:moi",
    "owner:Me",
]


def asked(words: str) -> list[tuple[str, str, bool]]:
    town = Worker(pk=7)
    return [
        (one.key, filter_key(one, town.actor, today_on=TODAY).query, one.excluded)
        for one in read_search(words).filters
    ]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_either_spelling_of_every_code_and_day_asks_for_the_same(language: str) -> None:
    for words in TYPED:
        [(_key, query, _no)] = asked(words)
        assert query and asked(spelled(words, language)) == asked(words), words


def test_every_way_to_write_a_key_or_a_code_has_one_spelling_in_each_language() -> None:
    for language in ("en", "fr"):
        spellings = {(asked(words)[0][:2], spelled(words, language)) for words in TYPED if ":" in words}
        assert len({meant for meant, _said in spellings}) == len(spellings), language
        keys = {(KEYS[key], spelled(f"{key}:x", language)) for key in KEYS}
        assert len(keys) == len(set(KEYS.values())), language


WORDS = st.text(st.sampled_from('ab -:"«»“”*é7'), max_size=12)
SEARCHES = st.lists(st.one_of(st.sampled_from(TYPED), WORDS), max_size=4).map(" ".join)


@pytest.mark.long
@given(SEARCHES)
def test_a_search_keeps_its_meaning_there_and_back(typed: str) -> None:
    english = spelled(typed, "en")
    french = spelled(typed, "fr")
    assert (spelled(english, "en"), spelled(french, "en"), spelled(english, "fr")) == (
        english,
        english,
        french,
    )
    assert read_search(english).terms == read_search(typed).terms == read_search(french).terms
    assert [one.excluded for one in read_search(english).filters] == [
        one.excluded for one in read_search(typed).filters
    ]


@pytest.mark.parametrize(
    ("typed", "english", "french"),
    [
        ("taxi est:retard", "taxi is:overdue", "taxi est:retard"),
        ('équipe:"City hall" -état:clos', 'team:"City hall" -state:closed', 'équipe:"City hall" -état:clos'),
        ("SUJET:perdu état:inconnu", "topic:perdu state:inconnu", "sujet:perdu état:inconnu"),
        ("“est: retard” http://x", "“est: retard” http://x", "“est: retard” http://x"),
    ],
)
def test_only_filters_are_said_anew(typed: str, english: str, french: str) -> None:
    assert (spelled(typed, "en"), spelled(typed, "fr")) == (english, french)


def test_what_is_offered_to_type_is_in_the_readers_language_and_what_is_pressed_in_one() -> None:
    pressed = []
    for language in ("en", "fr"):
        with translation.override(language):
            pressed.append([one for _title, filters in filter_choices() for one, _name in filters])
            for words, _meaning in search_examples():
                assert spelled(words, language) == words
    assert pressed[0] == pressed[1] and all(spelled(one, "en") == one for one in pressed[0])


@pytest.fixture
def town(db: None) -> PortLumen:
    return given_town()


def reading(worker: Worker, language: str) -> Worker:
    Worker.objects.filter(pk=worker.pk).update(language=language)
    return Worker.objects.get(pk=worker.pk)


def test_filter_pressed_in_french_is_pressed_for_who_reads_english(
    at_the_desk: Callable[..., Client], town: PortLumen
) -> None:
    french = at_the_desk(reading(town.tomas, "fr"), script=False)
    pressed = french.get("/desk/", {"q": "taxi état:ouvert", "add": "is:overdue"})["Location"]
    assert parse_qs(urlsplit(pressed).query) == {"q": ["taxi state:open is:overdue"]}
    page = french.get(pressed).content.decode()
    assert 'name="q" value="taxi état:ouvert est:retard"' in page
    for reader in (french, at_the_desk(reading(town.odile, "en"), script=False)):
        page = reader.get(pressed).content.decode()
        assert 'value="is:overdue" aria-pressed="true"' in page
        assert 'value="state:open" aria-pressed="true"' in page
    assert 'name="q" value="taxi state:open is:overdue"' in page


def test_old_address_leads_to_the_one_spelling_with_all_it_said(
    at_the_desk: Callable[..., Client], town: PortLumen
) -> None:
    client = at_the_desk(town.odile, script=False)
    old = {"q": "taxi est:retard", "before": "900", "exactly": "1"}
    answer = client.get("/desk/", old)
    assert answer.status_code == 302
    assert parse_qs(urlsplit(answer["Location"]).query) == {
        "q": ["taxi is:overdue"],
        "before": ["900"],
        "exactly": ["1"],
    }
    assert client.get(answer["Location"]).status_code == 200
    pressed_before = client.get("/desk/", {"q": "is:overdue", "add": "est:retard"})
    assert pressed_before["Location"] == "/desk/"


def test_view_kept_in_one_language_is_current_in_the_other(
    at_the_desk: Callable[..., Client], town: PortLumen
) -> None:
    team = town.transit.pk
    keep_view(name="Tard", words="est:retard", team_id=team, by=town.tomas.actor, at=MORNING)
    assert SavedView.objects.get().words == "is:overdue"
    SavedView.objects.update(words="est:retard")  # as one was kept before
    page = at_the_desk(town.odile, script=False).get("/desk/", {"q": "is:overdue"}).content.decode()
    assert page.count('href="/desk/?q=is%3Aoverdue" aria-current="true"') == 1
