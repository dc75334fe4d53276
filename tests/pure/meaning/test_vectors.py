"""Vectors: of length 1, near for what means the same, and never changed by what is read beside them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.pure.meaning.the_extra import needs_the_extra

from presszero.pure.meaning.files import MINILM, NoMeaning, carried, check_file, known

TEXTS = [
    "The bus never came and I waited two hours in the rain.",
    "I stood at the stop for hours in a downpour, no coach turned up.",
    "Please send me a new library card.",
    "Where is my refund?",
    "",
]


@needs_the_extra
def test_near_in_meaning_is_near_in_numbers() -> None:
    from presszero.pure.meaning.vectors import vectors

    found = vectors(TEXTS)
    assert found.shape == (5, 384) and found.dtype == "float32"
    assert abs((found**2).sum(axis=1) - 1).max() < 1e-5
    likeness = found @ found.T
    assert likeness[0, 1] > 0.5 > 0.2 > abs(likeness[0, 2])


@needs_the_extra
def test_vector_depends_on_nothing_beside_it() -> None:
    from presszero.pure.meaning.vectors import MANY, vectors

    many = [f"{text} {number % 7 * 'again '}" for number in range(48) for text in TEXTS]
    assert len(many) > MANY  # so that they are read on two cores
    together = vectors(many)
    for at in range(0, len(many), 9):
        assert (together[at] == vectors([many[at]])[0]).all()
    assert (together[::-1] == vectors(many[::-1])).all()


@needs_the_extra
def test_letters_of_every_length_are_read_few_enough_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from presszero.pure.meaning import vectors as module

    model, sizes = module.Meaning(carried() or Path()), list[int]()
    read = model._read
    monkeypatch.setattr(model, "_read", lambda few: sizes.append(sum(len(one) for one in few)) or read(few))
    model.vectors(["no bus " * 300] * 5 + ["bus"] * 400)
    assert max(sizes) <= module.PIECES_AT_ONCE and len(sizes) < 12


@needs_the_extra
def test_no_sum_of_the_model_is_scaled_by_its_batch() -> None:
    path = carried()
    assert path and check_file(path) == MINILM
    content = path.read_bytes()
    assert b"DynamicQuantizeLinear" not in content and b"MatMulInteger" not in content


def test_changed_file_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "other.onnx").write_bytes(b"weights")
    with pytest.raises(NoMeaning, match="no model of that hash was tried.*minilm"):
        check_file(tmp_path / "other.onnx")
    with pytest.raises(NoMeaning, match="cannot be read: No such file"):
        check_file(tmp_path / "nowhere.onnx")


def test_model_is_known_by_name_or_hash() -> None:
    assert known("minilm") == known(MINILM.hash[:8]) == MINILM
    with pytest.raises(NoMeaning, match="known: minilm"):
        known("gpt")


def test_without_the_extra_it_says_what_to_install() -> None:
    # -S: no packages of this environment are there, only what Python carries and our own tree.
    asked = "from presszero.pure.meaning.files import can_read, carried; print(can_read(), carried())"
    done = subprocess.run(
        [sys.executable, "-S", "-c", asked],
        env={"PYTHONPATH": str(Path(__file__).resolve().parents[3] / "src")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "False None"
