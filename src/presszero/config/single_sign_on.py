"""Signing in by the organisation's own identity provider: OpenID Connect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from presszero.config.given import BadSetting, Setting

SSO_SETTINGS = (
    Setting(
        "PRESSZERO_OIDC_URL",
        "none: passwords and passkeys only",
        "The issuer of your OpenID Connect provider, such as https://login.example.org/realms/house.",
    ),
    Setting("PRESSZERO_OIDC_CLIENT", "none", "The client's id there."),
    Setting("PRESSZERO_OIDC_SECRET", "none", "The client's secret there."),
    Setting("PRESSZERO_OIDC_NAME", "Single sign-on", "What the button on the sign-in page calls it."),
)
_LOCAL = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class SingleSignOn:
    """One OpenID Connect provider. url: its issuer; name: what people call it."""

    url: str
    client: str
    name: str
    secret: str = field(repr=False)

    def provider(self) -> dict[str, Any]:
        """Return it as allauth wants its one app."""
        return {
            "provider_id": "house",
            "name": self.name,
            "client_id": self.client,
            "secret": self.secret,
            "settings": {"server_url": self.url},
        }


def single_sign_on(given: Mapping[str, str]) -> SingleSignOn | None:
    """Read the provider, None when none is given. Raises BadSetting when it is half given or not sealed."""
    names = ("PRESSZERO_OIDC_URL", "PRESSZERO_OIDC_CLIENT", "PRESSZERO_OIDC_SECRET")
    told = [given.get(name, "") for name in names]
    if not any(told):
        return None
    if not all(told):
        missing = names[told.index("")]
        raise BadSetting(f"{missing} is missing; single sign-on needs {', '.join(names)} together.")
    url, client, secret = told
    parts = urlsplit(url)
    if not parts.hostname or (parts.scheme != "https" and parts.hostname not in _LOCAL):
        raise BadSetting(f"PRESSZERO_OIDC_URL is {url!r}; write https:// and the issuer's address.")
    return SingleSignOn(url.rstrip("/"), client, given.get("PRESSZERO_OIDC_NAME", "Single sign-on"), secret)
