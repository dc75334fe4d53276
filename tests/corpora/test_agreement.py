"""Two readers, blind to each other: how far they agree; and that the measure of it measures."""

import doctest
from dataclasses import replace

import pytest
from tests.corpora import agreement
from tests.corpora.letters import WORDS, Marked, written_letters

LETTERS = [(half, language) for half in ("tuned", "locked") for language in ("en", "fr")]
TABLES = [(name, half) for name in agreement.JUDGED for half in ("tuned", "locked")]
LEAST = {"points": 0.75, "details": 0.80, "experience": 0.60, "states": 0.60, "form": 0.85}


@pytest.mark.parametrize(("half", "language"), LETTERS)
def test_two_readers_agree_on_the_letters(half, language):
    path = WORDS / "letters" / half / f"{language}.second.txt"
    found = agreement.letters_agreement(list(written_letters(half, language)), agreement.second_letters(path))
    assert all(found[what] >= least for what, least in LEAST.items()), found


@pytest.mark.parametrize(("name", "half"), TABLES)
def test_two_readers_agree_on_the_tables(name, half):
    found = agreement.table_agreement(name, half)
    assert all(share >= 0.6 for share in found.values()), found


def test_second_marks_of_a_row_that_is_not_there_are_refused(monkeypatch):
    stranger = {"language": "en", "urgent": "no", "message": "Who wrote this?"}
    monkeypatch.setattr(agreement, "second_table", lambda *_: [stranger])
    with pytest.raises(ValueError, match="Who wrote this"):
        agreement.table_agreement("urgency", "tuned")


def test_the_measure_is_one_for_the_same_marks_and_falls_with_each_other_one():
    letter = next(written_letters("tuned", "en"))
    same = _as_second(letter)
    assert set(agreement.letters_agreement([letter], {letter.name: same}).values()) == {1.0}
    fewer = replace(
        same, points=same.points[:-1], details=(*same.details, Marked("place", "dialysis", "dialysis"))
    )
    found = agreement.letters_agreement([letter], {letter.name: fewer})
    assert found["points"] == pytest.approx(2 * 2 / (3 + 2))
    assert found["details"] == pytest.approx(2 * 8 / (8 + 9))


def test_a_second_mark_is_read_as_it_was_written(tmp_path):
    letter = next(written_letters("tuned", "en"))
    order = agreement.order(letter.name)
    replies = [
        f"{n} | {'form' if part == 'form' else 'specific'} | 1 touched" for n, part in enumerate(order, 1)
    ]
    written = [f"=== {letter.name}", "--- points", f"question | {letter.points[2].quote}", "--- details"]
    (tmp_path / "en.second.txt").write_text("\n".join([*written, "--- experience", "--- replies", *replies]))
    second = agreement.second_letters(tmp_path / "en.second.txt")[letter.name]
    assert agreement.same_points(letter, second) == [(2, 0)]
    assert {part for part, (form, _) in second.replies.items() if form} == {"form"}


def test_a_sheet_shows_no_mark():
    sheet = agreement.sheet("tuned", "en")
    assert "--- " not in sheet
    assert not any(line.startswith(("good", "partial", "form")) for line in sheet.splitlines())
    assert agreement.sheet("tuned", "urgency").splitlines()[0].count("\t") == 1


def test_the_example_of_kappa_is_true():
    assert doctest.testmod(agreement).failed == 0


def _as_second(letter):
    replies = {part: (getattr(letter, part).form, getattr(letter, part).states) for part in agreement.REPLIES}
    return agreement.SecondMarks(letter.points, letter.details, letter.experience, replies)
