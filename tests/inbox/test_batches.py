"""An act on many cases does what the act on one does, leaves what it may not touch, and is taken back whole."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from tests.cast import LATER_THAT_DAY, PortLumen, given_open_case, given_town, recorded

from presszero.cases.actions import take_case
from presszero.cases.models import Case
from presszero.inbox import batches
from presszero.inbox.batches import hand_over_cases, take_cases, undo_batch
from presszero.inbox.models import Batch
from presszero.pure.errors import BadInput, NotFoundHere

pytestmark = pytest.mark.django_db
SOON_AFTER = LATER_THAT_DAY + timedelta(minutes=5)


def given_three(town: PortLumen) -> list[int]:
    return [given_open_case(asks=["refund"], address=f"w{n}@lakemail.example").pk for n in range(3)]


def standing(case_ids: list[int]) -> list[tuple[object, ...]]:
    """Return who answers for each case and why, and who owes its promise."""
    cases = Case.objects.filter(pk__in=case_ids).order_by("pk")
    return [
        (one.owner.name, one.owner_why, one.owner_since, one.taken_at, one.promises.get().owner.name)
        for one in cases
    ]


def owners(case_ids: list[int]) -> set[object]:
    return {row[0] for row in standing(case_ids)}


def test_many_are_taken_at_once_and_given_back_as_they_stood() -> None:
    town = given_town()
    ids = given_three(town)
    before = standing(ids)
    done = take_cases(case_ids=ids, by=town.tomas.actor, at=LATER_THAT_DAY)
    assert (done.done, done.left, owners(ids)) == (ids, [], {"Tomas Vell"})
    back = undo_batch(batch_id=done.batch.pk, by=town.tomas.actor, at=SOON_AFTER)
    assert (back.done, back.left, standing(ids)) == (ids, [], before)
    assert recorded()[-4:] == ["case.given_back"] * 3 + ["batch.undone"]


def test_many_are_handed_over_with_the_same_words() -> None:
    town = given_town()
    ids = given_three(town)
    by = town.tomas.actor
    done = hand_over_cases(case_ids=ids, to=town.odile.pk, words="All of one bus.", by=by, at=LATER_THAT_DAY)
    assert owners(ids) == {"Odile Farrow"}
    assert {case.notes.last().text for case in Case.objects.filter(pk__in=ids)} == {"All of one bus."}  # type: ignore[union-attr]
    undo_batch(batch_id=done.batch.pk, by=by, at=SOON_AFTER)
    assert owners(ids) == {"Noor Halvane"}


def test_case_of_another_team_is_left_and_said_and_the_others_are_done() -> None:
    town = given_town()
    ids = given_three(town)
    strange = given_open_case(
        asks=["library book"], address="x@lakemail.example", to="library@portlumen.example"
    )
    done = take_cases(case_ids=[*ids, strange.pk], by=town.tomas.actor, at=LATER_THAT_DAY)
    assert done.done == ids
    assert [(one.case_id, one.sentence[:27]) for one in done.left] == [
        (strange.pk, "There is no such case here,")
    ]
    strange.refresh_from_db()
    assert strange.owner != town.tomas


def test_case_that_somebody_took_since_stays_theirs() -> None:
    town = given_town()
    ids = given_three(town)
    done = take_cases(case_ids=ids, by=town.tomas.actor, at=LATER_THAT_DAY)
    take_case(case_id=ids[1], by=town.odile.actor, at=SOON_AFTER)
    back = undo_batch(batch_id=done.batch.pk, by=town.tomas.actor, at=SOON_AFTER)
    assert back.done == [ids[0], ids[2]]
    assert [one.case_id for one in back.left] == [ids[1]]
    assert Case.objects.get(pk=ids[1]).owner == town.odile


def test_own_case_is_not_taken_again_and_so_not_given_back() -> None:
    town = given_town()
    ids = given_three(town)
    take_case(case_id=ids[0], by=town.tomas.actor, at=LATER_THAT_DAY)
    done = take_cases(case_ids=ids, by=town.tomas.actor, at=SOON_AFTER)
    assert done.done == ids[1:]
    undo_batch(batch_id=done.batch.pk, by=town.tomas.actor, at=SOON_AFTER)
    assert Case.objects.get(pk=ids[0]).owner == town.tomas


def test_nobody_takes_back_what_another_did_or_twice_or_late() -> None:
    town = given_town()
    done = take_cases(case_ids=given_three(town), by=town.tomas.actor, at=LATER_THAT_DAY)
    number = done.batch.pk
    with pytest.raises(NotFoundHere):
        undo_batch(batch_id=number, by=town.noor.actor, at=SOON_AFTER)
    with pytest.raises(BadInput, match="more than 15 minutes ago"):
        undo_batch(batch_id=number, by=town.tomas.actor, at=LATER_THAT_DAY + timedelta(minutes=16))
    undo_batch(batch_id=number, by=town.tomas.actor, at=SOON_AFTER)
    with pytest.raises(BadInput, match="taken back already"):
        undo_batch(batch_id=number, by=town.tomas.actor, at=SOON_AFTER)


def test_no_case_and_too_many_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    town = given_town()
    ids = given_three(town)
    monkeypatch.setattr(batches, "MOST_CASES", 2)
    for wanted in ([], ids):
        with pytest.raises(BadInput):
            take_cases(case_ids=wanted, by=town.tomas.actor, at=LATER_THAT_DAY)
    assert not Batch.objects.exists()


def test_list_says_what_was_done_and_takes_it_back(at_the_desk: Callable[..., Client]) -> None:
    town = given_town()
    ids = given_three(town)
    desk = at_the_desk(town.tomas, script=False)
    answer = desk.post("/desk/cases/batches/", {"act": "take", "cases": [*ids, 10**9], "view": "team"})
    assert answer.status_code == 302
    page = desk.get(answer["Location"]).content.decode()
    assert "3 cases are yours. 1 was left as it was." in page
    batch = Batch.objects.get()
    answer = desk.post(f"/desk/batches/{batch.pk}/undoing/", {"view": "team"})
    page = desk.get(answer["Location"]).content.decode()
    assert "Taken back: each case stands as it did before." in page
    assert owners(ids) == {"Noor Halvane"}


def test_leader_sees_no_boxes(at_the_desk: Callable[..., Client]) -> None:
    town = given_town()
    given_three(town)
    assert 'name="cases"' in at_the_desk(town.tomas).get("/desk/?view=team").content.decode()
    assert 'name="cases"' not in at_the_desk(town.edda).get("/desk/?view=team").content.decode()
