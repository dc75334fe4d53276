"""Several chats at once: reduces to the plain line, and helps no more than it slows."""

from __future__ import annotations

import pytest

from presszero.pure.errors import BadInput
from presszero.pure.queueing.chats import least_agents, measure_chats
from presszero.pure.queueing.lines import Line, least_servers, measure_line
from presszero.pure.queueing.targets import Target

TARGET = Target(share=0.8, within_seconds=20)


@pytest.mark.parametrize("patience", [None, 150.0])
def test_one_chat_each_is_the_plain_line(patience: float | None) -> None:
    chats = measure_chats(720, [240], 55, patience_seconds=patience)
    line = measure_line(Line(720, 240, patience), 55)
    for name in ("wait_chance", "later_share", "abandoned_share", "mean_wait_seconds", "occupancy"):
        assert getattr(chats, name) == pytest.approx(getattr(line, name), rel=1e-9), name


def test_attention_that_halves_gives_nothing() -> None:
    # Two at once, each twice as slow, finish no more per hour: an agent of two places is then one server,
    # but the second chat begins at once instead of waiting in line.
    assert least_agents(300, [240, 480], TARGET) <= least_servers(Line(300, 240), TARGET)
    assert least_agents(300, [240, 480], Target(occupancy=0.9)) >= 20


def test_attention_that_does_not_slow_doubles_the_servers() -> None:
    assert measure_chats(600, [240, 240], 25).wait_chance == pytest.approx(
        measure_line(Line(600, 240), 50).wait_chance, rel=1e-9
    )
    assert least_agents(600, [240, 240], TARGET) == -(-least_servers(Line(600, 240), TARGET) // 2)


def test_concurrency_that_loses_work_is_refused() -> None:
    with pytest.raises(BadInput, match="Allow 1 at once"):
        measure_chats(100, [240, 500], 5)
