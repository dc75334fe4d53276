"""A phone of 360 by 640 with a browser of May 2020, older than any phone of five years ago; and how it is asked."""

from __future__ import annotations

import json
import os
import select
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.waiting import wait_for

ROOT = Path(__file__).parents[1]
PROGRAM = Path(__file__).with_name("old_phone_program.py")
PYTHON = ROOT / ".venv-old-browser/bin/python"
WIDTH, HEIGHT = 360, 640
PATIENCE_SECONDS = 90
# No screen and no graphics card: drawn by the processor, into memory. Whoever runs as root has no sandbox to offer.
WITHOUT_A_SCREEN = {
    "QT_QPA_PLATFORM": "offscreen",
    "QT_QUICK_BACKEND": "software",
    "QTWEBENGINE_CHROMIUM_FLAGS": "--disable-gpu",
    "QTWEBENGINE_DISABLE_SANDBOX": "1",
}


class OldPhone:
    """The phone; each order waits for its answer, and no longer than PATIENCE_SECONDS."""

    def __init__(self, folder: Path) -> None:
        if not PYTHON.exists():
            pytest.skip(
                "No old browser is installed here: ./dev test --old-browser installs one and runs this."
            )
        folder.mkdir(parents=True, exist_ok=True)
        self._errors = (folder / "errors.txt").open("ab")
        environment = {**os.environ, **WITHOUT_A_SCREEN, "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)}
        self._process = subprocess.Popen(
            [PYTHON, PROGRAM],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
        )

    def _ask(self, do: str, *given: Any) -> Any:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps({"do": do, "with": given}).encode() + b"\n")
        self._process.stdin.flush()
        ready, _, _ = select.select([self._process.stdout], [], [])
        line = self._process.stdout.readline() if ready else b""
        assert line, f"the old browser did not answer {do} {given}; see {self._errors.name}"
        return json.loads(line)

    def open(self, url: str) -> None:
        assert self._ask("open", url), f"{url} did not open in the old browser"

    def run(self, script: str) -> Any:
        """Return what a piece of JavaScript comes to."""
        return self._ask("run", script)

    def press(self, selector: str, words: str = "") -> None:
        """Press the first thing that matches and holds the words, once it can be seen."""
        seen = "!document.hidden && one.getClientRects().length"
        element = (
            f"[...document.querySelectorAll({json.dumps(selector)})]"
            f".find(one => one.textContent.includes({json.dumps(words)}) && {seen})"
        )
        wait_for(f"{selector} “{words}” pressed", lambda: self._ask("press", element))

    def write(self, selector: str, words: str) -> None:
        """Press a field until it has the focus, type, and wait until the words stand there."""
        field = f"document.querySelector({json.dumps(selector)})"
        has_focus = f"document.activeElement === {field}"
        wait_for(f"{selector} pressed", lambda: self._ask("press", field) and self.run(has_focus))
        self._ask("type", words)
        wait_for(f"“{words}” written", lambda: self.run(f"{field}.value.includes({json.dumps(words)})"))

    def choose(self, selector: str, *files: Path) -> None:
        """Press a field for files and choose these."""
        self._ask("files", [str(file) for file in files])
        self.press(selector)
        script = f"document.querySelector({json.dumps(selector)}).files.length"
        wait_for("the files chosen", lambda: self.run(script) == len(files))

    def reads(self, words: str) -> None:
        """Wait until the page shows these words."""
        script = (
            f"document.readyState === 'complete' && document.body.innerText.includes({json.dumps(words)})"
        )
        wait_for(f"“{words}” on the page", lambda: self.run(script))

    def wrong(self) -> list[str]:
        """Return what scripts complained of on any page so far."""
        return list(self._ask("wrong"))

    def picture(self, path: Path) -> None:
        assert self._ask("picture", str(path)), f"no picture was kept at {path}"

    def stop(self) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        try:
            self._process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(PATIENCE_SECONDS)
        self._errors.close()
