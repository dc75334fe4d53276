"""Where everything is: the one home of every setting, read from the environment. No Django here."""

from __future__ import annotations

import hashlib
import os
import secrets
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from presszero.config.given import BadSetting, Endpoint, Setting, endpoint
from presszero.config.sealing import (
    DOOR_SETTINGS,
    RELAY_SETTINGS,
    DoorCertificate,
    RelayTerms,
    door_certificate,
    relay_terms,
)
from presszero.config.single_sign_on import SSO_SETTINGS, SingleSignOn, single_sign_on

PURPOSES = ("production", "demo", "test")
SYSTEM_STATE = Path("/var/lib/presszero")


SETTINGS = (
    Setting(
        "PRESSZERO_HOME",
        "a folder of its own for each installation and purpose",
        "The state folder: database, secret, files, ready marks. Run as root it lies below "
        "/var/lib/presszero, for anyone else below $XDG_DATA_HOME/presszero or ~/.local/share/presszero.",
    ),
    Setting(
        "PRESSZERO_PURPOSE",
        "production",
        "What this installation is for: production, demo or test. Only demo and test may move the clock.",
    ),
    Setting(
        "DATABASE_URL",
        "none: the embedded server",
        "postgresql://user:password@host:port/name of any PostgreSQL from 15 on.",
    ),
    Setting("PRESSZERO_HOST", "127.0.0.1", "The address the front and the mail door listen on."),
    Setting(
        "PRESSZERO_PORT",
        "8000, or one from the system when 8000 is taken",
        "The port of the pages. 0 takes one from the system; a port named here is used or refused.",
    ),
    Setting(
        "PRESSZERO_SMTP_PORT",
        "2525, or one from the system when 2525 is taken",
        "The port where mail arrives. 0 takes one from the system; a port named here is used or refused.",
    ),
    Setting("PRESSZERO_LMTP_PORT", "none", "The port for a mail server of yours that delivers by LMTP."),
    *DOOR_SETTINGS,
    Setting(
        "PRESSZERO_RELAY",
        "none: nothing is sent, mails wait",
        "host:port of the SMTP server that takes outgoing mail.",
    ),
    *RELAY_SETTINGS,
    Setting(
        "PRESSZERO_POST_OFFICE",
        "no",
        "yes: the demo's own post office listens at PRESSZERO_RELAY and keeps what would have left. "
        "Only with the purpose demo.",
    ),
    Setting("PRESSZERO_MAIL_DOMAIN", "localhost", "The domain of reply addresses and Message-IDs."),
    Setting(
        "PRESSZERO_PUBLIC_URL",
        "http://host:port",
        "What customers type: the beginning of every link in a mail, without a path.",
    ),
    *SSO_SETTINGS,
    Setting(
        "PRESSZERO_MAILS_REQUIRED_BY_LAW",
        "none",
        "Kinds of mails, separated by commas, that the law obliges you to send whatever a customer chose: "
        "acknowledgement, reply, notice.",
    ),
    Setting(
        "PRESSZERO_TRUSTED_RELAYS",
        "none",
        "Names of relays, separated by commas, whose Authentication-Results headers are believed.",
    ),
    Setting(
        "PRESSZERO_TRUSTED_PEERS",
        "none; this machine itself is always believed by the mail door",
        "Addresses or networks, separated by commas, of your own proxies and mail relays: only from them are "
        "X-Forwarded headers and Authentication-Results believed.",
    ),
    Setting(
        "PRESSZERO_RESOLVER",
        "system",
        "host:port of the DNS server asked for DKIM keys; system for this machine's own; none asks nobody.",
    ),
    Setting(
        "PRESSZERO_SECRET_KEY",
        "made once and kept in the state folder",
        "Signs sessions and links: at least 32 characters, the same on every host of one installation.",
    ),
    Setting(
        "PRESSZERO_LOG",
        "info; warning in `presszero demo`",
        "How much the processes tell: info names each request by its route, warning only what went wrong.",
    ),
    Setting(
        "PRESSZERO_FIRST_PASSWORD",
        "asked for at the terminal",
        "The password `presszero begin` and `presszero worker` give the person they let in.",
    ),
    Setting(
        "PRESSZERO_FAIL_AT",
        "none",
        "The name of a fail point where the process ends itself. Only with the purpose test.",
    ),
)


