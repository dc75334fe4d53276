"""What a client may claim in its request's headers, and what every answer carries."""

from __future__ import annotations

from typing import Any

from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from presszero.processes.spool import Headers, Message, Receive, Scope, Send

INTERNAL = b"x-presszero-"
# Django's cross-site check reads Origin, which browsers make "null" under no-referrer;
# same-origin tells other sites as little and keeps every form working.
COMMON = ((b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"same-origin"))
_NEVER = (INTERNAL, b"x-remote-", b"remote-", b"x-authenticated-", b"x-forwarded-user", b"x-request-id")
_NEVER_EXACTLY = {b"proxy", b"x-forwarded-email", b"x-forwarded-groups", b"x-forwarded-preferred-username"}
_OF_A_PROXY = (b"x-forwarded-", b"x-real-ip", b"forwarded")


class BelievedHeaders:
    """Hands a request on without the headers its sender has no right to.

    trusted_peers: addresses or networks of our own proxies; only their X-Forwarded-* are believed.
    """

    def __init__(self, app: Any, trusted_peers: tuple[str, ...] = ()) -> None:
        self._app = app
        self._proxied = ProxyHeadersMiddleware(app, trusted_hosts=list(trusted_peers))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        peer = scope["client"][0] if scope.get("client") else None
        trusted = peer in self._proxied.trusted_hosts
        # A new list on purpose: the server adds a chunked body's trailers to the old one later on.
        scope["headers"] = believed(scope["headers"], from_proxy=trusted)
        app = self._proxied if trusted else self._app
        await app(scope, receive, send)  # type: ignore[arg-type]


def believed(headers: Headers, *, from_proxy: bool) -> list[tuple[bytes, bytes]]:
    """Return the headers without those only we, or only our proxies, may set.

    A name with an underscore goes too: WSGI reads X_PressZero_File and X-PressZero-File as one.
    """
    return [
        (name, value)
        for name, value in headers
        if b"_" not in name
        and not name.startswith(_NEVER)
        and name not in _NEVER_EXACTLY
        and (from_proxy or not name.startswith(_OF_A_PROXY))
    ]


def with_common(send: Send) -> Send:
    """Return a send that adds the headers common to all answers, unless the answer has its own."""

    async def send_with_common(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = [
                pair for pair in message.get("headers", ()) if not pair[0].lower().startswith(INTERNAL)
            ]
            present = {name.lower() for name, _ in headers}
            headers += [pair for pair in COMMON if pair[0] not in present]
            message = {**message, "headers": headers}
        await send(message)

    return send_with_common
