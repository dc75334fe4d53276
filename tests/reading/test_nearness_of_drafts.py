"""The live check asks the engine how near sentences are; without a model, or while it starts, words answer alone."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from django.conf import settings
from tests.pure.meaning.the_extra import needs_the_extra

from presszero.pure.meaning.files import FOLDER, MINILM, can_read, kept_at
from presszero.pure.meaning.keeping import add_model, remove_model
from presszero.reading import nearness
from presszero.reading.engine import ask_if_ready
from presszero.reading.nearness import EngineMeaning, meaning_at_work

START_SECONDS = 240


def answered(what: dict[str, object]) -> dict[str, object]:
    """Ask until the engine that was started beside answers, at most four minutes."""
    until = time.monotonic() + START_SECONDS
    while (answer := ask_if_ready(what, patience_seconds=20)) is None:
        assert time.monotonic() < until, f"the engine did not listen within {START_SECONDS} s"
        time.sleep(0.1)
    return answer


def test_without_a_kept_model_nobody_is_asked() -> None:
    assert meaning_at_work() is None


@pytest.mark.skipif(can_read(), reason="onnxruntime is installed here")
def test_kept_model_that_nothing_can_read_is_not_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "model.onnx"
    kept.write_bytes(b"kept")
    monkeypatch.setattr("presszero.reading.nearness.kept_at", lambda folder: kept)
    assert meaning_at_work() is None


def test_engine_without_a_model_says_so_and_is_not_waited_for() -> None:
    what = {"do": "between", "asked": ["Why?"], "said": ["Because."]}
    assert EngineMeaning().between(["Why?"], ["Because."]) is None
    assert answered(what) == {"near": None, "hash": ""}


@needs_the_extra
def test_engine_tells_nearness_where_a_model_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearness, "PATIENCE_SECONDS", START_SECONDS)
    folder = Path(settings.PRESSZERO.home) / FOLDER
    add_model(folder)
    try:
        model = meaning_at_work()
        assert model is not None and model.hash == MINILM.hash
        asked, said = ["When is the money back?"], ["You get the refund on Friday.", "The pool is open."]
        answered({"do": "between", "asked": asked, "said": said})
        near = model.between(asked, said)
        assert near is not None and near[0][0] > near[0][1] + 0.2
    finally:
        remove_model(folder, MINILM)
    assert not kept_at(folder).exists() and meaning_at_work() is None
