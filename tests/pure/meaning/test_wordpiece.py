"""Words are cut exactly as the model's own tokenizer cuts them: another cut would be another vector."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from tests.pure.meaning.cut_texts import digest, drawn, written

from presszero.pure.meaning.wordpiece import MOST_PIECES, VOCABULARY, numbers_of, vocabulary

CUT = json.loads(Path(__file__).with_name("cut_by_tokenizers.json").read_text(encoding="utf-8"))


def test_written_texts_are_cut_as_by_the_tokenizers_package() -> None:
    assert [one["text"] for one in CUT["texts"]] == written()
    for one in CUT["texts"]:
        assert numbers_of(one["text"]) == one["numbers"], one["text"]


def test_thousands_of_texts_by_chance_are_cut_alike() -> None:
    texts = drawn()
    assert len(texts) == CUT["drawn"]
    assert digest(numbers_of(text) for text in texts) == CUT["digest"]


def test_long_letter_ends_where_the_model_ends() -> None:
    numbers = numbers_of("word " * 5_000)
    assert len(numbers) == MOST_PIECES and numbers[-1] == vocabulary()["[SEP]"]
    assert len(numbers_of("x" * 100_000)) == 3


def test_vocabulary_is_the_one_of_the_model() -> None:
    assert hashlib.sha256(VOCABULARY.read_bytes()).hexdigest().startswith("07eced375cec144d")
    assert len(vocabulary()) == 30_522
