"""What writing a reply feels like: from a key to its letter on the screen, and from the end of a word to what the check says.

    ./dev bench live_check [past replies, 10000 when not given]

A front on a fresh town, and Debian's Chromium without a window, which draws 60 times a second. A letter of twelve
sentences is answered: nine sentences stand there, three more are typed, KEY_MS between two keys. A key counts from its
own time to the first frame drawn after it; a finding from the key that ended the word to the frame that shows the check
of those words. Beside it the processor time of front and database for each second that somebody types. Limit: 50 ms
at the median.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.desk import Rows
from benchmarks.pages_live import running_front
from benchmarks.town import fresh_town

KEY_MS = 90
LIMIT_MS = 50.0
PATIENCE_SECONDS = 60.0
LETTER = """I waited at Pier Street on Saturday night with my two children. We stood there from 22:15 until half past midnight.
It rained the whole time. Two buses of line 7 went past and were full. Why were there no extra buses on Saturday night?
In the end we took a taxi. Please refund the taxi, which cost 41.50. My daughter lost her glove in the tram on the way out.
Could you tell me where I can collect the glove I left in the tram? It is the second year that this happens.
When does the first bus of line 7 leave Pier Street on Sundays? I would like an answer to each of these."""
STANDS = """Dear Maren Oduya,

You stood at Pier Street for more than two hours with two children in the rain. That should not have happened. There were no extra
buses on Saturday night because nobody had planned for the fireworks. Both buses of line 7 were full when they left Harbour Square.
The depot had four buses that could have come. Nobody was there who could send them. Next year four buses wait at the depot until one.
The taxi is refunded in full, 41.50, within this week. You need to do nothing for it."""
TYPED = """ Your glove lies at the counter in Quay Street, open until 18:00. The first bus of line 7 leaves Pier Street at 06:10 on Sundays. \
I will write to you again by Friday, once the depot has said yes."""

# After a frame is drawn: a task put there by the frame itself runs once it is on its way to the screen.
WATCH = """() => {
  const drawn = (then) => requestAnimationFrame(() => { const { port1, port2 } = new MessageChannel(); port1.onmessage = then; port2.postMessage(0); });
  window.keys = []; window.findings = []; window.redrawn = 0;
  document.addEventListener("presszero:placed", () => { window.redrawn += 1; });
  const field = document.getElementById("body");
  let waiting = []; // words that ended, the oldest first; a check of later words tells of them, too
  const look = () => drawn(() => {
    const told = waiting.findLastIndex(({ words }) => PressZero.draft.isLookedAt(words));
    window.findings.push(...waiting.splice(0, told + 1).map(({ began }) => performance.now() - began));
    if (waiting.length) look();
  });
  field.addEventListener("keydown", (event) => { window.pressed = event.timeStamp; });
  field.addEventListener("input", (event) => {
    const began = window.pressed;
    drawn(() => window.keys.push(performance.now() - began));
    if (/[^\\p{L}\\p{N}'’-]$/u.test(event.data ?? "") && waiting.push({ words: field.value, began }) === 1) look();
  });
}"""

ASKED = """performance.getEntriesByType("resource").filter(({ name }) => name.endsWith("/draft/check/")).map(({ duration }) => duration)"""


def main(past: int = 10_000) -> int:
    """Measure on a town with so many past replies; return 1 when a median is over the limit."""
    with fresh_town() as url:
        from tests.cast import a_letter, given_letter, given_town

        town = given_town()
        Rows(town, int(past / 0.8) + 1).copy_in()
        case = given_letter(a_letter(text=LETTER)).case
        cookie = _cookie(town.tomas)
        with running_front(url) as (port, process):
            return _measure(port, process.pid, case.pk, cookie, past)


def _measure(port: int, front: int, case_id: int, cookie: Any, past: int) -> int:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1440, "height": 900}, bypass_csp=True)
        page.context.add_cookies([{**cookie, "url": f"http://localhost:{port}"}])
        page.goto(f"http://localhost:{port}/desk/cases/{case_id}/")
        page.locator("#body").fill(STANDS)
        page.wait_for_function("PressZero.draft.isChecked()")
        _wait_idle(front)
        page.locator("#body").press_sequentially(" ", delay=KEY_MS)
        page.wait_for_function("PressZero.draft.isLookedAt()")
        page.evaluate(WATCH)
        began, cpu = time.perf_counter(), _cpu_seconds(front)
        page.locator("#body").press_sequentially(TYPED, delay=KEY_MS)
        seconds, worked = time.perf_counter() - began, _cpu_seconds(front) - cpu
        page.wait_for_function("PressZero.draft.isChecked()")
        keys, findings = page.evaluate("[window.keys, window.findings]")
        drawn = page.evaluate("window.redrawn")
        asked = page.evaluate(ASKED)
        browser.close()
    print(f"{past:,} past replies, {len(TYPED)} keys in {seconds:.0f} s, load {os.getloadavg()[0]:.1f}")
    print(
        f"the front worked {1000 * worked / seconds:.0f} ms of processor for each second of typing; {drawn} drawings"
    )
    over = [
        _told("key to its letter on the screen", keys),
        _told("end of a word to what the check says", findings),
    ]
    _told("of it, the server's answer", asked)
    return int(any(over))


def _told(name: str, spans: list[float]) -> bool:
    p95 = sorted(spans)[round(0.95 * (len(spans) - 1))]
    median = statistics.median(spans)
    print(
        f"{name:>38}   n {len(spans):3d}   p50 {median:5.1f} ms   p95 {p95:5.1f} ms   max {max(spans):5.1f} ms"
    )
    return median > LIMIT_MS


def _cookie(worker: Any) -> Any:
    """Return the cookie of somebody signed in; made before the browser runs, whose loop takes no database."""
    from django.conf import settings
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    client.force_login(worker, backend="allauth.account.auth_backends.AuthenticationBackend")
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value}


def _wait_idle(front: int) -> None:
    """Wait until the front has read the past replies: it works a while after the first check, then rests."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        before = _cpu_seconds(front)
        time.sleep(1.5)
        if _cpu_seconds(front) - before < 0.1:
            return
    raise SystemExit(f"The front still reads past replies after {PATIENCE_SECONDS:.0f} s.")


def _cpu_seconds(process: int) -> float:
    """Return the processor time of a process, of all its threads."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
