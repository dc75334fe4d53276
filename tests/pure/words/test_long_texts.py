"""However long a text, it is read once: twice the words take twice the work, and nobody's letter holds up the desk."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from presszero.pure.words import cues_en, figures, naming, plainly, read_letter
from presszero.pure.words.ranges import joined
from presszero.pure.words.reading import strengths_of
from presszero.pure.words.sentence_asks import in_sentence
from presszero.pure.words.shapes import AskedPoint, Detail, Span, Trait

SENT = datetime(2026, 11, 18, 21, 40, tzinfo=UTC)
MANY = 20_000

# Minutes and more where each part of a text is laid beside all of it.
pytestmark = pytest.mark.timeout(120)


@pytest.mark.parametrize("words", ["7", "7 ", "4, ", "8.50, ", "0161 496 0712, "])
def test_figures_without_end_are_no_sum(words: str) -> None:
    assert not plainly.complains(words * (200_000 // len(words)), "fr")


@pytest.mark.parametrize(
    "words", ["7", "8.50, ", "and Fred Jones ran, ", '("Ann", ', "at Mill Street 12 and "]
)
def test_a_text_of_one_piece_is_read(words: str) -> None:
    text = (words * 40_000)[:40_000]
    assert read_letter(text, SENT).details is not None


def test_each_name_looks_at_the_words_just_before_it() -> None:
    found = list(naming.names_left("and Fred Jones ran, " * MANY))
    assert [kind for kind, *_ in found] == ["person"] * MANY


def test_each_name_looks_at_its_own_quotation() -> None:
    found = list(naming.names_left('said "x Fred Jones" and Ann ran, ' * MANY))
    assert {name for *_, name in found} == {"Ann"}


def test_each_range_looks_at_the_words_just_before_it() -> None:
    words = "between 8 h and 9 h, "
    places = [
        (at * len(words) + begin, value) for at in range(MANY) for begin, value in ((8, "08"), (16, "09"))
    ]
    hours = [Detail("time", start, start + 3, f"{value[1]} h", f"{value}:00") for start, value in places]
    found = joined(hours, words * MANY, words * MANY)
    assert {each.value for each in found} == {"08:00-09:00"} and len(found) == MANY


def test_a_reference_told_again_is_found_in_one_pass() -> None:
    told = "".join(f"ticket {1_000_000 + number}, " for number in range(MANY)) + "so 1000007 again"
    found = [value for *_, value in figures.references(told, told)]
    assert found.count("1000007") == 3 and len(set(found)) == MANY


@pytest.mark.parametrize("clause", [", when, how", ", when the bus comes"])
def test_one_sentence_of_many_clauses_asks(clause: str) -> None:
    words = "i want it" + clause * MANY + "."
    assert [each.kind for each in in_sentence(words, Span(0, len(words)), [cues_en.LETTER])][:1] == [
        "request"
    ]


def test_who_leads_in_for_ever_is_read() -> None:
    assert read_letter("x: " * 2_000 + "when do you open?", SENT).points


def test_strength_of_each_sentence_is_of_what_begins_in_it() -> None:
    parts = [Span(10 * at, 10 * at + 9) for at in range(MANY)]
    points = [AskedPoint("complaint", part.start, part.end, "", "", (), "") for part in parts[::2]]
    traits = [Trait("wait", part.start, part.end, "") for part in parts]
    assert strengths_of(parts, points, traits) == [4.5, 3] * (MANY // 2)
    assert strengths_of(parts[:2], points, [])[:2] == [0, 0]
