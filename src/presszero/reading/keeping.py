"""Models kept, put to work and taken back; suggestions kept with the model that made them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from presszero.ground.actors import SYSTEM, Actor
from presszero.ground.files import store_file
from presszero.ground.kept_queries import kept_query
from presszero.ground.record import record
from presszero.organisation.models import Topic
from presszero.pure.errors import NotFoundHere
from presszero.reading.engine import LEARN_SECONDS, ask_engine
from presszero.reading.models import Suggestion, TextModel


def live_model() -> TextModel | None:
    return TextModel.objects.filter(is_live=True).first()


def all_models() -> list[TextModel]:
    """Return every model, the newest first."""
    return list(TextModel.objects.all())


def learn_topics(
    *, texts: Sequence[str], topics: Sequence[str], keys: Sequence[str], by_rules: Sequence[str], at: datetime
) -> TextModel:
    """Learn a model from sorted cases, judge it beside what sorts now, and let it work only if it is better beyond noise.

    topics: ids, as words. keys: case numbers. by_rules: what the rules say of each text, "" for nothing.

    Raises EngineAway, EngineRefused (too few cases). Records model.learned, and model.live when it goes to work.
    """
    now_working = live_model()
    answer = ask_engine(
        {
            "do": "learn",
            "texts": list(texts),
            "topics": list(topics),
            "keys": list(keys),
            "by_rules": list(by_rules),
            "model": now_working.hash if now_working else "",
        },
        patience_seconds=LEARN_SECONDS,
    )
    made = Path(answer["path"])
    try:
        content = made.read_bytes()
    finally:
        made.unlink(missing_ok=True)
    with transaction.atomic():
        kept = store_file([content], at=at)
        model, is_new = TextModel.objects.get_or_create(
            hash=kept.digest,
            defaults={
                "made_at": at,
                "size_bytes": len(content),
                "card": answer["card"],
                "judged": answer["judged"],
            },
        )
        if is_new:
            record("model.learned", about=model, by=SYSTEM, at=at, hash=model.hash[:12])
            if answer["judged"]["is_better"]:
                put_to_work(model_id=model.pk, by=SYSTEM, at=at)
    return model


def put_to_work(*, model_id: int, by: Actor, at: datetime) -> TextModel:
    """Let a kept model sort from now on; the one before it stays kept. Raises NotFoundHere. Records model.live."""
    with transaction.atomic():
        working = list(TextModel.objects.select_for_update().order_by("pk"))
        model = next((one for one in working if one.pk == model_id), None)
        if model is None:
            raise NotFoundHere(_("There is no such model. Open the list again."))
        if not model.is_live:
            TextModel.objects.filter(is_live=True).update(is_live=False)
            model.is_live, model.live_since = True, at
            model.save(update_fields=["is_live", "live_since"])
            record("model.live", about=model, by=by, at=at, hash=model.hash[:12])
    return model


def stop_sorting(*, by: Actor, at: datetime) -> None:
    """Let no model sort; the rules answer alone. Records model.rested when one worked."""
    with transaction.atomic():
        model = TextModel.objects.select_for_update().filter(is_live=True).first()
        if model:
            model.is_live = False
            model.save(update_fields=["is_live"])
            record("model.rested", about=model, by=by, at=at, hash=model.hash[:12])


def suggest(*, case_id: int, text: str, at: datetime) -> Suggestion | None:
    """Ask the working model what a case is about and keep its answer; None where no model works.

    Safe to run twice: an answer of a person to an earlier suggestion stays. Raises EngineAway, EngineRefused.
    """
    model = live_model()
    if model is None or not text.strip():
        return None
    found: dict[str, Any] = ask_engine({"do": "sort", "model": model.hash, "text": text})
    first = found["ranked"][0]
    topic = None if found["refused"] else Topic.objects.filter(pk=int(first["topic"])).first()
    fresh = {
        "model": model,
        "topic": topic,
        "probability": first["probability"],
        "typicality": found["typicality"],
        "words": [word["words"] for word in found["words"]],
        "near": [int(near["key"]) for near in found["near"]],
        "at": at,
    }
    kept, is_new = Suggestion.objects.get_or_create(case_id=case_id, defaults=fresh)
    if not is_new and not kept.answer:
        Suggestion.objects.filter(pk=kept.pk, answer="").update(**fresh)
        kept.refresh_from_db()
    return kept


def suggestion_of(case_id: int) -> Suggestion | None:
    return next(iter(_suggestions(case_id=case_id)), None)


@kept_query
def _suggestions(*, case_id: int) -> QuerySet[Suggestion]:
    return Suggestion.objects.select_related("topic__team", "model").filter(case_id=case_id)


def answer_suggestion(*, case_id: int, topic_id: int | None, by: Actor, at: datetime) -> str:
    """Keep what a person said a case is about, None for no topic, as the answer to what was suggested for it.

    Return the answer, "" where nothing was suggested or the same was said before. Runs inside the act on the case.
    """
    suggestion = suggestion_of(case_id)
    answer = _answer_to(suggestion, topic_id) if suggestion else ""
    if suggestion is None or answer == suggestion.answer:
        return ""
    suggestion.answer, suggestion.answered_by_id, suggestion.answered_at = answer, by.known_id, at
    suggestion.save(update_fields=["answer", "answered_by", "answered_at"])
    return answer


def _answer_to(suggestion: Suggestion, topic_id: int | None) -> str:
    if topic_id == suggestion.topic_id:
        return Suggestion.Answer.CONFIRMED
    return Suggestion.Answer.DISMISSED if topic_id is None else Suggestion.Answer.CORRECTED


def refused_lately(since: datetime) -> tuple[int, int]:
    """Return how many suggestions since then were "none of these", and how many there were."""
    lately = Suggestion.objects.filter(at__gte=since)
    return lately.filter(topic=None).count(), lately.count()


def cases_refused_lately(since: datetime, most: int = 50) -> list[int]:
    """Return the numbers of cases that were "none of these" since then, the newest first."""
    lately = Suggestion.objects.filter(at__gte=since, topic=None).order_by("-at", "-pk")
    return list(lately.values_list("case_id", flat=True)[:most])
