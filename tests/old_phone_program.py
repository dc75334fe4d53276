"""The browser of an old phone, as a program: orders come in as lines of JSON, and each is answered with one line.

Run by the Python of .venv-old-browser, which has Qt WebEngine 5.15.2 (Chromium 83, of May 2020) and nothing of ours.
Every page is painted by that engine, pressed with a real pointer and typed into with real keys.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any

from PyQt5.QtCore import QEventLoop, QPoint, QSocketNotifier, Qt, QTimer, QUrl
from PyQt5.QtTest import QTest
from PyQt5.QtWebEngineWidgets import QWebEnginePage, QWebEngineProfile, QWebEngineSettings, QWebEngineView
from PyQt5.QtWidgets import QApplication

WIDTH, HEIGHT = 360, 640
PATIENCE_MS = 60_000
# A press counts where the eye sees the thing: in the middle of what is drawn of it, once it is scrolled into view.
MIDDLE = """(() => { const one = %s; if (!one || document.readyState !== 'complete') return null; one.scrollIntoView({block: 'center'});
const box = one.getBoundingClientRect(); const x = box.left + box.width / 2, y = box.top + box.height / 2;
const top = document.elementFromPoint(x, y); if (!top || !(one === top || one.contains(top) || top.contains(one))) return null;
return [x, y]; })()"""

DRAW = "window.drawnSince = false; requestAnimationFrame(() => requestAnimationFrame(() => { window.drawnSince = true; }));"


class Page(QWebEnginePage):
    """A page that takes the files it is handed, and keeps what its scripts complain of."""

    files: list[str] = []
    wrong: list[str] = []

    def chooseFiles(self, mode: int, old: list[str], kinds: list[str]) -> list[str]:
        return self.files

    def javaScriptConsoleMessage(self, level: int, message: str, line: int, source: str) -> None:
        if level == QWebEnginePage.ErrorMessageLevel:
            self.wrong.append(f"{source}:{line}: {message}")


class Phone:
    """One window of a phone's size, and what can be done in it."""

    def __init__(self) -> None:
        self.view = QWebEngineView()
        self.page = Page(QWebEngineProfile(self.view), self.view)
        self.view.setPage(self.page)
        # A phone draws no bar beside the page.
        self.page.settings().setAttribute(QWebEngineSettings.ShowScrollBars, False)
        self.view.resize(WIDTH, HEIGHT)
        self.view.show()

    def open(self, url: str) -> bool:
        return bool(
            self._waited(lambda done: (self.page.loadFinished.connect(done), self.page.load(QUrl(url))))
        )

    def run(self, script: str) -> Any:
        return self._waited(lambda done: self.page.runJavaScript(script, done))

    def press(self, element: str) -> bool:
        """Press what this piece of JavaScript finds; say whether it could be seen and pressed."""
        middle = self.run(MIDDLE % element)
        if not middle or not self._drawn() or self.run(MIDDLE % element) != middle:
            return False  # it is asked again until it stands still
        QTest.mouseClick(self.view.focusProxy(), Qt.LeftButton, pos=QPoint(*map(int, middle)))
        return True

    def _drawn(self) -> bool:
        """Wait until the page has drawn what was scrolled; say whether it did."""
        self.run(DRAW)
        ends = time.monotonic() + PATIENCE_MS / 1000
        while time.monotonic() < ends:
            if self.run("window.drawnSince"):
                return True
            QTest.qWait(10)
        return False

    def type(self, words: str) -> bool:
        QTest.keyClicks(self.view.focusProxy(), words)
        return True

    def files(self, paths: list[str]) -> bool:
        self.page.files = paths
        return True

    def wrong(self) -> list[str]:
        return self.page.wrong

    def picture(self, path: str) -> bool:
        """Keep the whole page as one picture, as long as it is."""
        tall = int(self.run("document.documentElement.scrollHeight") or HEIGHT)
        self.view.resize(WIDTH, max(tall, HEIGHT))
        QTest.qWait(500)
        kept = self.view.grab().save(path)
        self.view.resize(WIDTH, HEIGHT)
        QTest.qWait(100)
        return bool(kept)

    def _waited(self, begin: Callable[[Callable[[Any], None]], Any]) -> Any:
        """Return what begin hands to its argument, or None when that never comes."""
        loop, answers = QEventLoop(), []

        def done(answer: Any) -> None:
            answers.append(answer)
            loop.quit()

        QTimer.singleShot(PATIENCE_MS, loop.quit)
        begin(done)
        if not answers:
            loop.exec_()
        return answers[0] if answers else None


def main() -> None:
    application = QApplication([*sys.argv, "--no-sandbox"])
    phone = Phone()

    def obey() -> None:
        line = sys.stdin.readline()
        if not line:
            application.quit()
            return
        order = json.loads(line)
        answer = getattr(phone, order["do"])(*order["with"])
        print(json.dumps(answer), flush=True)

    orders = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Read)
    orders.activated.connect(obey)
    application.exec_()


if __name__ == "__main__":
    main()
