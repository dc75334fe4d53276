"""Each act on many cases does what the act on one does, leaves what it may not, and is taken back as the case stood."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.cast import (
    LATER_THAT_DAY,
    NEXT_WEEK,
    PortLumen,
    given_open_case,
    given_sent_reply,
    given_town,
    known_to_search,
    recorded,
)

from presszero.cases.models import Case
from presszero.cases.snoozing import snooze_case
from presszero.cases.standing import Standing
from presszero.cases.tags import tag_case, untag_case
from presszero.cases.topics import set_topic
from presszero.ground import clock
from presszero.inbox.batches import (
    BatchDone,
    close_cases,
    follow_cases,
    give_topic,
    snooze_cases,
    tag_cases,
    undo_batch,
)
from presszero.inbox.lists import inbox_page
from presszero.inbox.search import search_cases
from presszero.organisation.models import Topic
from presszero.pure.errors import BadInput

pytestmark = pytest.mark.django_db
SOON_AFTER = LATER_THAT_DAY + timedelta(minutes=5)
SOON = LATER_THAT_DAY + timedelta(minutes=20)  # before anybody hears


@pytest.fixture
def town() -> PortLumen:
    return given_town()


@pytest.fixture
def ids(town: PortLumen) -> list[int]:
    return [given_open_case(asks=["refund"], address=f"w{n}@lakemail.example").pk for n in range(3)]


def facts(ids: list[int]) -> list[Any]:
    """Return all that any of these acts may change."""
    cases = Case.objects.filter(pk__in=ids).order_by("pk")
    return [
        (
            Standing.of(case),
            sorted(case.tagged.values_list("tag__name", flat=True)),
            case.followers.count(),
            list(case.promises.order_by("id").values_list("state", "settled_at")),
        )
        for case in cases
    ]


def topic_of(town: PortLumen) -> Topic:
    return town.transit.topics.exclude(name="").order_by("-id").first() or Topic()


ACTS: dict[str, Callable[[list[int], PortLumen], BatchDone]] = {
    "tag": lambda ids, town: tag_cases(case_ids=ids, tag="Line 7", by=town.tomas.actor, at=LATER_THAT_DAY),
    "snooze": lambda ids, town: snooze_cases(
        case_ids=ids, until=SOON, why="the depot", by=town.tomas.actor, at=LATER_THAT_DAY
    ),
    "close": lambda ids, town: close_cases(
        case_ids=ids,
        outcome="no_answer_needed",
        words="You thanked us.",
        by=town.tomas.actor,
        at=LATER_THAT_DAY,
    ),
    "topic": lambda ids, town: give_topic(
        case_ids=ids, topic_id=topic_of(town).pk, by=town.tomas.actor, at=LATER_THAT_DAY
    ),
    "follow": lambda ids, town: follow_cases(case_ids=ids, by=town.tomas.actor, at=LATER_THAT_DAY),
}


@pytest.mark.parametrize("act", ACTS)
def test_it_is_done_to_all_and_each_is_put_back_as_it_stood(
    act: str, ids: list[int], town: PortLumen
) -> None:
    if act == "topic":
        Case.objects.filter(pk__in=ids).update(topic=None)
    before = facts(ids)
    done = ACTS[act](ids, town)
    assert (done.done, done.left) == (ids, [])
    assert all(after != stood for after, stood in zip(facts(ids), before, strict=True))
    back = undo_batch(batch_id=done.batch.pk, by=town.tomas.actor, at=SOON_AFTER)
    assert (back.done, back.left) == (ids, [])
    assert facts(ids) == before


def test_what_somebody_did_since_is_left_to_them(ids: list[int], town: PortLumen) -> None:
    done = ACTS["snooze"](ids, town)
    snooze_case(case_id=ids[0], until=SOON + timedelta(minutes=1), why="", by=town.odile.actor, at=SOON_AFTER)
    back = undo_batch(batch_id=done.batch.pk, by=town.tomas.actor, at=SOON_AFTER)
    assert (back.done, [one.case_id for one in back.left]) == (ids[1:], [ids[0]])
    assert Case.objects.get(pk=ids[0]).state == Case.State.SNOOZED


def test_tag_that_was_there_before_stays_when_the_act_is_taken_back(ids: list[int], town: PortLumen) -> None:
    tag_case(case_id=ids[0], tag="line 7", by=town.odile.actor, at=LATER_THAT_DAY)
    done = ACTS["tag"](ids, town)
    assert done.done == ids[1:]
    untag_case(case_id=ids[1], tag="line 7", by=town.odile.actor, at=SOON_AFTER)
    back = undo_batch(batch_id=done.batch.pk, by=town.tomas.actor, at=SOON_AFTER)
    assert (back.done, [one.case_id for one in back.left]) == ([ids[2]], [ids[1]])
    assert Case.objects.get(pk=ids[0]).tagged.count() == 1


def test_case_whose_customer_hears_sooner_is_not_put_aside(ids: list[int], town: PortLumen) -> None:
    done = snooze_cases(case_ids=ids, until=NEXT_WEEK, why="", by=town.tomas.actor, at=LATER_THAT_DAY)
    assert done.done == []
    assert all("The customer was told" in one.sentence for one in done.left)


def test_case_on_which_something_is_owed_stays_open(ids: list[int], town: PortLumen) -> None:
    given_sent_reply(Case.objects.get(pk=ids[0]), by=town.tomas)
    done = close_cases(case_ids=ids, outcome="settled", words="", by=town.tomas.actor, at=LATER_THAT_DAY)
    assert (done.done, len(done.left)) == ([ids[0]], 2)


def test_topic_of_another_team_is_refused(ids: list[int], town: PortLumen) -> None:
    theirs = town.library.topics.first() or Topic.objects.create(name="Shelves", team=town.library)
    with pytest.raises(BadInput, match="is a topic of the team Library"):
        set_topic(case_id=ids[0], topic_id=theirs.pk, by=town.tomas.actor, at=LATER_THAT_DAY)
    assert give_topic(case_ids=ids, topic_id=theirs.pk, by=town.tomas.actor, at=LATER_THAT_DAY).done == []
    assert "case.topic_set" not in recorded()


@pytest.mark.parametrize("act", ["snooze", "close", "tag", ""])
def test_half_an_act_is_refused_as_a_whole(act: str, ids: list[int], town: PortLumen) -> None:
    client = Client()
    client.force_login(town.tomas)
    refused = client.post(
        "/desk/cases/batches/", {"act": act, "cases": ids, "until": "", "outcome": "", "tag": ""}
    )
    assert refused.status_code == 422
    assert "batch.done" not in recorded()


def test_bar_puts_many_aside_and_the_list_of_those_says_until_when(ids: list[int], town: PortLumen) -> None:
    from presszero.cases.actions import take_case
    from presszero.ui.times import form_value

    client = Client()
    client.force_login(town.tomas)
    for case_id in ids:
        take_case(case_id=case_id, by=town.tomas.actor, at=clock.now())
        Case.objects.filter(pk=case_id).update(answer_due_at=None)
        Case.objects.get(pk=case_id).promises.all().delete()
    until = form_value(clock.now() + timedelta(hours=2), "Europe/Berlin")
    told = client.post(
        "/desk/cases/batches/",
        {"act": "snooze", "cases": ids, "until": until, "why": "the depot", "view": "mine"},
        follow=True,
    )
    assert "3 cases put aside." in told.content.decode()
    listed = client.get("/desk/?view=snoozed").content.decode()
    assert listed.count("data-case-row") == 3
    assert ": the depot" in listed
    assert inbox_page(by=town.tomas.actor, view="snoozed").counts["snoozed"] == 3


def test_tag_is_found_as_a_filter_with_and_without_its_space(ids: list[int], town: PortLumen) -> None:
    tag_case(case_id=ids[1], tag="Été 7", by=town.tomas.actor, at=LATER_THAT_DAY)
    known_to_search()
    for words in ("tag:ete7", "étiquette:été7", 'tag:"été 7"'):
        assert [case.pk for case in search_cases(by=town.tomas.actor, words=words).cases] == [ids[1]], words
    assert ids[1] not in [case.pk for case in search_cases(by=town.tomas.actor, words="-tag:ete7").cases]
    unknown = search_cases(by=town.tomas.actor, words="tag:winter")
    assert "There are: été 7." in unknown.problem
