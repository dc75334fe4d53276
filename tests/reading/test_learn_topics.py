"""The desk teaches: people sort, a model learns, is judged, suggests, and is taken back with one act."""

from __future__ import annotations

import pytest
from django.db import transaction
from tests.cast import MORNING, NEXT_DAY, PortLumen
from tests.reading.conftest import given_letter_about

from presszero.cases.errors import NoSuchCase
from presszero.cases.models import Case
from presszero.cases.sorting import examples, learn_from_cases, near_cases, say_no_topic, suggest_topic
from presszero.cases.topics import set_topic
from presszero.ground.files import path_of
from presszero.ground.models import RecordLine
from presszero.organisation.models import Topic
from presszero.pure.errors import BadInput, NotFoundHere
from presszero.reading.engine import EngineRefused
from presszero.reading.keeping import live_model, put_to_work, stop_sorting, suggest, suggestion_of
from presszero.reading.models import Suggestion, TextModel

pytestmark = pytest.mark.django_db


def test_people_sort_and_a_model_learns_it(
    town: PortLumen, topics: dict[str, Topic], sorted_cases: list[Case]
) -> None:
    assert len(list(examples())) == 40
    learn_from_cases()
    model = live_model()
    assert model is not None and path_of(model.hash).stat().st_size == model.size_bytes
    assert model.card["messages"] == 40 and model.card["accuracy"] > 0.9
    assert {one["topic"] for one in model.card["topics"]} == {str(topic.pk) for topic in topics.values()}
    assert model.judged["against"] == "rules" and model.judged["at_least"] > 0

    case = given_letter_about("I lost my umbrella and one glove on the ferry.")
    suggest_topic(case_id=case.pk, at=MORNING)
    found = suggestion_of(case.pk)
    assert found is not None and found.topic == topics["glove"] and found.model == model
    assert "glove" in found.words or "umbrella" in found.words
    assert {near.pk for near in near_cases(found, by=town.tomas.actor)} <= {one.pk for one in sorted_cases}
    assert near_cases(found, by=town.ivo.actor) == []
    told = suggest(case_id=case.pk, text="I lost my umbrella and one glove.", at=NEXT_DAY)
    assert told is not None and told.at == Suggestion.objects.get().at == NEXT_DAY


def test_what_is_about_nothing_known_is_suggested_as_none(sorted_cases: list[Case]) -> None:
    learn_from_cases()
    case = given_letter_about("Whales breathe air, unlike trout and herring.")
    suggest_topic(case_id=case.pk, at=MORNING)
    found = suggestion_of(case.pk)
    assert found is not None and found.topic is None


def test_answer_of_a_person_is_a_label_and_stays(
    town: PortLumen, topics: dict[str, Topic], sorted_cases: list[Case]
) -> None:
    learn_from_cases()
    for words, chosen, said in (
        ("I lost my hat near the pier.", "glove", "confirmed"),
        ("I lost my glove, says the man with the noise.", "noise", None),
        ("There is a noise under my window.", None, "dismissed"),
    ):
        case = given_letter_about(words)
        suggest_topic(case_id=case.pk, at=MORNING)
        if chosen:
            set_topic(case_id=case.pk, topic_id=topics[chosen].pk, by=town.tomas.actor, at=MORNING)
        else:
            say_no_topic(case_id=case.pk, by=town.tomas.actor, at=MORNING)
        found = suggestion_of(case.pk)
        assert found is not None and found.answered_by == town.tomas
        assert found.answer in ({said} if said else {"confirmed", "corrected"})
        assert RecordLine.objects.filter(case_id=case.pk).latest("id").kind == (
            "case.topic_set" if chosen else "case.topic_dismissed"
        )
        suggest_topic(case_id=case.pk, at=NEXT_DAY)
        assert suggestion_of(case.pk) == found and suggestion_of(case.pk).at == MORNING  # type: ignore[union-attr]


def test_new_model_works_only_if_it_is_better(town: PortLumen, sorted_cases: list[Case]) -> None:
    learn_from_cases()
    first = live_model()
    say_no_topic(case_id=sorted_cases[0].pk, by=town.noor.actor, at=MORNING)
    learn_from_cases()
    # It has seen no case that the first has not: nothing shows that it is better.
    assert live_model() == first and TextModel.objects.count() == 2
    second = TextModel.objects.exclude(pk=first.pk).get()  # type: ignore[union-attr]
    assert second.judged["against"] == "model" and not second.judged["is_better"]

    put_to_work(model_id=second.pk, by=town.noor.actor, at=NEXT_DAY)
    assert live_model() == second
    put_to_work(model_id=first.pk, by=town.noor.actor, at=NEXT_DAY)  # type: ignore[union-attr]
    assert live_model() == first
    stop_sorting(by=town.noor.actor, at=NEXT_DAY)
    assert live_model() is None
    suggest_topic(case_id=sorted_cases[0].pk, at=NEXT_DAY)
    assert suggestion_of(sorted_cases[0].pk) is None


def test_changed_bytes_do_not_work(sorted_cases: list[Case]) -> None:
    learn_from_cases()
    model = live_model()
    place = path_of(model.hash)  # type: ignore[union-attr]
    kept = place.read_bytes()
    try:
        place.write_bytes(kept[:-1] + b"x")
        with pytest.raises(EngineRefused, match="they were changed"):
            suggest_topic(case_id=sorted_cases[0].pk, at=MORNING)
    finally:
        place.write_bytes(kept)


def test_too_few_cases_are_told(town: PortLumen, topics: dict[str, Topic]) -> None:
    case = given_letter_about("I lost a glove.")
    set_topic(case_id=case.pk, topic_id=topics["glove"].pk, by=town.noor.actor, at=MORNING)
    with pytest.raises(EngineRefused, match="it takes 20 messages in 2 topics"):
        learn_from_cases()
    assert not TextModel.objects.exists()


def test_stranger_says_nothing_and_unknown_topic_is_told(town: PortLumen, topics: dict[str, Topic]) -> None:
    case = given_letter_about("I lost a glove.")
    with pytest.raises(NoSuchCase):
        set_topic(case_id=case.pk, topic_id=topics["glove"].pk, by=town.ivo.actor, at=MORNING)
    with pytest.raises(BadInput, match="no such topic"), transaction.atomic():
        set_topic(case_id=case.pk, topic_id=10**6, by=town.tomas.actor, at=MORNING)
    with pytest.raises(NotFoundHere):
        put_to_work(model_id=10**6, by=town.noor.actor, at=MORNING)
