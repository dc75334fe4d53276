"""The language of a text, or undecided: never a guess."""

from __future__ import annotations

from pathlib import Path

import pytest

from presszero.pure.tongues import language

SERVED = ("en", "fr", "es", "pt", "zh")
OWN = Path(__file__).resolve().parents[2] / "corpora" / "tongues"


@pytest.mark.parametrize("code", SERVED)
def test_sentences_of_customers_are_told(code: str) -> None:
    texts = (OWN / f"{code}.txt").read_text().splitlines()
    told = [language(text, SERVED).code for text in texts]
    assert told.count(code) >= len(texts) - 1
    assert set(told) <= {code, None}


@pytest.mark.parametrize(
    "text", ["", "4711", "OK", "?!", "https://example.org/vous/avez/une/lettre", "@maren #yes", "é"]
)
def test_too_little_is_undecided(text: str) -> None:
    assert language(text, SERVED).undecided and language(text, SERVED).code is None


@pytest.mark.parametrize(
    "text",
    [
        "Der Bus kam nicht und ich habe zwei Stunden gewartet.",
        "De bus kwam niet en ik heb twee uur gewacht.",
        "El bus no pasó y esperé dos horas bajo la lluvia.",
        "バスが来なかったので、二時間も待ちました。",
        "公交车没有来，我等了两个小时。",
    ],
)
def test_language_nobody_serves_here_is_undecided(text: str) -> None:
    assert language(text, ("en", "fr")).code is None


def test_confidence_is_a_share_and_allowed_decides() -> None:
    text = "Não entendo porque me cobraram duas vezes."
    assert language(text, SERVED).code == "pt" and 0.6 <= language(text, SERVED).confidence <= 1
    assert language(text, ()).undecided


def test_quoted_addresses_tell_nothing() -> None:
    letter = "Where is my parcel? I ordered it in March. @SociedadeDosCorreios https://exemplo.pt/encomendas"
    assert language(letter, SERVED).code == "en"
