"""A bar for whoever watches a long command at a terminal; into a file or a pipe it says nothing."""

from __future__ import annotations

import sys
from typing import TextIO

WIDTH = 30


class Progress:
    """Counts up to `whole` on one line of `out`, standard error unless another is given."""

    def __init__(self, whole: int, what: str, out: TextIO | None = None) -> None:
        self.whole, self.what, self.done = whole, what, 0
        self.out = out or sys.stderr
        self.shown = self.out.isatty()

    def step(self) -> None:
        """One more is done."""
        self.done += 1
        if self.shown:
            filled = WIDTH * self.done // self.whole
            bar = "#" * filled + "." * (WIDTH - filled)
            self.out.write(f"\r[{bar}] {self.done:,} of {self.whole:,} {self.what}")
            self.out.flush()

    def say(self, line: str) -> None:
        """Write a line of its own above the bar."""
        self.out.write(f"\r\x1b[K{line}\n" if self.shown else f"{line}\n")

    def end(self) -> None:
        """Leave the bar's line."""
        if self.shown and self.done:
            self.out.write("\n")
