"""What the demo keeps in memory when its night is over: PSS over all its processes, PostgreSQL's among them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from presszero.processes.ports import free_port
from presszero.processes.ready import wait_ready

GOAL_MEGABYTES = 500
NAME_LENGTH = 70


def main() -> None:
    """Start a demo of its own, replay its night at once, and print PSS by process and in sum."""
    with tempfile.TemporaryDirectory(prefix="presszero-memory-") as place:
        # The database's own user must be able to pass through.
        Path(place).chmod(0o711)
        home = Path(place) / "home"
        town = subprocess.Popen(
            [sys.executable, "-m", "presszero", "up"], env=surroundings(home), stdout=subprocess.DEVNULL
        )
        try:
            replay_night(home, wait_ready(home, "up", town.pid))
            tell(processes_of(town.pid))
        finally:
            town.send_signal(signal.SIGTERM)
            town.wait(60)


def surroundings(home: Path) -> dict[str, str]:
    """Return the environment of `presszero demo`, with a home and ports of its own."""
    return {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | {
        "PRESSZERO_HOME": str(home),
        "PRESSZERO_PURPOSE": "demo",
        "PRESSZERO_POST_OFFICE": "yes",
        "PRESSZERO_RELAY": f"127.0.0.1:{free_port('127.0.0.1')}",
        "PRESSZERO_MAIL_DOMAIN": "portlumen.example",
        "PRESSZERO_RESOLVER": "none",
        "PRESSZERO_PORT": "0",
        "PRESSZERO_SMTP_PORT": "0",
    }


def replay_night(home: Path, facts: dict[str, object]) -> None:
    environment = surroundings(home) | {
        "DATABASE_URL": (home / "run" / "database").read_text(),
        "PRESSZERO_PORT": str(facts["port"]),
        "PRESSZERO_SMTP_PORT": str(facts["smtp_port"]),
    }
    replay = [sys.executable, "-m", "presszero.demo.replay", "--at-once"]
    subprocess.run(replay, env=environment, check=True)


def processes_of(pid: int) -> list[int]:
    """Return a process and all below it."""
    below: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        below.setdefault(parent, []).append(int(folder.name))
    found = [pid]
    for one in found:
        found += below.get(one, [])
    return found


def tell(pids: list[int]) -> None:
    sizes = sorted(((pss_megabytes(pid), name_of(pid)) for pid in pids), reverse=True)
    for megabytes, name in sizes:
        print(f"{megabytes:7.1f} MB  {name}")
    whole = sum(megabytes for megabytes, _ in sizes)
    print(f"{whole:7.1f} MB  in {len(sizes)} processes; the goal is at most {GOAL_MEGABYTES} MB")


def pss_megabytes(pid: int) -> float:
    """Return the proportional share of memory of one process: what is shared counts once over all."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0) / 1024


def name_of(pid: int) -> str:
    try:
        words = (
            Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
        )
    except OSError:
        return "ended"
    return " ".join(Path(word).name if word.startswith("/") else word for word in words.split())[:NAME_LENGTH]


if __name__ == "__main__":
    main()
