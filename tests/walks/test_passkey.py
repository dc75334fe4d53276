"""A passkey, made and shown in a real browser with an authenticator of its own; and a phone's app with codes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.hashers import make_password
from playwright.sync_api import Browser, Page, expect
from test_the_rider import sign_in
from town import Town

pytestmark = [pytest.mark.walk, pytest.mark.long]
PASSWORD = "the tide tables of 1974"
INTERNAL = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(browser: Browser, town: Town) -> Iterator[Page]:
    """A browser at a name: passkeys belong to one, never to a bare number."""
    context = browser.new_context(
        base_url=town.url.replace("127.0.0.1", "localhost"), viewport={"width": 1440, "height": 900}
    )
    page, wrong = context.new_page(), []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    context.close()
    assert wrong == []


def test_passkey_signs_in_alone(page: Page, picture: Callable[[Page, str], None]) -> None:
    authenticator = page.context.new_cdp_session(page)
    authenticator.send("WebAuthn.enable")
    made = authenticator.send("WebAuthn.addVirtualAuthenticator", {"options": INTERNAL})
    page.goto("/demo/")
    sign_in(page, "Noor Halvane")
    page.goto("/office/sign-in/")
    picture(page, "sign-in-none")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("What you call it").fill("Noor’s laptop")
    picture(page, "passkey")
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    picture(page, "recovery-codes")
    page.get_by_role("link", name="I have them").click()
    expect(page.get_by_text("Noor’s laptop", exact=True)).to_be_visible()
    page.get_by_role("link", name="Add an app with codes").click()
    expect(page.get_by_label("Or type this key there")).to_be_visible()
    picture(page, "app-with-codes")
    page.goto("/office/sign-in/")
    picture(page, "sign-in")

    page.goto("/account/logout/")
    page.get_by_role("button", name="Sign out").click()
    page.goto("/account/login/")
    picture(page, "login")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/desk/**")
    credentials = authenticator.send("WebAuthn.getCredentials", {"authenticatorId": made["authenticatorId"]})
    assert [one["signCount"] for one in credentials["credentials"]] == [2]

    page.goto("/account/logout/")
    page.get_by_role("button", name="Sign out").click()
    authenticator.send(
        "WebAuthn.setUserVerified", {"authenticatorId": made["authenticatorId"], "isUserVerified": False}
    )
    page.goto("/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("No passkey was shown.")).to_be_visible()
    assert page.url.endswith("/account/login/")


def test_passkey_is_the_second_step_after_the_password(
    page: Page, town: Town, picture: Callable[[Page, str], None]
) -> None:
    authenticator = page.context.new_cdp_session(page)
    authenticator.send("WebAuthn.enable")
    made = authenticator.send("WebAuthn.addVirtualAuthenticator", {"options": INTERNAL})
    page.goto("/demo/")
    sign_in(page, "Noor Halvane")
    page.goto("/office/sign-in/")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("What you call it").fill("Noor’s laptop")
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.goto("/account/logout/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/")

    town.rows_changed(
        "UPDATE organisation_worker SET password = %s WHERE name = 'Noor Halvane'", make_password(PASSWORD)
    )
    [(email,)] = town.rows("SELECT email FROM organisation_worker WHERE name = 'Noor Halvane'")
    page.goto("/account/login/")
    page.locator("[name=login]").fill(email)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/account/login/factor/")
    picture(page, "second-step")
    page.goto("/desk/")
    assert "/account/login/" in page.url  # the password alone opens nothing
    page.goto("/account/login/factor/")
    page.get_by_role("button", name="Show a passkey").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/**")
    credentials = authenticator.send("WebAuthn.getCredentials", {"authenticatorId": made["authenticatorId"]})
    assert [one["signCount"] for one in credentials["credentials"]] == [2]
