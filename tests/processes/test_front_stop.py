"""SIGTERM: no new guests, the ones at table finish, exit code 0."""

from __future__ import annotations

import threading

from tests.processes.front_app.client import RunningFront


def test_running_request_is_finished_and_the_stop_is_a_success() -> None:
    front = RunningFront()
    answers: list[int] = []
    asking = threading.Thread(target=lambda: answers.append(front.get("/waiting")[0].status))
    asking.start()
    front.get("/going")
    front.process.terminate()
    asking.join(120)
    assert answers == [200]
    assert front.end() == 0


def test_front_is_alive_and_ready_without_live_events() -> None:
    front = RunningFront()
    try:
        assert front.get("/health")[0].status == 200
        assert front.get("/ready")[0].status == 200
    finally:
        assert front.end() == 0