@dataclass(frozen=True)
class Addresses:
    """Every setting of one installation; `SETTINGS` says what each means.

    port and smtp_port: 0 to 65535, 0 = from the system. lmtp_port: 1 to 65535 or None.
    resolver: "system", "none" or an Endpoint. public_url: without a slash at the end.
    """

    home: Path
    purpose: str = "production"
    database_url: str | None = field(default=None, repr=False)
    host: str = "127.0.0.1"
    port: int = 8000
    smtp_port: int = 2525
    lmtp_port: int | None = None
    relay: Endpoint | None = None
    relay_terms: RelayTerms = field(default_factory=RelayTerms)
    door_certificate: DoorCertificate | None = None
    post_office: bool = False
    mail_domain: str = "localhost"
    public_url: str = "http://127.0.0.1:8000"
    mails_required_by_law: tuple[str, ...] = ()
    trusted_relays: tuple[str, ...] = ()
    trusted_peers: tuple[str, ...] = ()
    resolver: Endpoint | str = "system"
    single_sign_on: SingleSignOn | None = None
    given_secret_key: str | None = field(default=None, repr=False)
    fail_at: str | None = None
    log: str = "info"

    @property
    def run_folder(self) -> Path:
        """Ready marks and what the running processes tell each other."""
        return self.home / "run"

    @property
    def secret_key(self) -> str:
        """The key given, or the one made once and kept in home/secret with mode 0600."""
        return self.given_secret_key or kept_secret(self.home)


def from_environment(environ: Mapping[str, str] = os.environ) -> Addresses:
    """Read every setting. An empty value counts as not given.

    Raises BadSetting: the value cannot be used.
    """
    given = {name: value for name, value in environ.items() if value}
    purpose = _purpose(given)
    host = given.get("PRESSZERO_HOST", "127.0.0.1")
    port = _port(given, "PRESSZERO_PORT", 8000)
    return Addresses(
        home=Path(given.get("PRESSZERO_HOME") or default_home(purpose, given)).absolute(),
        purpose=purpose,
        database_url=_database_url(given),
        host=host,
        port=port,
        smtp_port=_port(given, "PRESSZERO_SMTP_PORT", 2525),
        lmtp_port=_port(given, "PRESSZERO_LMTP_PORT", 0) or None,
        relay=endpoint("PRESSZERO_RELAY", given.get("PRESSZERO_RELAY")),
        relay_terms=relay_terms(given),
        door_certificate=door_certificate(given),
        post_office=purpose == "demo" and given.get("PRESSZERO_POST_OFFICE") == "yes",
        mail_domain=_mail_domain(given),
        public_url=_public_url(given) or page_address(host, port),
        mails_required_by_law=_mails_required(given),
        trusted_relays=_names(given.get("PRESSZERO_TRUSTED_RELAYS", "")),
        trusted_peers=_networks(given.get("PRESSZERO_TRUSTED_PEERS", "")),
        resolver=_resolver(given.get("PRESSZERO_RESOLVER", "system")),
        single_sign_on=single_sign_on(given),
        given_secret_key=_secret_key(given),
        fail_at=_fail_at(given, purpose),
        log=_log(given),
    )


