"""The office sees what was learned, when refusals gather, and takes a model back with one act."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.cast import MORNING, PortLumen, given_open_case, given_town

from presszero.cases.models import Case
from presszero.cases.topics import set_topic
from presszero.ground import clock
from presszero.ground.models import RecordLine
from presszero.organisation.models import Topic
from presszero.pure.meaning.files import MINILM
from presszero.pure.triage.least import LEAST_MESSAGES
from presszero.reading.keeping import live_model
from presszero.reading.models import Suggestion, TextModel

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> PortLumen:
    return given_town()


@pytest.fixture
def lead(town: PortLumen) -> Client:
    client = Client()
    client.force_login(town.noor)
    return client


def given_model(hash: str = "ab" * 32, *, is_live: bool = False) -> TextModel:
    topic = Topic.objects.get(name="The shop")
    one = {"topic": str(topic.pk), "messages": 30, "held_out": 30, "recall": 0.5}
    card = {"messages": 60, "held_out": 60, "accuracy": 0.91, "ece": 0.021, "topics": [one]}
    judged = {
        "compared": 60,
        "new_accuracy": 0.91,
        "old_accuracy": 0.4,
        "against": "rules",
        "is_better": True,
    }
    return TextModel.objects.create(
        hash=hash, made_at=MORNING, size_bytes=9, card=card, judged=judged, is_live=is_live
    )


def given_suggestion(
    model: TextModel, topic: Topic | None, address: str = "writer@lakemail.example"
) -> Suggestion:
    case = given_open_case(asks=["refund"], address=address)
    return Suggestion.objects.create(
        case_id=case.pk,
        model=model,
        topic=topic,
        probability=0.92,
        typicality=0.4,
        words=["taxi", "refund"],
        near=[],
        at=clock.now(),
    )


def test_model_names_the_sentence_model_it_learned_with(lead: Client, town: PortLumen) -> None:
    model = given_model(is_live=True)
    assert "all-MiniLM" not in lead.get("/office/sorting/").content.decode()
    model.card |= {"meaning": MINILM.hash}
    model.save()
    page = lead.get("/office/sorting/").content.decode()
    assert "It learned with all-MiniLM-L6-v2, 8-bit weights (8199be6f699a…), which is not here now" in page


def test_page_tells_the_card_and_changes_which_model_works(town: PortLumen, lead: Client) -> None:
    empty = lead.get("/office/sorting/").content.decode()
    assert "No model is at work" in empty and "Nothing was learned yet" in empty
    older, newer = given_model(is_live=True), given_model("cd" * 32)
    page = lead.get("/office/sorting/").content.decode()
    assert "right in 91 of 100" in page and "finds 50 of 100" in page and "The shop" in page
    assert lead.post(f"/office/sorting/{newer.pk}/work/").status_code == 302 and live_model() == newer
    lead.post(f"/office/sorting/{older.pk}/work/")
    assert live_model() == older
    lead.post("/office/sorting/rest/")
    assert live_model() is None


def test_learning_waits_for_cases_enough_and_says_how_many_are_missing(town: PortLumen, lead: Client) -> None:
    buses, shop = town.transit.topics.first(), Topic.objects.get(name="The shop")
    case = given_open_case(asks=["refund"])
    given = [Case.objects.get(pk=case.pk) for _each in range(LEAST_MESSAGES)]
    for number, one in enumerate(given):
        one.pk, one.reference, one.reply_token = None, f"PL-X{number}", f"token-{number}"
        one.topic, one.topic_words = (buses, shop)[number % 2], []
    page = lead.get("/office/sorting/").content.decode()
    assert "so far there are 0 in 0." in page and "disabled>Learn from our cases now" in page
    Case.objects.bulk_create(given)
    assert "disabled>" not in lead.get("/office/sorting/").content.decode()


def test_gathering_refusals_are_told_with_their_cases(town: PortLumen, lead: Client) -> None:
    model = given_model(is_live=True)
    for n in range(4):
        given_suggestion(model, None, f"writer-{n}@lakemail.example")
    assert "A new topic may be starting" not in lead.get("/office/sorting/").content.decode()
    last = given_suggestion(model, None)
    page = lead.get("/office/sorting/").content.decode()
    assert "A new topic may be starting" in page and f"/desk/cases/{last.case_id}/" in page


def test_case_page_suggests_and_hears_the_answer(town: PortLumen) -> None:
    buses = town.transit.topics.first()
    said = given_suggestion(given_model(is_live=True), buses)
    client = Client()
    client.force_login(town.tomas)
    page = client.get(f"/desk/cases/{said.case_id}/").content.decode()
    assert "Suggested topic" in page and "“taxi”, “refund”" in page and "92 in 100" in page
    client.post(f"/desk/cases/{said.case_id}/topic/", {"topic": buses.pk})  # type: ignore[union-attr]
    said.refresh_from_db()
    assert said.answer == "confirmed" and said.answered_by == town.tomas
    assert "Suggested topic" not in client.get(f"/desk/cases/{said.case_id}/").content.decode()


def test_topic_of_another_team_is_told_and_not_set_by_one_press(town: PortLumen) -> None:
    theirs = Topic.objects.create(name="Reading rooms", team=town.library)
    said = given_suggestion(given_model(is_live=True), theirs)
    case, client = Case.objects.get(pk=said.case_id), Client()
    client.force_login(town.tomas)
    address = f"/desk/cases/{case.pk}/"
    page = client.get(address).content.decode()
    assert "hand the case over to them" in page and "That is right" not in page
    assert client.post(f"{address}topic/", {"topic": theirs.pk}).status_code == 422
    said.refresh_from_db()
    assert said.answer == ""
    client.post(f"{address}topic/", {"topic": ""})
    said.refresh_from_db()
    case.refresh_from_db()
    assert said.answer == "dismissed" and case.topic is None
    client.post(f"{address}topic/", {"topic": town.transit.topics.first().pk})  # type: ignore[union-attr]
    said.refresh_from_db()
    assert said.answer == "corrected"


def test_confirming_the_topic_it_has_is_recorded_once(town: PortLumen) -> None:
    shop = Topic.objects.get(name="The shop")
    said = given_suggestion(given_model(is_live=True), shop)
    shop.team = Case.objects.get(pk=said.case_id).team
    shop.save()
    Case.objects.filter(pk=said.case_id).update(topic=shop)
    for _time in range(2):
        set_topic(case_id=said.case_id, topic_id=shop.pk, by=town.noor.actor, at=MORNING)
    line = RecordLine.objects.get(case_id=said.case_id, kind="case.topic_set")
    assert line.facts["said"] == "confirmed"
