"""Settings: what is read, what is refused, where state lives."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

import presszero
from presszero.config.addresses import (
    SETTINGS,
    Addresses,
    BadSetting,
    Endpoint,
    RelayTerms,
    default_home,
    django_database,
    from_environment,
    kept_secret,
)
from presszero.config.sealing import SignIn


def test_empty_environment_gives_the_defaults() -> None:
    found = from_environment({})
    assert (found.purpose, found.port, found.smtp_port, found.host) == ("production", 8000, 2525, "127.0.0.1")
    assert found.relay is None and found.database_url is None and found.lmtp_port is None
    assert found.public_url == "http://127.0.0.1:8000"
    assert found.home == default_home("production", {})


def test_every_setting_is_read() -> None:
    found = from_environment(
        {
            "PRESSZERO_HOME": "/srv/pz",
            "PRESSZERO_PURPOSE": "test",
            "DATABASE_URL": "postgresql://a:b@db/pz",
            "PRESSZERO_HOST": "::1",
            "PRESSZERO_PORT": "8080",
            "PRESSZERO_SMTP_PORT": "25",
            "PRESSZERO_LMTP_PORT": "24",
            "PRESSZERO_RELAY": "[::1]:587",
            "PRESSZERO_MAIL_DOMAIN": "Help.Lumen.Example",
            "PRESSZERO_TRUSTED_RELAYS": "mx.lumen.example, MX2.lumen.example",
            "PRESSZERO_RESOLVER": "127.0.0.1:5353",
            "PRESSZERO_SECRET_KEY": "k" * 32,
            "PRESSZERO_FAIL_AT": "after-commit",
        }
    )
    assert found == Addresses(
        home=Path("/srv/pz"),
        purpose="test",
        database_url="postgresql://a:b@db/pz",
        host="::1",
        port=8080,
        smtp_port=25,
        lmtp_port=24,
        relay=Endpoint("::1", 587),
        mail_domain="help.lumen.example",
        public_url="http://[::1]:8080",
        trusted_relays=("mx.lumen.example", "mx2.lumen.example"),
        resolver=Endpoint("127.0.0.1", 5353),
        given_secret_key="k" * 32,
        fail_at="after-commit",
    )


def test_every_setting_named_in_the_code_is_in_the_reference_table() -> None:
    product = Path(presszero.__file__).parent
    named = set(
        re.findall(
            r'"(PRESSZERO_[A-Z_]+|DATABASE_URL)"', " ".join(map(Path.read_text, product.rglob("*.py")))
        )
    )
    assert named == {setting.name for setting in SETTINGS}
    assert all(setting.meaning.endswith(".") and setting.default for setting in SETTINGS)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PRESSZERO_PURPOSE", "prod"),
        ("PRESSZERO_PORT", "65536"),
        ("PRESSZERO_PORT", "-1"),
        ("PRESSZERO_PORT", "eight"),
        ("PRESSZERO_PORT", "²"),
        ("PRESSZERO_RELAY", "mail.example.org"),
        ("PRESSZERO_RELAY", "mail.example.org:0"),
        ("PRESSZERO_RESOLVER", "nowhere"),
        ("PRESSZERO_PUBLIC_URL", "help.example.org"),
        ("PRESSZERO_PUBLIC_URL", "https://help.example.org/path"),
        ("PRESSZERO_MAIL_DOMAIN", "a@b"),
        ("DATABASE_URL", "sqlite:///x"),
        ("DATABASE_URL", "postgresql://host"),
        ("PRESSZERO_SECRET_KEY", "short"),
        ("PRESSZERO_FAIL_AT", "after-commit"),
    ],
)
def test_bad_value_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=name):
        from_environment({name: value})


@pytest.mark.parametrize("name", ["DATABASE_URL", "PRESSZERO_SECRET_KEY"])
def test_refusal_never_shows_a_secret(name: str) -> None:
    with pytest.raises(BadSetting) as refusal:
        from_environment({name: "hidden:Pw@x"})
    assert "Pw" not in str(refusal.value)


def test_purposes_live_in_different_folders() -> None:
    homes = {default_home(purpose, {"HOME": "/home/ada"}) for purpose in ("production", "demo", "test")}
    assert len(homes) == 3


def test_root_keeps_state_outside_closed_homes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert default_home("demo", {"HOME": "/root"}).parent == Path("/var/lib/presszero")


def test_anyone_else_keeps_state_in_their_data_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert default_home("demo", {"HOME": "/home/ada"}).parent == Path("/home/ada/.local/share/presszero")
    assert default_home("demo", {"XDG_DATA_HOME": "/data"}).parent == Path("/data/presszero")


def test_secret_is_made_once_and_closed_to_others(tmp_path: Path) -> None:
    first = kept_secret(tmp_path / "home")
    assert first == kept_secret(tmp_path / "home") and len(first) >= 32
    assert stat.S_IMODE((tmp_path / "home" / "secret").stat().st_mode) == 0o600
    assert {path.name for path in (tmp_path / "home").iterdir()} == {"secret", "run"}


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1)


@given(NAMES, NAMES, NAMES)
def test_any_name_and_password_reach_django_unchanged(user: str, password: str, name: str) -> None:
    url = f"postgresql://{quote(user, safe='')}:{quote(password, safe='')}@h:5/{quote(name, safe='')}"
    found = django_database(url)
    assert (found["USER"], found["PASSWORD"], found["NAME"]) == (user, password, name)


def test_socket_folder_in_the_query_is_the_host() -> None:
    found = django_database("postgresql://a:b@/pz?host=%2Frun%2Fpz&port=5432&sslmode=require")
    assert (found["HOST"], found["PORT"], found["OPTIONS"]) == ("/run/pz", "5432", {"sslmode": "require"})


@pytest.fixture
def password_file(tmp_path: Path) -> Path:
    file = tmp_path / "password"
    file.write_text("a key to the relay\n")
    return file


def test_sign_in_at_the_relay_is_sealed_and_checked_unless_told_otherwise(password_file: Path) -> None:
    terms = from_environment(
        {"PRESSZERO_RELAY_USER": "pz", "PRESSZERO_RELAY_PASSWORD_FILE": str(password_file)}
    ).relay_terms
    assert (terms.tls, terms.authority, terms.checked) == ("starttls", None, True)
    assert terms.sign_in == SignIn("pz", "a key to the relay")
    assert from_environment({}).relay_terms == RelayTerms("when-offered", None, True, None)


def test_relay_may_be_known_by_a_file_or_not_at_all(password_file: Path) -> None:
    by_file = from_environment({"PRESSZERO_RELAY_CA": str(password_file)}).relay_terms
    assert (by_file.authority, by_file.checked) == (password_file, True)
    unchecked = from_environment(
        {"PRESSZERO_RELAY_CA": "unchecked", "PRESSZERO_RELAY_TLS": "tls"}
    ).relay_terms
    assert (unchecked.authority, unchecked.checked, unchecked.tls) == (None, False, "tls")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"PRESSZERO_RELAY_USER": "pz"}, "wants PRESSZERO_RELAY_USER and one of"),
        ({"PRESSZERO_RELAY_PASSWORD": "hidden-word"}, "wants PRESSZERO_RELAY_USER and one of"),
        (
            {
                "PRESSZERO_RELAY_USER": "pz",
                "PRESSZERO_RELAY_PASSWORD": "hidden-word",
                "PRESSZERO_RELAY_TLS": "never",
            },
            "unsealed",
        ),
        (
            {
                "PRESSZERO_RELAY_USER": "pz",
                "PRESSZERO_RELAY_PASSWORD": "hidden-word",
                "PRESSZERO_RELAY_TLS": "when-offered",
            },
            "unsealed",
        ),
        ({"PRESSZERO_RELAY_USER": "pz", "PRESSZERO_RELAY_PASSWORD": "hidden-wörd"}, "plain ASCII"),
        ({"PRESSZERO_RELAY_TLS": "yes"}, "when-offered, starttls, tls, never"),
        ({"PRESSZERO_RELAY_USER": "pz", "PRESSZERO_RELAY_PASSWORD_FILE": "/nowhere/word"}, "No such file"),
        ({"PRESSZERO_SMTP_KEY": "/nowhere/key"}, "without PRESSZERO_SMTP_CERTIFICATE"),
        ({"PRESSZERO_SMTP_CERTIFICATE": "/nowhere/door.pem"}, "No such file"),
    ],
)
def test_seal_that_cannot_be_used_is_told_without_the_password(given: dict[str, str], told: str) -> None:
    with pytest.raises(BadSetting, match=told) as refused:
        from_environment(given)
    assert "hidden" not in refused.value.sentence


def test_no_printing_of_the_settings_shows_a_secret() -> None:
    found = from_environment(
        {
            "PRESSZERO_RELAY_USER": "pz",
            "PRESSZERO_RELAY_PASSWORD": "hidden-word",
            "PRESSZERO_SECRET_KEY": "hidden" * 6,
            "DATABASE_URL": "postgresql://pz:hidden-too@db/pz",
        }
    )
    assert "hidden" not in repr(found)
