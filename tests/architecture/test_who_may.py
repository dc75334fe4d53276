"""One readable table says who may do what, and every way in asks it."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path
from ninja import NinjaAPI
from tests.architecture.doors import every_door, every_pattern

from presszero.api.api import api
from presszero.api.routes import PressZeroAPI
from presszero.organisation.models import Role
from presszero.organisation.permissions import MAY
from presszero.ui.default_deny import DoorWithoutAGuard, is_guarded, needs


def _forgotten(request: HttpRequest) -> HttpResponse:
    return HttpResponse("secrets")


urlpatterns = [path("forgotten/", _forgotten)]


def test_every_view_says_who_may_come_in() -> None:
    assert [name for name, _, pattern in every_pattern() if not is_guarded(pattern.callback)] == []


@override_settings(ROOT_URLCONF="tests.architecture.test_who_may")
def test_view_that_says_nothing_is_closed_to_all() -> None:
    assert Client(raise_request_exception=False).get("/forgotten/").status_code == 403


def test_act_that_is_not_in_the_table_stops_the_start() -> None:
    with pytest.raises(KeyError):
        needs("do as one likes", _forgotten)


def test_operation_without_an_act_stops_the_start() -> None:
    careless = PressZeroAPI(title="x", urls_namespace="careless")
    careless.get("/open/")(_forgotten)
    with pytest.raises(DoorWithoutAGuard, match="open"):
        careless.urls  # noqa: B018


def test_operations_of_any_other_api_are_closed_to_all() -> None:
    other = NinjaAPI(urls_namespace="other")
    other.get("/open/")(_forgotten)
    assert [str(one.pattern) for one in other.urls[0] if is_guarded(one.callback)] == []


def test_every_act_of_the_table_opens_something_and_no_door_asks_for_another() -> None:
    assert {door.act for door in every_door() if door.act} == set(MAY)


def test_table_is_readable() -> None:
    assert all(act == act.lower() and " " in act and who for act, who in MAY.items())
    assert {role for who in MAY.values() for role in who} == set(Role)


def test_every_screen_with_an_act_has_its_operation_at_the_same_address_with_the_same_act() -> None:
    operations = {door.address.removeprefix("/api/v1"): door for door in every_door() if door.face == "api"}
    pages = {
        door.address: door for door in every_door() if door.face == "page" and door.name not in _ONLY_SCREENS
    }
    without = []
    for address, page in pages.items():
        machine = operations.get(address.removeprefix("/desk").removeprefix("/office"))
        if machine is None or machine.act != page.act:
            without.append(f"{page.name} at {address}")
    assert without == [], "Each act that has a screen has its operation in the API."


# Other views of what an operation answers, the doors' own sign-in, and the two with another address:
# the inbox is /cases/, the web form is /contacts/.
_ONLY_SCREENS = {
    "home",
    "desk:inbox",
    "desk:preview",
    "office:letter_page",
    "office:office",  # leads to the first place one may enter
    "desk:more",
    "desk:parts",
    "desk:asked",
    "desk:promise_feed_file",  # itself for machines: a calendar program reads it
    "write",
    "chat",
    "set_language",
    "reading",  # kept in the reader's own browser
    "one_click",  # itself for machines: RFC 8058
    "own_case",
    "own_close",
    "page_download",
    "doors",
    "demo_sign_in",
    "post_office",
    "begin",
    "invitation",
    "account_login",
    "account_logout",
    "account_inactive",
    "account_signup",
    "account_reauthenticate",
    "account_reset_password",
    # Ceremonies of a browser, for which the password is asked once more: a key to the API must not loosen a sign-in.
    "office:factor_remove",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_add_webauthn",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "openid_connect_login",
    "openid_connect_callback",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
    "api:openapi-json",
    "api:api-root",
}


def test_api_is_one() -> None:
    assert len({one.name for one in api.operations()}) == len(list(api.operations()))
