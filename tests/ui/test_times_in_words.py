"""Times as they stand on screens: what is past says so, and each language writes its days as it does."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from presszero.ui.times import clock_words, left_words, short_day

NOW = datetime(2025, 7, 13, 12, 0, tzinfo=UTC)


def test_time_that_has_passed_says_that_it_is_late() -> None:
    assert left_words(44 * 60) == "44 min"
    assert left_words(-44 * 60) == "44 min late"
    with translation.override("fr"):
        assert left_words(-44 * 60) == "44\N{NO-BREAK SPACE}min de retard"


@pytest.mark.parametrize(("language", "said"), [("en", "Fri 11 Jul"), ("fr", "ven. 11 juil.")])
def test_a_day_is_written_as_its_language_does(language: str, said: str) -> None:
    with translation.override(language):
        assert short_day(date(2025, 7, 11)) == said
        assert clock_words(datetime(2025, 7, 11, 6, 30, tzinfo=UTC), NOW, "UTC") == f"{said}, 06:30"
        assert clock_words(datetime(2024, 7, 11, 6, 30, tzinfo=UTC), NOW, "UTC").endswith("2024, 06:30")
