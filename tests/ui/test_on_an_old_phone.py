"""What customers meet, in a browser of May 2020 on a phone of 360 by 640: it stands as it stands today, and it works.

PRESSZERO_TEST_PICTURES names a folder for what it painted.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer
from tests.cast import LATER_THAT_DAY, MAREN, given_open_case, given_sent_reply, given_town, worker
from tests.old_phone import HEIGHT, WIDTH, OldPhone
from tests.publicsite.test_own_letters import mailed_link
from tests.ui.pages import PAGES
from tests.ui.stand_in import StandIn
from tests.waiting import wait_for

from presszero.cases.actions import close_case
from presszero.cases.links import new_link
from presszero.cases.models import Case, Contact
from presszero.cases.promises import keep_promise, make_promise
from presszero.ground import clock

pytestmark = pytest.mark.long

FOR_CUSTOMERS = [name for name, (template, _) in PAGES.items() if template.startswith("publicsite/")]
BY_SIGN_IN = [name for name, (template, _) in PAGES.items() if template.startswith("account/")]
# Where a part begins from the left, how wide it is, and how far it is from the part before it. Heights follow from the
# letters, which the old browser does not even out in size, and prose is as wide as its longest line.
PARTS = "main > *, .person-in, .buttons > *, .icon, .input, .choice, .point, .notice > *, .public-top > *, .missed, .skip"
PLACES = f"""JSON.stringify([...document.querySelectorAll({json.dumps(PARTS)})]
  .filter(one => one.getClientRects().length && !one.closest("details:not([open]) > :not(summary)"))
  .map(one => {{
    const box = one.getBoundingClientRect(), before = one.previousElementSibling?.getBoundingClientRect();
    const beside = before && before.width && before.top < box.bottom && box.top < before.bottom;
    return [one.tagName + "." + (one.getAttribute("class") || one.id || one.textContent.trim().slice(0, 20)), box.left, box.width, beside ? box.left - before.right : null, box.top + scrollY];
  }}))"""
NEAR_PX = 9
WIDE = "document.documentElement.scrollWidth"
COVERED = """(() => { const skip = document.querySelector(".skip").getBoundingClientRect(); return skip.bottom > 0; })()"""


@pytest.fixture
def phone(tmp_path: Path) -> Iterator[OldPhone]:
    phone = OldPhone(tmp_path / "old-phone")
    yield phone
    wrong = phone.wrong()
    phone.stop()
    assert wrong == []


def keep(phone: OldPhone, name: str) -> None:
    if folder := os.environ.get("PRESSZERO_TEST_PICTURES"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        phone.picture(Path(folder) / f"old-phone-{name}.png")


def far_apart(old: list[Any], today: list[Any]) -> list[str]:
    """Return the parts that stand elsewhere, or otherwise wide, than in a browser of today."""
    assert [part[0] for part in old] == [part[0] for part in today]
    return [
        f"{was[0]}: {was[1:]}, today {now[1:]}"
        for was, now in zip(old, today, strict=True)
        if any(
            abs(one - other) > NEAR_PX
            for one, other in zip(was[1:4], now[1:4], strict=True)
            if one is not None and other is not None
        )
    ]


def test_each_page_stands_on_an_old_phone_as_it_stands_today(
    phone: OldPhone, browser: Browser, stand_in: StandIn
) -> None:
    page = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}).new_page()
    apart: dict[str, Any] = {}
    for name in FOR_CUSTOMERS + BY_SIGN_IN:
        page.goto(f"{stand_in.address}/{name}")
        phone.open(f"{stand_in.address}/{name}")
        keep(phone, name)
        found = far_apart(json.loads(phone.run(PLACES)), json.loads(page.evaluate(PLACES)))
        if phone.run(WIDE) > WIDTH:
            found.append(f"{phone.run(WIDE)} px wide")
        if phone.run(COVERED):
            found.append("the way past the head covers it")
        if found:
            apart[name] = found
    page.context.close()
    assert apart == {}


def given_answered_case() -> Case:
    """Maren's letter, answered, with a promise beside it."""
    town = given_town()
    clock.shift_to(LATER_THAT_DAY)
    case = given_open_case(asks=["refund", "extra buses"], taken_by=town.tomas)
    given_sent_reply(case, by=town.tomas)
    due_at = LATER_THAT_DAY + timedelta(days=2)
    make_promise(
        case=case, what="the timetable", owner_id=town.tomas.pk, due_at=due_at, kind="act", made_in=None,
        by=town.tomas.actor, at=LATER_THAT_DAY,
    )  # fmt: skip
    return case