def page_address(host: str, port: int) -> str:
    """Return http://host:port, with brackets around an IPv6 address."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def installation() -> Path:
    """Return the checkout this code runs from, or the Python environment it is installed in."""
    checkout = Path(__file__).resolve().parents[3]
    return checkout if (checkout / "pyproject.toml").is_file() else Path(sys.prefix).resolve()


def default_home(purpose: str, environ: Mapping[str, str]) -> Path:
    """Return the state folder of this installation and purpose; clones side by side get different ones.

    Root's lies outside any closed home, because the database runs as a system user of its own.
    """
    digest = hashlib.sha256(bytes(installation())).hexdigest()[:12]
    if os.geteuid() == 0:
        return SYSTEM_STATE / f"{digest}-{purpose}"
    data = environ.get("XDG_DATA_HOME") or Path(environ.get("HOME") or "~").expanduser() / ".local/share"
    return Path(data) / "presszero" / f"{digest}-{purpose}"


def make_home(home: Path) -> Path:
    """Make the state folder and its run folder where they are missing, and return the state folder.

    Nobody else may list it; root's can be passed through, so that the database's user reaches its data.
    """
    mode = 0o711 if os.geteuid() == 0 else 0o700
    for folder in (home, home / "run"):
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(mode)
    return home


def kept_secret(home: Path) -> str:
    """Return the secret in home/secret, made on first use; processes starting at once agree on one."""
    kept = make_home(home) / "secret"
    if not kept.exists():
        draft = home / f"secret.{os.getpid()}.{secrets.token_hex(4)}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48))
        try:
            os.link(draft, kept)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return kept.read_text().strip()


def django_database(url: str) -> dict[str, Any]:
    """Return a DATABASE_URL as the entry of Django's DATABASES: NAME, USER, PASSWORD, HOST, PORT, OPTIONS.

    A `host` in the query (a folder with a socket) is the HOST; the rest of the query are OPTIONS.
    """
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or query.pop("user", "")),
        "PASSWORD": unquote(parts.password or query.pop("password", "")),
        "HOST": query.pop("host", None) or parts.hostname or "",
        "PORT": query.pop("port", None) or str(parts.port or ""),
        "OPTIONS": query,
    }


def _purpose(given: Mapping[str, str]) -> str:
    purpose = given.get("PRESSZERO_PURPOSE", "production")
    if purpose not in PURPOSES:
        raise BadSetting(f"PRESSZERO_PURPOSE is {purpose!r}; write one of {', '.join(PURPOSES)}.")
    return purpose


def _port(given: Mapping[str, str], name: str, usual: int) -> int:
    words = given.get(name, str(usual))
    if not (words.isascii() and words.isdigit() and int(words) <= 65535):
        raise BadSetting(f"{name} is {words!r}; write a port from 1 to 65535, or 0 for one from the system.")
    return int(words)


def _resolver(words: str) -> Endpoint | str:
    if words in ("system", "none"):
        return words
    return endpoint("PRESSZERO_RESOLVER", words) or "system"


def _database_url(given: Mapping[str, str]) -> str | None:
    url = given.get("DATABASE_URL")
    if url and urlsplit(url).scheme not in ("postgresql", "postgres"):
        # The value may carry a password: it is never shown.
        raise BadSetting(
            "DATABASE_URL does not begin with postgresql://; PressZero keeps its rows in PostgreSQL only."
        )
    if url and not urlsplit(url).path.removeprefix("/"):
        raise BadSetting("DATABASE_URL names no database; write postgresql://user:password@host:port/name.")
    return url


def _mail_domain(given: Mapping[str, str]) -> str:
    domain = given.get("PRESSZERO_MAIL_DOMAIN", "localhost").lower()
    if "@" in domain or any(sign.isspace() for sign in domain):
        raise BadSetting(f"PRESSZERO_MAIL_DOMAIN is {domain!r}; write the part behind the @ alone.")
    return domain


def _public_url(given: Mapping[str, str]) -> str | None:
    url = given.get("PRESSZERO_PUBLIC_URL", "").rstrip("/")
    parts = urlsplit(url)
    if url and (parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query):
        raise BadSetting(
            f"PRESSZERO_PUBLIC_URL is {url!r}; write http:// or https://, a host and, if needed, a port."
        )
    return url or None


MAIL_KINDS = ("acknowledgement", "reply", "notice")


def _mails_required(given: Mapping[str, str]) -> tuple[str, ...]:
    words = given.get("PRESSZERO_MAILS_REQUIRED_BY_LAW", "none")
    kinds = () if words.strip() == "none" else _names(words)
    for kind in kinds:
        if kind not in MAIL_KINDS:
            raise BadSetting(
                f"PRESSZERO_MAILS_REQUIRED_BY_LAW holds {kind!r}; write some of {', '.join(MAIL_KINDS)}, or none."
            )
    return kinds


def _networks(words: str) -> tuple[str, ...]:
    for network in _names(words):
        try:
            ip_network(network, strict=False)
        except ValueError as wrong:
            raise BadSetting(
                f"PRESSZERO_TRUSTED_PEERS holds {network!r}; write addresses or networks, such as 10.0.0.7 or 10.0.0.0/8."
            ) from wrong
    return _names(words)


def _names(words: str) -> tuple[str, ...]:
    return tuple(name.strip().lower() for name in words.split(",") if name.strip())


def _secret_key(given: Mapping[str, str]) -> str | None:
    key = given.get("PRESSZERO_SECRET_KEY")
    if key and len(key) < 32:
        raise BadSetting(f"PRESSZERO_SECRET_KEY has {len(key)} characters; give it at least 32.")
    return key


def _log(given: Mapping[str, str]) -> str:
    level = given.get("PRESSZERO_LOG", "info")
    if level not in ("info", "warning"):
        raise BadSetting(f"PRESSZERO_LOG is {level!r}; write info or warning.")
    return level


def _fail_at(given: Mapping[str, str], purpose: str) -> str | None:
    point = given.get("PRESSZERO_FAIL_AT")
    if point and purpose != "test":
        raise BadSetting(
            f"PRESSZERO_FAIL_AT is {point!r}, but this is a {purpose}; only a test may fail on purpose."
        )
    return point
