"""With a sentence model kept, what is learned reads meaning; one act goes back to words, and the model may be taken away."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from tests.cast import MORNING, PortLumen
from tests.pure.meaning.the_extra import needs_the_extra
from tests.reading.conftest import given_letter_about

from presszero.cases.models import Case
from presszero.cases.sorting import learn_from_cases, suggest_topic
from presszero.organisation.models import Topic
from presszero.pure.meaning.files import FOLDER, MINILM
from presszero.pure.meaning.keeping import add_model, remove_model
from presszero.reading.keeping import live_model, put_to_work, suggestion_of
from presszero.reading.models import TextModel

pytestmark = [pytest.mark.django_db, needs_the_extra]
LETTER = "I lost a woolly mitten yesterday."


def test_meaning_is_learned_taken_back_and_done_without(
    town: PortLumen, topics: dict[str, Topic], sorted_cases: list[Case]
) -> None:
    learn_from_cases()
    by_words = live_model()
    assert by_words is not None and by_words.card["meaning"] == ""
    folder = Path(settings.PRESSZERO.home) / FOLDER
    add_model(folder)
    try:
        learn_from_cases()
        by_meaning = TextModel.objects.exclude(pk=by_words.pk).get()
        assert by_meaning.card["meaning"] == MINILM.hash
        put_to_work(model_id=by_meaning.pk, by=town.noor.actor, at=MORNING)
        case = given_letter_about(LETTER)
        suggest_topic(case_id=case.pk, at=MORNING)
        found = suggestion_of(case.pk)
        assert found is not None and (found.topic, found.model) == (topics["glove"], by_meaning)
        put_to_work(model_id=by_words.pk, by=town.noor.actor, at=MORNING)
        suggest_topic(case_id=case.pk, at=MORNING)
        found = suggestion_of(case.pk)
        assert found is not None and found.model == by_words
        put_to_work(model_id=by_meaning.pk, by=town.noor.actor, at=MORNING)
    finally:
        remove_model(folder, MINILM)
    case = given_letter_about("I lost my hat near the pier.")
    suggest_topic(case_id=case.pk, at=MORNING)
    found = suggestion_of(case.pk)
    assert found is not None and found.topic == topics["glove"]
