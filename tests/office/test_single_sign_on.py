"""Single sign-on by a provider that runs beside the test: for colleagues, and nobody else."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from tests.cast import given_town, recorded
from tests.office.provider import CLIENT, SECRET, Provider, running_provider

from presszero.config.given import BadSetting
from presszero.config.single_sign_on import SingleSignOn, single_sign_on
from presszero.organisation.models import Worker

pytestmark = pytest.mark.django_db
TOMAS = {"sub": "t-7", "email": "tomas.vell@portlumen.example", "email_verified": True, "name": "Tomas Vell"}


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    with running_provider() as running:
        told = SingleSignOn(url=running.url, client=CLIENT, secret=SECRET, name="Lumen ID")
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": {"APPS": [told.provider()], "OAUTH_PKCE_ENABLED": True}
        }
        yield running


def go(client: Client, *, meddle: str = "") -> Any:
    """Ask for single sign-on, be sent to the provider and back; return the last answer."""
    sent = client.get("/account/single-sign-on/house/")
    assert sent.status_code == 302
    there = urlsplit(sent["Location"])
    door = http.client.HTTPConnection(there.netloc)
    door.request("GET", f"{there.path}?{there.query}")
    back = urlsplit(door.getresponse().headers["Location"])
    door.close()
    assert back.path == "/account/single-sign-on/house/back/"
    query = back.query.replace("state=", f"state={meddle}") if meddle else back.query
    return client.get(f"{back.path}?{query}")


def who(client: Client) -> str:
    return str(client.session.get("_auth_user_id", ""))


def given_person(provider: Provider, **more: Any) -> None:
    town = given_town()
    provider.person = TOMAS | {"email": town.tomas.email} | more


@pytest.mark.django_db(transaction=True)  # as it is outside: nothing holds a transaction around the answer
def test_colleague_whose_address_the_provider_proved_is_in(provider: Provider) -> None:
    given_person(provider)
    client = Client()
    answer = go(client)
    assert answer.status_code == 302 and answer["Location"] == "/desk/"
    assert SocialAccount.objects.get().uid == "t-7" and str(SocialAccount.objects.get().user_id) == who(
        client
    )
    assert "single_sign_on.joined" in recorded()
    assert provider.asked[0]["code_challenge_method"] == "S256"


def test_once_joined_the_providers_name_decides_not_the_address(provider: Provider) -> None:
    town = given_town()
    provider.person = TOMAS | {"email": town.tomas.email}
    go(Client())
    provider.person = TOMAS | {"email": town.noor.email}
    client = Client()
    go(client)
    assert who(client) == str(town.tomas.pk)
    assert recorded().count("single_sign_on.joined") == 1


@pytest.mark.parametrize(
    "person",
    [
        {"email": "stranger@elsewhere.example"},
        {"email_verified": False},
        {"email_verified": "true"},
        {"email": ""},
    ],
)
def test_who_is_no_colleague_or_not_proved_stays_out(provider: Provider, person: dict[str, Any]) -> None:
    given_person(provider, **person)
    client = Client()
    answer = go(client)
    assert who(client) == "" and "By invitation" in answer.content.decode()
    assert not SocialAccount.objects.exists()


def test_ended_access_stays_ended(provider: Provider) -> None:
    town = given_town()
    provider.person = TOMAS | {"email": town.tomas.email}
    go(Client())
    town.tomas.is_active = False
    town.tomas.save()
    client = Client()
    go(client)
    assert who(client) == ""


def test_provider_joins_nobody_whose_access_has_ended(provider: Provider) -> None:
    given_person(provider)
    Worker.objects.filter(email=provider.person["email"]).update(is_active=False)
    client = Client()
    go(client)
    assert who(client) == ""
    assert not SocialAccount.objects.exists()


def test_provider_joins_no_bot(provider: Provider) -> None:
    given_person(provider)
    Worker.objects.filter(email=provider.person["email"]).update(kind=Worker.Kind.BOT)
    client = Client()
    go(client)
    assert who(client) == "" and not SocialAccount.objects.exists()


def test_answer_to_a_question_nobody_asked_lets_nobody_in(provider: Provider) -> None:
    given_person(provider)
    client = Client()
    answer = go(client, meddle="x")
    assert who(client) == "" and "You are not signed in" in answer.content.decode()


def test_provider_that_sends_us_elsewhere_is_not_followed(provider: Provider) -> None:
    given_person(provider)
    provider.has_moved = True
    client = Client()
    answer = go(client)
    assert who(client) == "" and "You are not signed in" in answer.content.decode()


def test_who_leaves_at_the_provider_may_try_again(provider: Provider) -> None:
    given_town()
    client = Client()
    answer = go(client)
    assert answer["Location"] == "/account/single-sign-on-left/"
    assert "You left before" in client.get(answer["Location"]).content.decode()


def test_second_factor_is_asked_for_after_the_provider_too(provider: Provider) -> None:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    town = given_town()
    TOTP.activate(town.tomas, generate_totp_secret())
    provider.person = TOMAS | {"email": town.tomas.email}
    client = Client()
    assert go(client)["Location"] == "/account/login/factor/" and who(client) == ""


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"PRESSZERO_OIDC_URL": "https://id.example.org"}, "PRESSZERO_OIDC_CLIENT is missing"),
        (
            {
                "PRESSZERO_OIDC_URL": "http://id.example.org",
                "PRESSZERO_OIDC_CLIENT": "c",
                "PRESSZERO_OIDC_SECRET": "s",
            },
            "write https://",
        ),
    ],
)
def test_half_a_provider_is_told_at_start(given: dict[str, str], says: str) -> None:
    with pytest.raises(BadSetting, match=says):
        single_sign_on(given)


def test_without_a_provider_there_is_no_such_page() -> None:
    given_town()
    assert Client().get("/account/single-sign-on/house/").status_code == 404
    assert "single-sign-on" not in Client().get("/account/login/").content.decode()