def picture_of_a_receipt(folder: Path) -> Path:
    receipt = folder / "receipt.jpg"
    receipt.write_bytes(b"\xff\xd8\xff\xe0 a taxi")
    return receipt


@pytest.mark.django_db(transaction=True)
def test_form_is_sent_with_a_picture(phone: OldPhone, live_server: LiveServer, tmp_path: Path) -> None:
    given_town()
    phone.open(f"{live_server.url}/write/")
    phone.write("#email", MAREN)
    phone.press(".button.primary", "Send to a person")
    phone.reads("One thing needs another look")
    phone.write("#message", "Please refund the taxi. It cost 41.50.")
    phone.choose("#files", picture_of_a_receipt(tmp_path))
    keep(phone, "walk-form")
    phone.press(".button.primary", "Send to a person")
    wait_for("the letter", lambda: Contact.objects.filter(text__contains="41.50").first())
    phone.reads("We have your letter")
    assert Contact.objects.get().attachments.get().name == "receipt.jpg"


@pytest.mark.django_db(transaction=True)
def test_answer_is_read_found_wanting_and_written_back_to(
    phone: OldPhone, live_server: LiveServer, tmp_path: Path
) -> None:
    case = given_answered_case()
    path = f"{live_server.url}/c/{new_link(case=case, sent_to=MAREN, at=LATER_THAT_DAY)}/"
    phone.open(path)
    for words in ("What you asked", "The taxi is refunded in full", "the timetable"):
        phone.reads(words)
    phone.press(".missed > summary", "This does not answer it")
    phone.write("#missed-1", "Which day does it come?")
    keep(phone, "walk-missed")
    phone.press(".missed .button", "Open this point again")
    phone.reads("The point is open again")
    assert case.points.get(number=1).state == "open"

    phone.write("#write", "Here is the receipt.")
    phone.choose("#write-files", picture_of_a_receipt(tmp_path))
    phone.press(".button.primary", "Send")
    phone.reads("It stands with your letter now")
    phone.reads("receipt.jpg")
    phone.press(".choice", "Answers and promises only")
    phone.press(".button", "Keep this choice")
    phone.reads("Kept. You can choose again")
    phone.press(".public-links .chip", "Text and colours")
    phone.press(".choice", "Dark")
    phone.press(".choice", "Very large")
    phone.press(".button.primary", "Read like this")
    wait_for(
        "the dark page",
        lambda: phone.run("document.querySelector('html[data-reading-size=larger]') !== null") or None,
    )
    keep(phone, "walk-dark-and-large")
    assert phone.run(WIDE) == WIDTH


@pytest.mark.django_db(transaction=True)
def test_customer_says_that_it_is_settled_and_finds_all_letters(
    phone: OldPhone, live_server: LiveServer
) -> None:
    case = given_answered_case()
    tomas = worker("Tomas Vell").actor
    for promise in case.promises.filter(state="due"):
        keep_promise(promise_id=promise.pk, words="", by=tomas, at=LATER_THAT_DAY)
    close_case(case_id=case.pk, outcome="settled", words="", by=tomas, at=LATER_THAT_DAY)
    phone.open(f"{live_server.url}/c/{new_link(case=case, sent_to=MAREN, at=LATER_THAT_DAY)}/")
    phone.press(".button", "Yes, it is settled")
    phone.reads("You said that it is settled")
    case.refresh_from_db()
    assert case.outcome_confirmed_at

    phone.press("a", "All your letters to us")
    phone.write("#email", MAREN)
    phone.press(".button.primary", "Send me the link")
    phone.reads("a mail with the link is on its way there")
    clock.shift_to(LATER_THAT_DAY + timedelta(minutes=10))  # one mail in five minutes
    phone.open(live_server.url + mailed_link())
    phone.press(".button.primary", "Open my letters")
    phone.reads(case.title)
    keep(phone, "walk-letters")
    phone.press(".doors .button", "Open")
    phone.reads("What you asked")
