"""Replays fireworks night into a town that runs. `presszero demo` starts it once everything is ready."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Sequence

import django


def main(arguments: Sequence[str] = ()) -> int:
    """Replay what has not happened yet, then let letters trickle in for a quarter of an hour."""
    parser = argparse.ArgumentParser(prog="python -m presszero.demo.replay", description=__doc__)
    parser.add_argument("--at-once", action="store_true", help="without the pauses for a watcher")
    asked = parser.parse_args(list(arguments))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "presszero.config.settings")
    django.setup()
    # Rows can be named only from here on.
    from presszero.demo.night import Night

    Night(hurried=asked.at_once, say=say).run()
    return 0


def say(line: str) -> None:
    """Print a line at once, also into a pipe."""
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
