"""A small OpenID Connect provider on this machine: one client, one person at a time, codes that work once.

It keeps to OpenID Connect Core 1.0: discovery, the code flow with PKCE (S256), a signed ID token, user info.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "presszero", "a secret of the provider's own"


@dataclass
class Provider:
    """person: what the provider says of whoever asks next, None when they leave. has_moved: its user info sends one on."""

    person: dict[str, Any] | None = None
    has_moved: bool = False
    url: str = ""
    asked: list[dict[str, str]] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    tokens: dict[str, dict[str, Any]] = field(default_factory=dict)
    key: rsa.RSAPrivateKey = field(
        default_factory=lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048)
    )

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": f"{self.url}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
            "code_challenge_methods_supported": ["S256"],
        }

    def authorize(self, asked: dict[str, str]) -> str:
        """Return where the browser is sent: back to the client with a code, or with the refusal."""
        self.asked.append(asked)
        assert asked["client_id"] == CLIENT and asked["response_type"] == "code"
        if self.person is None:
            answer = {"error": "access_denied", "state": asked["state"]}
        else:
            code = secrets.token_urlsafe(16)
            self.codes[code] = asked
            answer = {"code": code, "state": asked["state"]}
        return f"{asked['redirect_uri']}?{urlencode(answer)}"

    def token(self, given: dict[str, str]) -> dict[str, Any] | None:
        """Return the tokens for a code; None when the client, the code, its address or its proof is wrong."""
        asked = self.codes.pop(given.get("code", ""), None)
        proof = base64.urlsafe_b64encode(hashlib.sha256(given.get("code_verifier", "").encode()).digest())
        right = (
            asked is not None
            and (given.get("client_id"), given.get("client_secret")) == (CLIENT, SECRET)
            and asked["redirect_uri"] == given.get("redirect_uri")
            and asked.get("code_challenge") == proof.decode().rstrip("=")
        )
        if not right or self.person is None:
            return None
        access = secrets.token_urlsafe(16)
        self.tokens[access] = self.person
        now = int(time.time())
        claims = self.person | {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 300}
        return {
            "access_token": access,
            "token_type": "Bearer",
            "expires_in": 300,
            "id_token": jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "one"}),
        }

    def keys(self) -> dict[str, Any]:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [public | {"kid": "one", "use": "sig", "alg": "RS256"}]}


@contextmanager
def running_provider() -> Iterator[Provider]:
    """Run a provider at a port from the system until the block ends."""
    provider = Provider()

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            place = urlsplit(self.path)
            if place.path == "/authorize":
                asked = {name: values[0] for name, values in parse_qs(place.query).items()}
                self.send_response(302)
                self.send_header("Location", provider.authorize(asked))
                self.end_headers()
            elif place.path == "/userinfo" and provider.has_moved:
                self.send_response(302)
                self.send_header("Location", "/elsewhere")
                self.end_headers()
            elif place.path in ("/userinfo", "/elsewhere"):
                access = self.headers.get("Authorization", "").removeprefix("Bearer ")
                self._answer(provider.tokens.get(access))
            elif place.path == "/keys":
                self._answer(provider.keys())
            else:
                self._answer(provider.discovery())

        def do_POST(self) -> None:
            words = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._answer(provider.token({name: values[0] for name, values in parse_qs(words).items()}))

        def _answer(self, told: dict[str, Any] | None) -> None:
            body = json.dumps(told or {"error": "invalid_grant"}).encode()
            self.send_response(200 if told else 400)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            return None

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    provider.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
