"""What an agent sorts a morning by: days, what is late, not taken, followed, of an incident, and how cases ended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import (
    LATER_THAT_DAY,
    NEXT_DAY,
    PortLumen,
    given_open_case,
    given_sent_reply,
    given_town,
    known_to_search,
)

from presszero.cases.actions import close_case
from presszero.cases.following import follow_case, unfollow_case
from presszero.cases.incidents import open_incident
from presszero.cases.jobs import look_at_promises
from presszero.cases.models import Case
from presszero.ground.models import RecordLine
from presszero.inbox.filters import filter_key
from presszero.inbox.keys import day_keys, keys_since
from presszero.inbox.phrases import filter_choices
from presszero.inbox.search import search_cases
from presszero.organisation.models import Worker
from presszero.pure.searching import read_search, with_filter
from presszero.wiring import CONSEQUENCES

DAYS = st.dates(date(1970, 1, 1), date(2099, 12, 31))


def found(words: str, by: Worker, **more: object) -> list[int]:
    return [case.pk for case in search_cases(by=by.actor, words=words, exactly=True, **more).cases]  # type: ignore[arg-type]


def let_follow(kind: str) -> None:
    line = RecordLine.objects.filter(kind=kind).latest("id")
    for consequence in CONSEQUENCES[kind]:
        if consequence.__name__ == "know_for_search":
            consequence(line)


@given(DAYS, DAYS)
def test_keys_since_a_day_hold_every_later_day_and_no_earlier_one(day: date, other: date) -> None:
    assert bool(set(keys_since(day)) & set(day_keys(other))) == (other >= day)


@pytest.mark.django_db
def test_day_a_case_was_opened_on_is_asked_for_in_both_languages() -> None:
    town = given_town()
    old = given_open_case()
    young = given_open_case(address="b@x.example", at=NEXT_DAY)
    known_to_search()
    day = Case.objects.get(pk=young.pk).opened_at.date()
    for words in (
        f"since:{day}",
        f"depuis:{day}",
        f"-before:{day}",
        "since:today",
        "depuis:aujourd’hui",
        "since:1d",
    ):
        assert found(words, town.tomas, today_on=day) == [young.pk], words
    for words in (f"before:{day}", f"avant:{day}", f"-since:{day}", "-since:today"):
        assert found(words, town.tomas, today_on=day) == [old.pk], words
    assert found(f"since:{day.year} before:{day.year + 1}", town.tomas) == [young.pk, old.pk]
    assert found(f"since:{day:%Y-%m}", town.tomas) == [young.pk, old.pk]
    of_no_day = "UPDATE inbox_known SET keys = ts_delete(keys, %s::text[]) WHERE case_id = %s"
    with connection.cursor() as cursor:  # as before the upgrade
        cursor.execute(of_no_day, [day_keys(day), young.pk])
    for words in (f"before:{day.year + 1}", f"-since:{day.year + 1}"):
        assert found(words, town.tomas) == [old.pk], words


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed", ["since:2026-13-01", "since:monday", "before:1803-01-01", "since:today", "since:0d"]
)
def test_what_names_no_day_is_told_how_to_write_one(typed: str) -> None:
    town = given_town()
    assert "Write it as 2026-11-26" in search_cases(by=town.tomas.actor, words=typed).problem


@pytest.mark.django_db
def test_how_a_case_stands_is_asked_for_and_changes_with_it() -> None:
    town = given_town()
    case, other = (
        given_open_case(asks=["refund"]),
        given_open_case(address="b@x.example", taken_by=town.tomas),
    )
    known_to_search()
    assert found("is:untaken", town.tomas) == [case.pk]
    assert found("is:overdue", town.tomas) == []
    look_at_promises(at=NEXT_DAY + timedelta(days=3))
    let_follow("promise.overdue")
    known_to_search()
    assert found("est:retard", town.tomas) == [other.pk, case.pk]
    given_sent_reply(other, by=town.tomas)
    let_follow("reply.sent")
    assert found("is:late", town.tomas) == [case.pk]
    follow_case(case_id=case.pk, by=town.tomas.actor, at=LATER_THAT_DAY)
    let_follow("case.followed")
    assert (found("is:followed", town.tomas), found("est:suivi", town.odile)) == ([case.pk], [])
    unfollow_case(case_id=case.pk, by=town.tomas.actor, at=LATER_THAT_DAY)
    let_follow("case.unfollowed")
    assert found("is:followed", town.tomas) == []
    open_incident(title="Full", facts="", case_id=case.pk, by=town.tomas.actor, at=LATER_THAT_DAY)
    let_follow("incident.joined")
    assert found("is:incident", town.tomas) == [case.pk]


@pytest.mark.django_db
def test_how_a_case_ended_is_asked_for() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    given_sent_reply(case, by=town.tomas)
    close_case(case_id=case.pk, outcome="settled", words="Paid.", by=town.tomas.actor, at=NEXT_DAY)
    let_follow("case.closed")
    for words in ("outcome:settled", "issue:réglé", "-outcome:confirmed outcome:settled"):
        assert found(words, town.tomas) == [case.pk], words
    assert found("outcome:part", town.tomas) == []


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "number"), [("en", 0), ("fr", 1)])
def test_every_filter_that_can_be_pressed_means_something_in_its_language(language: str, number: int) -> None:
    from django.utils import translation

    town = given_town()
    with translation.override(language):
        typed = [one for _title, filters in filter_choices() for one, _name in filters]
    assert len(typed) > 20
    for words in typed:
        [asked] = read_search(words).filters
        assert filter_key(asked, town.tomas.actor, today_on=date(2026, 11, 26)).query, words


@pytest.mark.parametrize(
    ("typed", "added", "made"),
    [
        ("", "is:overdue", "is:overdue"),
        ("taxi", "is:overdue", "taxi is:overdue"),
        ("taxi is:overdue", "is:untaken", "taxi is:overdue is:untaken"),
        ("état:ouvert taxi", "state:closed", "taxi state:closed"),
        ("is:overdue", "is:overdue", ""),
        ('"pier  street" -tram', "since:7d", '"pier street" -tram since:7d'),
        ("tag:a", "tag:b", "tag:a tag:b"),
    ],
)
def test_pressing_a_filter_writes_it_takes_it_out_or_puts_it_in_anothers_place(
    typed: str, added: str, made: str
) -> None:
    assert with_filter(typed, added) == made


@pytest.mark.django_db
def test_pressed_filter_stands_in_the_field_and_in_the_address(
    at_the_desk: Callable[..., Client], town: PortLumen
) -> None:
    client = at_the_desk(town.tomas, script=False)
    answer = client.get("/desk/", {"q": "taxi", "add": "state:closed"})
    assert parse_qs(urlsplit(answer["Location"]).query) == {"q": ["taxi state:closed"]}
    page = client.get(answer["Location"]).content.decode()
    assert 'name="q" value="taxi state:closed"' in page
    assert 'value="state:closed" aria-pressed="true"' in page
    assert client.get("/desk/", {"q": "state:closed", "add": "state:closed"})["Location"] == "/desk/"
    assert "is:overdue" in client.get("/desk/").content.decode()


@pytest.fixture
def town() -> PortLumen:
    return given_town()
