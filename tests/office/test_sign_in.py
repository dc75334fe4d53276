"""Second factors, who needs one, where one is signed in, and a factor that was lost."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from django.test import Client
from tests.cast import PortLumen, given_town, recorded

from presszero.ground import clock
from presszero.organisation.models import Worker
from presszero.organisation.sign_in import require_factors

pytestmark = pytest.mark.django_db
Office = Callable[[Worker], Client]
PASSWORD = "nine herons by the pier"


@pytest.fixture
def town() -> PortLumen:
    town = given_town()
    for worker in (town.tomas, town.noor, town.piet):
        worker.set_password(PASSWORD)
        worker.save()
    return town


def sign_in(worker: Worker, *, password: str = PASSWORD, client: Client | None = None) -> tuple[Client, Any]:
    client = client or Client()
    return client, client.post("/account/login/", {"login": worker.email, "password": password})


def code_of(secret: str, *, steps: int = 0) -> str:
    """Return what an app shows for a secret, now or some half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def prove(client: Client, path: str) -> Any:
    """Open a page that asks for the password once more, and give it."""
    asked = client.get(path)
    if asked.status_code == 302 and "/reauthenticate/" in asked["Location"]:
        client.post(asked["Location"], {"password": PASSWORD})
        asked = client.get(path)
    return asked


def given_app(worker: Worker) -> tuple[str, list[str]]:
    """Let somebody set up an app with codes by the pages; return its secret and their recovery codes."""
    client, _answer = sign_in(worker)
    page = prove(client, "/account/factors/app/")
    secret = page.context["form"].secret
    done = client.post("/account/factors/app/", {"code": code_of(secret)}, follow=True)
    return secret, list(done.context["codes"])


def test_app_with_codes_is_set_up_asked_for_and_recorded(town: PortLumen) -> None:
    secret, codes = given_app(town.tomas)
    assert len(codes) == 10 and recorded().count("factor.added") == 2
    client, answer = sign_in(town.tomas)
    assert answer["Location"] == "/account/login/factor/"
    assert client.get("/desk/").status_code == 302
    wrong = client.post("/account/login/factor/", {"code": "000000"})
    assert wrong.status_code == 200 and client.get("/desk/").status_code == 302
    client.post("/account/login/factor/", {"code": code_of(secret, steps=1)})
    assert client.get("/desk/").status_code == 200


def test_code_that_was_used_is_used_up(town: PortLumen) -> None:
    secret, _codes = given_app(town.tomas)
    code = code_of(secret, steps=1)
    for expected in (200, 302):
        client, _answer = sign_in(town.tomas)
        client.post("/account/login/factor/", {"code": code})
        assert client.get("/desk/").status_code == expected


def test_recovery_code_lets_in_once_and_codes_are_shown_once(town: PortLumen) -> None:
    _secret, codes = given_app(town.tomas)
    for expected in (200, 302):
        client, _answer = sign_in(town.tomas)
        client.post("/account/login/factor/", {"code": codes[0]})
        assert client.get("/desk/").status_code == expected
    client, _answer = sign_in(town.tomas)
    client.post("/account/login/factor/", {"code": codes[1]})
    assert "8 codes are left" in client.get("/office/sign-in/").content.decode()
    assert codes[2] not in client.get("/account/factors/codes/", follow=True).content.decode()


def test_secret_of_the_app_stands_sealed_in_the_database(town: PortLumen) -> None:
    secret, codes = given_app(town.tomas)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept and codes[0] not in kept


def test_factor_is_neither_added_nor_removed_without_the_password_once_more(town: PortLumen) -> None:
    client, _answer = sign_in(town.tomas)
    assert "/reauthenticate/" in client.get("/account/factors/app/")["Location"]
    assert "/reauthenticate/" in client.get("/account/factors/passkey/")["Location"]
    given_app(town.noor)
    client, _answer = sign_in(town.noor)
    app = Authenticator.objects.get(type="totp")
    client.force_login(town.noor)
    assert "/reauthenticate/" in client.post(f"/office/sign-in/factors/{app.pk}/removal/")["Location"]
    assert Authenticator.objects.filter(type="totp").exists()


def test_nobody_takes_a_factor_from_somebody_else(town: PortLumen) -> None:
    given_app(town.noor)
    client = Client()
    client.force_login(town.tomas)
    client.post("/account/reauthenticate/?next=/office/sign-in/", {"password": PASSWORD})
    for factor in Authenticator.objects.filter(user=town.noor):
        assert client.post(f"/office/sign-in/factors/{factor.pk}/removal/").status_code == 404
    assert Authenticator.objects.filter(user=town.noor).count() == 2


def test_last_factor_goes_with_its_recovery_codes(town: PortLumen) -> None:
    given_app(town.tomas)
    client = Client()
    client.force_login(town.tomas)
    app = Authenticator.objects.get(type="totp")
    client.post("/account/reauthenticate/?next=/office/sign-in/", {"password": PASSWORD})
    client.post(f"/office/sign-in/factors/{app.pk}/removal/")
    assert not Authenticator.objects.exists()
    assert recorded().count("factor.removed") == 2


