"""Topics of cases as a model suggests them and people set them, and the models themselves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from presszero.api.calling import actor_of
from presszero.api.routes import Routes
from presszero.cases.customers_like_this import CaseLikeThis, cases_like
from presszero.cases.queries import seen_case
from presszero.cases.sorting import near_cases, start_learning
from presszero.ground import clock
from presszero.ground.actors import Actor
from presszero.reading.keeping import all_models, put_to_work, stop_sorting, suggestion_of
from presszero.reading.models import TextModel

routes = Routes(tags=["topics"])
MODELS, ACT = "/sorting/", "shape the office"


class SuggestionShape(Schema):
    topic: int | None = Field(description="None: it is unlike every topic.")
    probability: float
    typicality: float = Field(description="Above 0 to 1; small where the letter belongs nowhere.")
    words: list[str]
    near: list[int] = Field(description="Past cases most like this one, of those you may see.")
    answer: str = Field(description="confirmed, dismissed, corrected, or empty.")
    model: str = Field(description="The hash of the model that said so.")


class CaseTopicShape(Schema):
    topic: int | None
    because_of: list[str] = Field(description="The words by which a rule chose it; empty when a person did.")
    suggested: SuggestionShape | None


class AlikeShape(Schema):
    id: int
    reference: str
    wrote: str = Field(description="The customer's first words.")
    answered: str = Field(description="Our last reply to them, or empty.")
    outcome: str
    confirmed: bool = Field(description="The customer confirmed the outcome.")

    @classmethod
    def of(cls, one: CaseLikeThis) -> AlikeShape:
        return cls(
            id=one.case.pk,
            reference=one.case.reference,
            wrote=one.wrote,
            answered=one.answered,
            outcome=one.case.outcome,
            confirmed=one.case.outcome_confirmed_at is not None,
        )


class AlikeList(Schema):
    cases: list[AlikeShape]


class ModelShape(Schema):
    id: int
    hash: str
    made_at: datetime
    live: bool
    card: dict[str, Any]
    judged: dict[str, Any]

    @classmethod
    def of(cls, model: TextModel) -> ModelShape:
        return cls(
            id=model.pk,
            hash=model.hash,
            made_at=model.made_at,
            live=model.is_live,
            card=model.card,
            judged=model.judged,
        )


class ModelList(Schema):
    models: list[ModelShape]

    @classmethod
    def all(cls) -> ModelList:
        return cls(models=[ModelShape.of(model) for model in all_models()])


def topic_of_case(*, case_id: int, by: Actor) -> CaseTopicShape:
    """Return what a case is about and what was suggested for it. Raises NoSuchCase."""
    case, found = seen_case(case_id=case_id, by=by), suggestion_of(case_id)
    suggested = None
    if found:
        suggested = SuggestionShape(
            topic=found.topic_id,
            probability=found.probability,
            typicality=found.typicality,
            words=found.words,
            near=[one.pk for one in near_cases(found, by=by)],
            answer=found.answer,
            model=found.model.hash,
        )
    return CaseTopicShape(topic=case.topic_id, because_of=case.topic_words, suggested=suggested)


@routes.reads(
    "/cases/{int:case_id}/alike/", act="see cases", answers=AlikeList, name="list_customers_like_this"
)
def alike(request: HttpRequest, case_id: int) -> AlikeList:
    """The three past cases most like this one, of those you may see: what they wrote, the answer, how it ended."""
    by = actor_of(request)
    found = suggestion_of(seen_case(case_id=case_id, by=by).pk)
    return AlikeList(cases=[AlikeShape.of(one) for one in cases_like(found.near if found else (), by=by)])


@routes.reads(MODELS, act=ACT, answers=ModelList, name="list_models")
def models(request: HttpRequest) -> ModelList:
    """Every model that was learned, the newest first, with its card."""
    return ModelList.all()


@routes.changes(MODELS + "learning/", act=ACT, answers=ModelList, name="learn_model", status=201)
def learn(request: HttpRequest) -> ModelList:
    """Have a worker learn a new model from the cases; it works only if it is better beyond noise."""
    start_learning(by=actor_of(request), at=clock.now())
    return ModelList.all()


@routes.changes(MODELS + "rest/", act=ACT, answers=ModelList, name="rest_model")
def rest(request: HttpRequest) -> ModelList:
    """Let no model suggest topics any more; all of them stay kept."""
    stop_sorting(by=actor_of(request), at=clock.now())
    return ModelList.all()


@routes.changes(MODELS + "{int:model_id}/work/", act=ACT, answers=ModelList, name="work_model")
def work(request: HttpRequest, model_id: int) -> ModelList:
    """Let this model suggest topics from now on, also an older one again."""
    put_to_work(model_id=model_id, by=actor_of(request), at=clock.now())
    return ModelList.all()
