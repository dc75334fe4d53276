"""A second process tries a model out while the first learns; with it, without it and where it dies the model is the same."""

from __future__ import annotations

import os
import subprocess
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from scipy import sparse
from tests.pure.triage.sorted_messages import sorted_messages
from tests.waiting import wait_for

from presszero.pure.triage import beside, linear
from presszero.pure.triage.beside import Beside, somebody_beside
from presszero.pure.triage.keeping import hash_of, to_bytes
from presszero.pure.triage.learning import learn

Begun = subprocess.Popen[bytes]


@cache
def rows() -> tuple[sparse.csr_matrix, np.ndarray, sparse.csr_matrix]:
    """Return 60 messages to learn from, their topics, and 20 others, as numbers."""
    chance = np.random.default_rng(4)
    drawn = sparse.random_array((80, 30), density=0.3, rng=chance, format="csr")
    every = sparse.csr_matrix(drawn)
    return every[:60], np.arange(60) % 3, every[60:]


@pytest.fixture
def children(monkeypatch: pytest.MonkeyPatch) -> list[Begun]:
    """Have a second process for the smallest model, wherever the tests run, and say which were begun."""
    begun: list[Begun] = []

    class Noted(subprocess.Popen[bytes]):
        def __init__(self, *given: object, **settings: object) -> None:
            super().__init__(*given, **settings)
            begun.append(self)

    monkeypatch.setattr(beside, "WORTH_IT", 1)
    monkeypatch.setattr(beside.os, "cpu_count", lambda: 2)
    monkeypatch.setattr(beside.subprocess, "Popen", Noted)
    return begun


def learned() -> str:
    return hash_of(to_bytes(learn(*sorted_messages())))


def test_model_is_the_same_with_and_without(children: list[Begun], monkeypatch: pytest.MonkeyPatch) -> None:
    with_one = learned()
    assert len(children) == 1 and children[0].returncode == 0
    monkeypatch.setattr(beside, "WORTH_IT", 10**9)
    assert learned() == with_one
    assert len(children) == 1, "few messages are tried out before a second process has loaded"


def test_second_process_does_the_work(children: list[Begun], monkeypatch: pytest.MonkeyPatch) -> None:
    here = linear.foresee(*rows())

    def not_here(*_: object) -> linear.Foreseen:
        raise AssertionError("done in the first process")

    monkeypatch.setattr(beside, "foresee", not_here)
    with somebody_beside(60) as somebody:
        there = somebody.foresee(*rows())()
    assert np.array_equal(here.scores, there.scores) and np.array_equal(here.nearest, there.nearest)
    assert len(children) == 1


def test_once_it_is_taken_others_are_tried_out_here(children: list[Begun]) -> None:
    with somebody_beside(60) as somebody:
        first, second = somebody.foresee(*rows()), somebody.foresee(*rows())
        assert np.array_equal(first().scores, second().scores)
    assert len(children) == 1


def test_one_that_dies_or_cannot_begin_changes_nothing(
    children: list[Begun], monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = linear.foresee(*rows())
    for program in ("/bin/false", "/nowhere/python"):
        monkeypatch.setattr(beside.sys, "executable", program)
        with somebody_beside(60) as somebody:
            assert np.array_equal(somebody.foresee(*rows())().scores, alone.scores)
    assert [child.returncode for child in children] == [1]


def test_none_is_left_when_learning_ends_early(children: list[Begun]) -> None:
    for begins in (False, True):
        with pytest.raises(ZeroDivisionError), somebody_beside(60) as somebody:
            assert children[-1].poll() is None
            if begins:
                somebody.foresee(*rows())
            raise ZeroDivisionError
    assert len(children) == 2
    assert all(child.returncode is not None and child.stdin and child.stdin.closed for child in children)


def test_it_is_given_nothing_of_the_environment(
    children: list[Begun], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRESSZERO_SECRET_OF_A_TEST", "sesame")
    with somebody_beside(60):
        # Empty while the child turns into the program it runs.
        given = wait_for(
            "an environment", lambda: Path(f"/proc/{children[0].pid}/environ").read_bytes() or None
        )
    assert b"PYTHONPATH" in given and b"sesame" not in given


def test_one_core_has_nobody_beside(children: list[Begun], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    with somebody_beside(10**6) as somebody:
        assert isinstance(somebody, Beside)
        somebody.foresee(*rows())()
    assert not children
