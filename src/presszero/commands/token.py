"""`presszero token`: keys to the API, made, listed and revoked by whoever runs the installation."""

from __future__ import annotations

import argparse
import json
from typing import Any

from presszero.commands.database_in_reach import database_in_reach
from presszero.commands.parsing import command_parser

DOES = """\
Make, list and revoke keys to the API. A key speaks for one worker and may what they may;
it is printed once and kept only as a hash. Send it as `Authorization: Bearer KEY`.

With --json: make {"token", "worker", "name"}; list [{"id", "worker", "name", "made_at",
"revoked_at"}]; revoke {"id", "worker", "name", "made_at", "revoked_at"}."""
EXAMPLE = "presszero token make --worker tomas.vell@portlumen.example --name 'night report'"


def main(arguments: list[str]) -> int:
    """Do one of make, list, revoke. Raises NotFoundHere, BadInput."""
    given = _parser().parse_args(arguments)
    with database_in_reach():
        import django

        django.setup()
        from django.db import connections

        try:
            said: Any = {"make": _make, "list": _list, "revoke": _revoke}[given.act](given)
        finally:
            connections.close_all()
    print(json.dumps(said, indent=2) if given.json else _in_words(said))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = command_parser("token", DOES, EXAMPLE)
    acts = parser.add_subparsers(dest="act", required=True)
    make = acts.add_parser("make", help="make a key and print it, once")
    make.add_argument("--worker", required=True, metavar="EMAIL", help="whom the key speaks for")
    make.add_argument("--name", required=True, help="what it is for")
    revoke = acts.add_parser("revoke", help="close a key for good")
    revoke.add_argument("id", type=int, help="its number in `presszero token list`")
    for act in (make, revoke, acts.add_parser("list", help="list every key ever made")):
        act.add_argument("--json", action="store_true", help="answer as JSON")
    return parser


def _make(given: argparse.Namespace) -> dict[str, Any]:
    from presszero.ground import clock
    from presszero.ground.actors import SYSTEM
    from presszero.organisation.tokens import make_access_token

    token = make_access_token(email=given.worker, name=given.name, by=SYSTEM, at=clock.now())
    return {"token": token, "worker": given.worker, "name": given.name}


def _list(given: argparse.Namespace) -> list[dict[str, Any]]:
    from presszero.organisation.tokens import access_tokens

    return [_told(token) for token in access_tokens()]


def _revoke(given: argparse.Namespace) -> dict[str, Any]:
    from presszero.ground import clock
    from presszero.ground.actors import SYSTEM
    from presszero.organisation.tokens import revoke_access_token

    return _told(revoke_access_token(token_id=given.id, by=SYSTEM, at=clock.now()))


def _told(token: Any) -> dict[str, Any]:
    return {
        "id": token.pk,
        "worker": token.worker.email,
        "name": token.name,
        "made_at": token.made_at.isoformat(),
        "revoked_at": token.revoked_at.isoformat() if token.revoked_at else None,
    }


def _in_words(said: dict[str, Any] | list[dict[str, Any]]) -> str:
    if isinstance(said, list):
        return "\n".join(_line(token) for token in said) or "No key was made yet."
    return said["token"] if "token" in said else _line(said)


def _line(token: dict[str, Any]) -> str:
    state = f"revoked {token['revoked_at']}" if token["revoked_at"] else "open"
    return f"{token['id']}  {token['worker']}  {token['name']}  made {token['made_at']}  {state}"
