"""A town whose colleagues have sorted forty letters by hand, and an engine that ends with the tests."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from django.conf import settings
from tests.cast import MORNING, PortLumen, a_letter, given_town

from presszero.cases.models import Case
from presszero.cases.topics import set_topic
from presszero.intake.receiving import receive_contact
from presszero.organisation.models import Topic
from presszero.reading import engine

PATIENCE_SECONDS = 240.0
SAYINGS = {
    "glove": ("I lost a glove", "my hat is lost", "we lost an umbrella", "lost, one grey scarf"),
    "noise": ("the noise of the drill", "noise and music", "the pump makes a noise", "noise under my window"),
}
WHERE = ("yesterday.", "near the pier.", "again this week.", "and nobody answers.", "since Sunday.")


@pytest.fixture
def town(db: None) -> PortLumen:
    return given_town()


@pytest.fixture
def topics(town: PortLumen) -> dict[str, Topic]:
    """Two topics that no word of a rule leads to: what is learned is learned from people."""
    return {name: Topic.objects.create(name=name.title(), team=town.transit) for name in SAYINGS}


def given_letter_about(words: str) -> Case:
    letter = a_letter(text=words, address="writer@lakemail.example")
    return receive_contact(arrived=letter, at=MORNING, addressed_to=["transit@portlumen.example"]).case


@pytest.fixture
def sorted_cases(town: PortLumen, topics: dict[str, Topic]) -> list[Case]:
    cases = []
    for name, sayings in SAYINGS.items():
        for saying, where in product(sayings, WHERE):
            case = given_letter_about(f"{saying} {where}")
            cases.append(set_topic(case_id=case.pk, topic_id=topics[name].pk, by=town.noor.actor, at=MORNING))
    return cases


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine starts the engine slowly; how long a page waits for it in earnest is no matter of these tests."""
    monkeypatch.setattr(engine, "START_SECONDS", PATIENCE_SECONDS)
    monkeypatch.setitem(engine.ask_engine.__kwdefaults__, "patience_seconds", PATIENCE_SECONDS)


@pytest.fixture(autouse=True)
def engine_ends() -> Iterator[None]:
    """Whoever starts an engine ends it; only this process's own child is looked for."""
    yield
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            pid, parent = int(place.parent.name), int(place.read_text().rpartition(")")[2].split()[1])
            words = (place.parent / "cmdline").read_bytes().split(b"\0")
        except (OSError, ValueError):
            continue
        if parent == os.getpid() and b"engine" in words:
            os.kill(pid, signal.SIGTERM)
            os.waitpid(pid, 0)
    (Path(settings.PRESSZERO.home) / "run" / "engine.sock").unlink(missing_ok=True)
