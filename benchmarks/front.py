"""How much the front costs an empty page, beside a2wsgi alone under the same server, in one run."""

from __future__ import annotations

import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.processes.front_app.client import RunningFront

CONNECTIONS = 8
REQUESTS = 400
ROUNDS = 3
_TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Print requests per second and CPU microseconds a request for both, and their ratios."""
    fronts = {"front": RunningFront(), "a2wsgi alone": RunningFront(bare=True)}
    try:
        for front in fronts.values():
            front.forget_log()
            measured(front)
        rounds = {name: [measured(front) for _ in range(ROUNDS)] for name, front in fronts.items()}
    finally:
        for front in fronts.values():
            front.end()
    best = {name: (max(r for r, _ in found), min(c for _, c in found)) for name, found in rounds.items()}
    for name, (per_second, microseconds) in best.items():
        print(f"{name:>14}: {per_second:7.0f} requests/s  {microseconds:6.0f} µs CPU a request")
    ours, bare = best["front"], best["a2wsgi alone"]
    print(f"         ratio: {ours[0] / bare[0]:7.2f} requests/s  {ours[1] / bare[1]:6.2f} CPU")


def measured(front: RunningFront) -> tuple[float, float]:
    """Return requests per second and CPU microseconds a request over one round."""
    cpu, started = cpu_seconds(front.process.pid), time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as clients:
        list(clients.map(ask, [front.port] * CONNECTIONS))
    requests = CONNECTIONS * REQUESTS
    spent = cpu_seconds(front.process.pid) - cpu
    return requests / (time.perf_counter() - started), spent / requests * 1e6


def ask(port: int) -> None:
    connection = HTTPConnection("127.0.0.1", port)
    for _ in range(REQUESTS):
        connection.request("GET", "/empty")
        connection.getresponse().read()
    connection.close()


def cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS_PER_SECOND


if __name__ == "__main__":
    main()
