"""The caller, by chat: asked once, led to a person, and the person has all of it before the first word."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from installation import whole_record
from playwright.sync_api import Locator, Page, expect
from test_the_rider import sign_in
from town import Town, wait_for

pytestmark = pytest.mark.walk
WHAT = "41.50 was taken from my card on Saturday. Please refund it."


def writes(page: Page, words: str) -> None:
    page.get_by_label("Your message").fill(words)
    page.get_by_label("Your message").press("Enter")


def log_of(page: Page) -> Locator:
    return page.get_by_role("log", name="Chat with us")


def types_until_seen(field: Locator, words: str, seen: Locator) -> None:
    """Write, and go on at the keys until the other side is told; that one types is news of a moment, told once."""
    field.press_sequentially(words)

    def is_told() -> bool:
        if seen.is_visible() and "is typing" in seen.inner_text():
            return True
        field.press_sequentially("x", delay=200)
        field.press("Backspace")
        return False

    wait_for("the other side being told of the typing", is_told)


def test_what_was_entered_stands_on_the_agents_screen_and_is_never_asked_again(
    town: Town, visit: Callable[..., Page], picture: Callable[[Page, str], None]
) -> None:
    customer = visit()
    picture(customer, "chat-home")
    opener = customer.get_by_role("button", name="Chat with us")
    opener.focus()
    customer.keyboard.press("Enter")
    expect(customer.get_by_label("Your message")).to_be_focused()
    expect(log_of(customer)).to_contain_text("For a person, press 0.")
    picture(customer, "chat-begun")

    writes(customer, "I was chraged twice")
    expect(log_of(customer)).to_contain_text("Write the number of your card")
    writes(customer, "1234 5678")
    expect(log_of(customer)).to_contain_text("What was charged, and when?")
    writes(customer, WHAT)
    expect(log_of(customer)).to_contain_text("I am passing you on to a person.")
    expect(log_of(customer)).to_contain_text("A person of Transit has your words")

    # The agent sees the case come in, and all that was entered before they write a word.
    agent = visit("/demo/")
    sign_in(agent, "Tomas Vell")
    reference = town.rows("SELECT reference FROM cases_case ORDER BY id DESC LIMIT 1")[0][0]
    agent.goto(town.url + f"/desk/cases/{town.rows('SELECT id FROM cases_case')[0][0]}/")
    handed = agent.get_by_role("region", name="led them to a person")
    expect(handed).to_contain_text("Given already: do not ask again")
    expect(handed).to_contain_text("12345678")
    expect(handed).to_contain_text(WHAT)
    expect(agent.locator("#part-letter")).to_contain_text("I was chraged twice")
    expect(agent.locator("#part-ledger")).to_contain_text("refund it")
    expect(log_of(customer)).to_contain_text(f"Your reference: {reference}")
    picture(agent, "chat-asked-desk")

    agent.get_by_role("button", name="Join the chat").click()
    expect(log_of(customer)).to_contain_text("Tomas Vell has joined you.")
    expect(agent.get_by_label("Write in the chat")).to_be_focused()

    # Both see the other type, and neither loses what they are writing.
    types_until_seen(customer.get_by_label("Your message"), "It is", agent.locator("#chat-typing"))
    types_until_seen(
        agent.get_by_label("Write in the chat"), "Good morning,", customer.locator("presszero-chat .typing")
    )
    customer.get_by_label("Your message").press_sequentially(" the blue one.")
    customer.get_by_label("Your message").press("Enter")
    expect(agent.locator(".chat-log")).to_contain_text("It is the blue one.")
    expect(agent.get_by_label("Write in the chat")).to_have_value("Good morning,")

    agent.get_by_label("1. Refund it").check()
    agent.get_by_label("Write in the chat").press_sequentially(" it is refunded in full, 41.50.")
    agent.get_by_label("Write in the chat").press("Enter")
    expect(log_of(customer)).to_contain_text("Good morning, it is refunded in full, 41.50.")
    expect(agent.locator("#part-ledger .answered").first).to_be_visible()
    picture(agent, "chat-live-desk")
    picture(customer, "chat-live")

    # A reload loses nothing, and the case is asked for by no number.
    customer.reload()
    customer.get_by_role("button", name="Chat with us").click()
    expect(log_of(customer)).to_contain_text("Good morning, it is refunded in full, 41.50.")
    expect(log_of(customer).get_by_text("It is the blue one.")).to_have_count(1)

    agent.get_by_role("button", name="Leave the chat").click()
    expect(log_of(customer)).to_contain_text("Tomas Vell has left the chat.")
    agent.locator("summary", has_text="Close case").first.click()
    agent.get_by_role("button", name="Close case").last.click()
    wait_for("the case being closed", lambda: town.rows("SELECT 1 FROM cases_case WHERE state = 'closed'"))
    assert town.relay.taken == []
    wait_for("the record sealed", lambda: whole_record(town))
    assert town.log_holds(["chraged", "12345678", "41.50", "blue one"]) == []
