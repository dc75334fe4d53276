"""Two agents on one case, each in a transaction of their own: nothing is overwritten, whoever comes first."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from tests.cast import (
    LATER_THAT_DAY,
    a_letter,
    given_draft,
    given_letter,
    given_open_case,
    given_town,
    points_of,
)

from presszero.cases.merging import merge_case
from presszero.cases.models import Case
from presszero.cases.notes import add_note
from presszero.cases.tags import tag_case
from presszero.pure.errors import PressZeroError
from presszero.replies.drafting import DraftMovedOn, save_draft
from presszero.replies.models import Draft

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 12


def together(*acts: Callable[[], object]) -> list[Exception | None]:
    """Run acts in threads that begin at one moment; return what each of them raised."""
    ready, raised = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        ready.wait(120)
        try:
            act()
        except Exception as error:
            raised[place] = error  # type: ignore[call-overload]
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert not any(thread.is_alive() for thread in threads), "somebody is stuck"
    return list(raised)


def test_of_two_who_save_over_one_version_one_is_told_and_both_texts_are_known() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    for turn in range(ROUNDS):
        before = given_draft(case, by=town.tomas if turn % 2 else town.odile, body=f"Begun {turn}")
        texts = {worker.pk: f"{worker.name} {turn}" for worker in (town.noor, town.hanne)}
        town.hanne.memberships.get_or_create(team=town.transit)

        def save(worker_id: int, version: int = before.version, texts: dict[int, str] = texts) -> None:
            actor = (town.noor if worker_id == town.noor.pk else town.hanne).actor
            save_draft(case_id=case.pk, body=texts[worker_id], version=version, by=actor, at=LATER_THAT_DAY)

        raised = together(lambda: save(town.noor.pk), lambda: save(town.hanne.pk))
        assert sorted(type(one).__name__ for one in raised) == ["DraftMovedOn", "NoneType"]
        winner = (town.noor, town.hanne)[[one is None for one in raised].index(True)]
        assert Draft.objects.get(case=case).body == texts[winner.pk]
        assert any(isinstance(one, DraftMovedOn) and winner.name in str(one) for one in raised)


def test_notes_tags_and_a_letter_at_one_moment_are_all_kept() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    for turn in range(ROUNDS):
        at = LATER_THAT_DAY + timedelta(minutes=turn)
        raised = together(
            lambda t=turn, a=at: add_note(case_id=case.pk, text=f"Tomas {t}", by=town.tomas.actor, at=a),
            lambda t=turn, a=at: add_note(case_id=case.pk, text=f"Odile {t}", by=town.odile.actor, at=a),
            lambda t=turn, a=at: tag_case(case_id=case.pk, tag=f"tag {t}", by=town.odile.actor, at=a),
            lambda a=at: given_letter(a_letter(asks=["timetable"], at=a), joins=case),
        )
        assert raised == [None] * 4
    assert case.notes.count() == 2 * ROUNDS
    assert case.tagged.count() == ROUNDS
    assert [point.number for point in points_of(case)] == list(range(1, ROUNDS + 2))


def test_letter_that_arrives_while_two_cases_merge_is_in_the_one_kept() -> None:
    town = given_town()
    kept = given_open_case(asks=["refund"], taken_by=town.tomas)
    for turn in range(ROUNDS):
        case = given_open_case(asks=["timetable"])
        at = LATER_THAT_DAY + timedelta(minutes=turn)
        raised = together(
            lambda c=case, a=at: merge_case(case_id=c.pk, into=kept.pk, by=town.tomas.actor, at=a),
            lambda c=case, a=at: given_letter(a_letter(asks=["lost glove"], at=a), joins=c),
        )
        assert raised == [None, None]
        assert not Case.objects.get(pk=case.pk).contacts.exists()
    assert kept.contacts.filter(kind="letter").count() == 1 + 2 * ROUNDS
    assert len(points_of(kept)) == 1 + 2 * ROUNDS


def test_two_who_merge_two_cases_into_each_other_leave_one() -> None:
    town = given_town()
    for turn in range(ROUNDS):
        one, other = (given_open_case(asks=["refund"]) for _ in range(2))
        at = LATER_THAT_DAY + timedelta(minutes=turn)
        raised = together(
            lambda a=one, b=other, t=at: merge_case(case_id=a.pk, into=b.pk, by=town.tomas.actor, at=t),
            lambda a=one, b=other, t=at: merge_case(case_id=b.pk, into=a.pk, by=town.odile.actor, at=t),
        )
        refused = [error for error in raised if error is not None]
        assert len(refused) == 1
        assert isinstance(refused[0], PressZeroError)
        states = {Case.objects.get(pk=case.pk).state for case in (one, other)}
        assert states == {"merged", "open"}
