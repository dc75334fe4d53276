"""A letter on the screen: every word where it was, each knowing its place in the text."""

from __future__ import annotations

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st
from tests.ui.sample_pages import made, pieces

from presszero.ui.letters import blocks_of

CUTS = st.sampled_from(["", "", "quotation", "signature"])
TEXTS = st.text(alphabet="ab .\n🚌é", max_size=90)


def piece(text: str, cut: str = "", number: int | None = None) -> SimpleNamespace:
    return SimpleNamespace(text=text, cut=cut, point_number=number, state="open", owed=False, now=False)


@given(st.lists(st.builds(piece, TEXTS, CUTS, st.one_of(st.none(), st.integers(1, 9)))))
def test_every_run_stands_at_its_place_and_no_word_is_lost(given_pieces: list[SimpleNamespace]) -> None:
    text = "".join(one.text for one in given_pieces)
    runs = [run for block in blocks_of(given_pieces) for words in block.paragraphs for run in words]
    for run in runs:
        assert text[run.start : run.start + len(run.text)].replace("\n", " ") == run.text.replace("\n", " ")
        assert run.head + run.tail == run.text
        assert text[run.tail_start : run.tail_start + len(run.tail)] == run.tail
    shown = "".join("".join(run.text for run in runs).split())
    assert shown == "".join(text.split())


def test_blank_lines_part_paragraphs_and_a_quotation_is_folded() -> None:
    blocks = blocks_of(made(pieces({1: "answered", 2: "open", 3: "open", 4: "open", 5: "open"})))
    assert [block.kind for block in blocks] == ["words", "quotation"]
    assert len(blocks[0].paragraphs) == 6


def test_a_point_over_two_paragraphs_shows_its_number_once() -> None:
    (block,) = blocks_of([piece("The lift is broken.\n\nSince May.\n", number=1)])
    assert [run.ends_point for words in block.paragraphs for run in words] == [False, True]


def test_lines_wrapped_by_a_mail_program_flow_and_short_lines_stay() -> None:
    wrapped = (
        "We stood at the stop for two hours and nobody told us anything at\nall about it.\nMaren\nPier Street"
    )
    (block,) = blocks_of([piece(wrapped)])
    assert block.paragraphs[0][0].text == wrapped.replace("at\nall", "at all")
