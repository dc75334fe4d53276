"""An agent's morning by keyboard alone: letters of the demo are taken, answered point by point and sent."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hands import Hands, at_the_keyboard
from playwright.sync_api import Page, expect
from test_the_rider import sign_in
from town import Town, wait_for

from presszero.demo.mails import mail_of
from presszero.demo.papers import Letter, letter_named, moment

pytestmark = pytest.mark.walk
HERE = Path(__file__).parent
TABLE = HERE.parents[1] / "docs/background/keys-of-a-morning.md"
FIVE = ("fri-glove", "night-pram", "night-kiosk", "sun-umbrella", "z09-bike")
# What the check takes for a promise in these is told as it is: N says so.
ONLY_TOLD = {"fri-glove", "sun-umbrella", "z02-first-bus", "z07-taxi-rule"}
NOON = moment("Sun 13:00")


def replies() -> dict[str, str]:
    """Return what is written to each letter of the morning, by the letter's name."""
    parts = re.split(r"^== (\S+)\n", (HERE / "morning.txt").read_text(encoding="utf-8"), flags=re.MULTILINE)
    told = zip(parts[1::2], parts[2::2], strict=True)
    # The greeting stands in the reply already.
    return {name: re.sub(r"\A[^\n]+,\n\n", "", words.strip()) for name, words in told}


def most_keys() -> dict[str, int]:
    """Return how many keys the docs allow for each letter."""
    rows = re.findall(
        r"^\| `([\w-]+)` \|.*\| \d+ \| (\d+) \|$", TABLE.read_text(encoding="utf-8"), re.MULTILINE
    )
    return {name: int(keys) for name, keys in rows}


def most_in_all() -> int:
    found = re.search(r"together at most (\d+)", TABLE.read_text(encoding="utf-8"))
    assert found
    return int(found[1])


def deliver(town: Town, names: list[str]) -> None:
    for name in names:
        letter = letter_named(name)
        town.post(mail_of(letter, letter.arrives_at or NOON), sender=letter.sender, to=letter.to)
    wait_for("every letter being a case", lambda: _count(town) == len(names), patience_seconds=240)


def _count(town: Town) -> int:
    return int(town.rows("SELECT count(*) FROM cases_case WHERE taken_at IS NULL")[0][0])


def letter_on(page: Page, town: Town) -> Letter:
    """Return which of the demo's letters stands on the screen."""
    case_id = page.locator("#main").get_attribute("data-case")
    query = "SELECT message_id FROM cases_contact WHERE case_id = %s AND direction = 'in'"
    name = town.rows(query, int(case_id or 0))[0][0].strip("<>").partition("@")[0]
    return letter_named(name)


def answer(hands: Hands, words: str, *, only_told: bool = False) -> None:
    """Answer the letter on the screen: write, settle what is open, send and go on."""
    page = hands.page
    expect(page.locator("#body")).to_be_editable()
    hands.press("r")
    hands.write(words)
    hands.look()  # The words make the field grow, and what stands below it goes down with it.
    wait_for("the check", lambda: page.evaluate("PressZero.draft.isChecked()"))
    hands.moved += hands.look()  # Nothing else may move by itself.
    hands.press("Escape")
    settle_points(hands)
    settle_pledges(hands, *(["n"] if only_told else ["p", "Enter"]))
    expect(page.locator("#part-send [data-do=send]")).not_to_have_attribute("aria-disabled", "true")
    here = page.url
    hands.press("Control+Shift+Enter")
    page.wait_for_url(lambda url: url != here)


def settle_points(hands: Hands) -> None:
    """A for a point with a sentence proposed, as its figure in the reply shows; else O promises an answer."""
    page = hands.page
    for _ in range(page.locator('.ledger > li[data-state="open"]').count()):
        number = page.locator(".ledger > li.now").get_attribute("data-point")
        point = page.locator(f"#point-{number}")
        if page.locator(".mirror .point.proposed", has_text=re.compile(f"^{number}$")).count():
            hands.press("a")
            expect(point).to_have_attribute("data-state", "answered")
        else:
            hands.press("o", "Enter")
            expect(point).to_have_attribute("data-state", "promised")


def settle_pledges(hands: Hands, *keys: str) -> None:
    page = hands.page
    pledges = page.locator(".pledge-form")
    while left := pledges.count():
        hands.press(*keys)
        expect(pledges).to_have_count(left - 1)


def morning(town: Town, page: Page, count: int) -> tuple[dict[str, list[str]], Hands]:
    """Return the keys that each letter took, and the hands that pressed them."""
    words = replies()
    hands = at_the_keyboard(page)
    page.goto(f"{town.url}/desk/")
    hands.press("g")
    page.wait_for_url("**/desk/cases/**")
    taken: dict[str, list[str]] = {}
    for _ in range(count):
        letter = letter_on(page, town)
        answer(hands, words[letter.name], only_told=letter.name in ONLY_TOLD)
        taken[letter.name] = hands.begin()
    return taken, hands


@pytest.mark.parametrize("names", [FIVE, pytest.param(None, marks=pytest.mark.long)], ids=["five", "forty"])
def test_letters_are_answered_by_keyboard_alone_within_their_keys(
    names: tuple[str, ...] | None,
    town: Town,
    visit: Callable[..., Page],
    picture: Callable[[Page, str], None],
) -> None:
    chosen = list(names or replies())
    deliver(town, chosen)
    page = visit("/demo/")
    sign_in(page, "Tomas Vell")
    taken, hands = morning(town, page, len(chosen))
    for name, keys in taken.items():
        print(f"| `{name}` | {' '.join(keys)} | {len(keys)} |")
    assert set(taken) == set(chosen)
    most = most_keys()
    assert {name: keys for name, keys in taken.items() if len(keys) > most[name]} == {}
    assert names or sum(map(len, taken.values())) <= most_in_all()
    assert hands.moved == []
    picture(page, "morning-done")
    town.shift_clock(11)  # the ten seconds in which each could be taken back
    wait_for("every reply having left", lambda: sent(town) == len(chosen))


def sent(town: Town) -> int:
    return int(town.rows("SELECT count(*) FROM cases_contact WHERE kind = 'reply'")[0][0])


def test_the_table_of_keys_tells_every_letter_of_the_morning() -> None:
    assert list(most_keys()) == list(replies())
