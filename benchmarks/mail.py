"""What a mail costs: CPU from DATA to 250, and apart from it reading, points and acknowledgement. Fsync is on."""

from __future__ import annotations

import os
import shutil
import smtplib
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psycopg

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.walks.letters import mail
from tests.walks.town import Relay

from presszero.processes.postgres import EmbeddedPostgres
from presszero.processes.ready import wait_ready

MAILS = 400
CONNECTIONS = 4
WARM_UP = 40
GOAL_KEEPING_MS, AIM_READING_MS = 5.0, 25.0
_TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
TEXT = """\
Good morning,

On Saturday I took my two children, six and nine, to see the fireworks. We reached the Pier Street stop at 22:35. \
Three full buses of line 7 went past us without stopping, and we got home at 00:50, soaked.

Why were there no extra buses, when the fireworks have been on your own calendar since March?

In the end we took a taxi, and it cost 41.50. Please tell me how I can have it refunded.

Rider {number}
"""


def main() -> int:
    """Print both costs beside what is wanted; 1 when the goal is missed."""
    folder = Path(tempfile.mkdtemp(prefix="presszero-"))
    folder.chmod(0o711)
    database = EmbeddedPostgres(folder / "database")
    database.start()
    try:
        return _measure(folder, database)
    finally:
        database.shut_down()
        shutil.rmtree(folder, ignore_errors=True)


def _measure(folder: Path, database: EmbeddedPostgres) -> int:
    relay = Relay()
    relay.start()
    environment = os.environ | {
        "DATABASE_URL": database.url(),
        "PRESSZERO_PURPOSE": "test",
        "PRESSZERO_HOME": str(folder / "home"),
        "PRESSZERO_SMTP_PORT": "0",
        "PRESSZERO_MAIL_DOMAIN": "portlumen.example",
        "PRESSZERO_RESOLVER": "none",
        "PRESSZERO_RELAY": f"127.0.0.1:{relay.port}",
    }
    for command in ("migrate", "town"):
        subprocess.run([sys.executable, "-m", "presszero", command], env=environment, check=True)
    server = int((database.data / "postmaster.pid").read_text().split()[0])
    with running("mail", "mail", environment) as (door, port):
        hand_in(port, 0, WARM_UP)
        keeping = spent([door, server], lambda: hand_in(port, WARM_UP, MAILS))
    with running("worker", "work", environment) as (worker, _):
        await_answers(database.url(), WARM_UP)
        before = len(relay.taken)
        reading = spent([worker, server], lambda: await_answers(database.url(), WARM_UP + MAILS))
        read = WARM_UP + MAILS - before
    kept_ms, read_ms = keeping[0] / MAILS * 1000, reading[0] / read * 1000
    print(f"{MAILS} mails of {len(letter(0)):,} bytes over {CONNECTIONS} connections, fsync on")
    print(
        f"DATA to 250:       {kept_ms:6.2f} ms CPU a mail (goal {GOAL_KEEPING_MS:g}), {MAILS / keeping[1]:6.0f} mails/s"
    )
    print(
        f"read and answered: {read_ms:6.2f} ms CPU a mail (aim {AIM_READING_MS:g}), {read / reading[1]:6.0f} mails/s"
    )
    return 0 if kept_ms <= GOAL_KEEPING_MS else 1


@contextmanager
def running(name: str, command: str, environment: dict[str, str]) -> Iterator[tuple[int, int]]:
    """Run one part; gives its process id and, for the mail door, its port."""
    process = subprocess.Popen(
        [sys.executable, "-m", "presszero", command], env=environment, stdout=subprocess.DEVNULL
    )
    try:
        mark = wait_ready(Path(environment["PRESSZERO_HOME"]), name, process.pid)
        yield process.pid, mark.get("smtp_port", 0)
    finally:
        process.terminate()
        process.wait(30)


def letter(number: int) -> bytes:
    sender = f"rider-{number}@lakemail.example"
    text = TEXT.format(number=number)
    return mail(
        sender=sender,
        name=f"Rider {number}",
        subject="Two hours in the rain",
        text=text,
        message_id=f"{number}@lakemail.example",
    )


def hand_in(port: int, first: int, count: int) -> None:
    """Hand mails in over a few connections that stay open, as a mail server does."""

    def one_connection(numbers: range) -> None:
        with smtplib.SMTP("127.0.0.1", port, timeout=60) as door:
            for number in numbers:
                door.sendmail(
                    f"rider-{number}@lakemail.example", ["transit@portlumen.example"], letter(number)
                )

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        list(
            pool.map(
                one_connection, [range(first + at, first + count, CONNECTIONS) for at in range(CONNECTIONS)]
            )
        )


def await_answers(url: str, count: int) -> None:
    """Wait until so many acknowledgements have left."""
    with psycopg.connect(url, autocommit=True) as connection:
        sent = "SELECT 1 FROM email_outgoing WHERE state = 'sent' LIMIT %s"
        while len(connection.execute(sent, (count,)).fetchall()) < count:
            time.sleep(0.25)


def spent(roots: list[int], act: Callable[[], None]) -> tuple[float, float]:
    """Return the CPU seconds of these processes and their children, and the seconds by the wall, for one act."""
    cpu, wall = cpu_seconds(roots), time.perf_counter()
    act()
    return cpu_seconds(roots) - cpu, time.perf_counter() - wall


def cpu_seconds(roots: list[int]) -> float:
    """Return what the processes and their children, living and reaped, have used so far."""
    parents, used = {}, {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except (FileNotFoundError, ProcessLookupError):
                continue
            parents[int(folder.name)] = int(fields[1])
            used[int(folder.name)] = sum(map(int, fields[11:15]))
    return sum(ticks for pid, ticks in used.items() if _comes_from(pid, roots, parents)) / _TICKS_PER_SECOND


def _comes_from(pid: int, roots: list[int], parents: dict[int, int]) -> bool:
    while pid > 1:
        if pid in roots:
            return True
        pid = parents.get(pid, 0)
    return False


if __name__ == "__main__":
    sys.exit(main())