def test_role_that_needs_a_factor_sets_one_up_before_anything_else(
    town: PortLumen, in_the_office: Office
) -> None:
    client, _answer = sign_in(town.tomas)
    assert client.get("/desk/").status_code == 200
    in_the_office(town.noor).post("/office/sign-in/policy/", {"roles": ["agent"]})
    for path in ("/desk/", "/desk/day/", "/office/team/"):
        assert client.get(path)["Location"] == "/office/sign-in/"
    assert client.get("/api/v1/cases/").status_code == 403
    assert client.get("/desk/", headers={"HX-Request": "true"})["HX-Redirect"] == "/office/sign-in/"
    page = client.get("/office/sign-in/").content.decode()
    assert "One more step" in page
    secret = prove(client, "/account/factors/app/").context["form"].secret
    client.post("/account/factors/app/", {"code": code_of(secret)})
    assert client.get("/desk/").status_code == 200


def test_new_and_changed_colleagues_owe_what_their_role_owes(town: PortLumen, in_the_office: Office) -> None:
    require_factors(roles=["lead", "planner", "lead"], by=town.piet.actor, at=clock.now())
    assert not Worker.objects.get(pk=town.tomas.pk).factor_due
    form = {"name": "Tomas Vell", "role": "lead", "teams": [town.transit.pk], "language": "en"}
    in_the_office(town.piet).post(f"/office/people/{town.tomas.pk}/", form | {"languages": ["en"]})
    assert Worker.objects.get(pk=town.tomas.pk).factor_due


def test_lost_factors_are_reset_by_an_operator_and_every_place_is_left(
    town: PortLumen, in_the_office: Office
) -> None:
    secret, _codes = given_app(town.tomas)
    client, _answer = sign_in(town.tomas)
    client.post("/account/login/factor/", {"code": code_of(secret, steps=1)})
    reset = f"/office/people/{town.tomas.pk}/factors/reset/"
    assert in_the_office(town.noor).post(reset).status_code == 403
    own = f"/office/people/{town.piet.pk}/factors/reset/"
    assert in_the_office(town.piet).post(own).status_code in (400, 409, 422)
    in_the_office(town.piet).post(reset)
    assert recorded()[-1] == "factors.reset" and not Authenticator.objects.exists()
    assert client.get("/desk/")["Location"].startswith("/account/login/")
    again, answer = sign_in(town.tomas)
    assert answer["Location"] == "/desk/" and again.get("/desk/").status_code == 200


def test_one_signs_out_elsewhere_and_nobody_elses_places(town: PortLumen) -> None:
    here, _a = sign_in(town.tomas)
    there, _b = sign_in(town.tomas)
    theirs, _c = sign_in(town.noor)
    foreign = UserSession.objects.get(user=town.noor)
    assert here.post(f"/office/sign-in/sessions/{foreign.pk}/end/").status_code == 404
    assert here.get("/office/sign-in/").content.decode().count("Sign out: ") <= 2
    here.post("/office/sign-in/sessions/end/")
    assert there.get("/desk/").status_code == 302
    assert here.get("/desk/").status_code == 200 and theirs.get("/desk/").status_code == 200
    assert recorded()[-1] == "session.ended"


def test_ended_access_leaves_every_place(town: PortLumen, in_the_office: Office) -> None:
    client, _answer = sign_in(town.tomas)
    in_the_office(town.noor).post(f"/office/people/{town.tomas.pk}/access/", {"open": ""})
    assert client.get("/desk/").status_code == 302
    assert not UserSession.objects.filter(user=town.tomas).exists()


def test_guessing_is_slowed_for_one_address_and_says_the_same_for_strangers(town: PortLumen) -> None:
    said = []
    for email in (town.tomas.email, "nobody@elsewhere.example"):
        stranger = Worker(email=email)
        for _try in range(6):
            _client, answer = sign_in(stranger, password="wrong wrong wrong")
        said.append([str(one) for one in answer.context["form"].non_field_errors()])
    assert said[0] == said[1] and "Too many" in said[0][0]
    _client, answer = sign_in(town.tomas)
    assert answer.status_code == 200, "the right password is refused too, until the minutes are over"


def test_codes_are_not_to_be_guessed_either(town: PortLumen) -> None:
    secret, _codes = given_app(town.tomas)
    client, _answer = sign_in(town.tomas)
    for guess in range(6):
        client.post("/account/login/factor/", {"code": f"{guess:06}"})
    client.post("/account/login/factor/", {"code": code_of(secret, steps=1)})
    assert client.get("/desk/").status_code == 302


def test_session_gets_a_new_key_at_sign_in(town: PortLumen) -> None:
    client = Client()
    client.get("/account/login/")
    client.session.save()
    before = client.session.session_key
    sign_in(town.tomas, client=client)
    assert client.session.session_key != before


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        pytest.param("//evil.example/", marks=pytest.mark.long),
        pytest.param("/\\evil.example", marks=pytest.mark.long),
    ],
)
def test_sign_in_leads_to_our_own_pages_only(town: PortLumen, target: str) -> None:
    client = Client()
    form = {"login": town.tomas.email, "password": PASSWORD, "next": target}
    assert client.post("/account/login/", form)["Location"] == "/desk/"
