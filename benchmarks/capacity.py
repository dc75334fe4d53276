"""What capacity is worth: each of its measures beside a peer, a baseline or a limit.

    ./dev bench capacity            every section
    ./dev bench capacity forecast   one of them; what follows is handed to it

A section is a module benchmarks/capacity_<name>.py with `main(arguments) -> int`, 0 when every goal is met.
"""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path

PREFIX = "capacity_"


def sections() -> list[str]:
    """Return the names of all sections, in the order of the alphabet."""
    return sorted(path.stem.removeprefix(PREFIX) for path in Path(__file__).parent.glob(f"{PREFIX}*.py"))


def main(arguments: list[str]) -> int:
    """Run the section that is named, or all; return 0 when each met its goals, 2 for a name that is none."""
    if arguments and arguments[0] not in sections():
        print(f"There is no section {arguments[0]!r}; there are {', '.join(sections()) or 'none yet'}.")
        return 2
    asked, rest = (arguments[:1], arguments[1:]) if arguments else (sections(), [])
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"{os.cpu_count()} cores, load {load} at the start.")
    missed = []
    for name in asked:
        print(f"\n== {name} ==", flush=True)
        if importlib.import_module(f"benchmarks.{PREFIX}{name}").main(rest):
            missed.append(name)
    print(f"\nGoals missed in: {', '.join(missed)}." if missed else "\nEvery goal that was measured is met.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
