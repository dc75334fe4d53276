"""An address is tested through the real door, and a colleague comes in by the link that was mailed to them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from test_the_rider import sign_in
from town import Relay, Town, wait_for

pytestmark = [pytest.mark.walk, pytest.mark.long]


class RelayThatReturns(Relay):
    """A mail server that brings mail for the town back to the town's own door, as the world's would."""

    bring_back: Callable[[bytes, str], None] = staticmethod(lambda raw, sender: None)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        answer = await super().handle_DATA(server, session, envelope)
        if any(to.endswith("@portlumen.example") for to in envelope.rcpt_tos):
            self.bring_back(bytes(envelope.content), envelope.mail_from)
        return answer


@pytest.fixture
def relay() -> Relay:
    relay = RelayThatReturns()
    relay.start()
    return relay


def test_test_letter_makes_the_round_and_an_invitation_lets_in(
    town: Town, relay: RelayThatReturns, visit: Callable[..., Page], picture: Callable[[Page, str], None]
) -> None:
    relay.bring_back = lambda raw, sender: town.post(raw, sender=sender)
    page = visit("/demo/")
    sign_in(page, "Noor Halvane")
    page.goto(f"{town.url}/office/addresses/")
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile("Send a test.*transit@")).click()

    def came_back() -> bool:
        page.reload()
        return page.get_by_text("came back").count() > 0

    wait_for("the test letter coming back", came_back)
    picture(page, "addresses")
    assert town.rows("SELECT state FROM email_arrival WHERE state = 'test'") == [("test",)]

    page.goto(f"{town.url}/office/people/")
    page.get_by_label("Name").fill("Ben Okoro")
    page.get_by_label("Email address").fill("ben@bus.example")
    page.get_by_role("button", name="Invite").click()
    expect(page.get_by_text("It is on its way to ben@bus.example.")).to_be_visible()
    picture(page, "invited")
    mail = wait_for(
        "the invitation", lambda: next((one for one in relay.taken if "ben@" in str(one["To"])), None)
    )
    body = mail.get_body(("plain",))
    assert body is not None
    link = re.search(r"https?://[^/]+(/account/invitation/\w+/)", body.get_content())
    assert link
    theirs = visit(town.url + link[1])
    theirs.get_by_label("Password").fill("nine herons by the pier")
    theirs.keyboard.press("Enter")
    expect(theirs).to_have_url(re.compile(f"{town.url}/desk/"))
    again = visit(link[1])
    expect(again.get_by_text("This invitation was used, withdrawn")).to_be_visible()
