"""Every address of the house, found in the resolver and the API, with what it takes to knock at it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from presszero.api.access import ANYONE
from presszero.api.api import api
from presszero.organisation.models import Worker
from presszero.organisation.permissions import may
from presszero.organisation.queries import team_ids_of

OF_ONE_PERSON = {"view_id", "batch_id", "ask_id", "factor_id", "session_id"}
OF_A_TEAM = {
    "attachment_id",
    "case_id",
    "contact_id",
    "note_file_id",
    "draft_file_id",
    "gathering_id",
    "incident_id",
    "inquiry_id",
    "point_id",
    "promise_id",
    "step_id",
}


@dataclass(frozen=True)
class Door:
    """One address and method. act: what it needs; "" for the public. parts: the names in its address."""

    face: str
    name: str
    method: str
    address: str
    act: str
    parts: frozenset[str] = field(default=frozenset())

    def __str__(self) -> str:
        return f"{self.face} {self.method} {self.name}"

    @property
    def is_about_a_case(self) -> bool:
        return bool(self.parts & OF_A_TEAM)

    def lets_in(self, worker: Worker | None, team_id: int, owner: Worker) -> bool:
        """Return whether the table lets this worker do it to a row of the team, or to the owner's own."""
        if worker is None or not may(worker, self.act) or (self.parts & OF_ONE_PERSON and worker != owner):
            return False
        teams = team_ids_of(worker.actor)
        return not self.is_about_a_case or teams is None or team_id in teams


def every_door() -> list[Door]:
    return [*_pages(get_resolver().url_patterns), *_operations()]


def every_pattern(
    patterns: list[Any] | None = None, before: str = "", space: str = ""
) -> Iterator[tuple[str, str, URLPattern]]:
    """Yield the full name, the address and the pattern of every route there is."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        address = before + str(one.pattern)
        if isinstance(one, URLResolver):
            inside = f"{space}{one.namespace}:" if one.namespace else space
            yield from every_pattern(one.url_patterns, address, inside)
        else:
            yield f"{space}{one.name}", "/" + address, one


def _pages(patterns: list[Any]) -> Iterator[Door]:
    operations = {one.name for one in api.operations()}
    for name, address, pattern in every_pattern():
        if name.startswith("api:") and name.removeprefix("api:") in operations:
            continue
        act = getattr(pattern.callback, "needs_act", "")
        for method in ("GET", "POST"):
            yield Door("page", name, method, _braced(address), act, frozenset(pattern.pattern.converters))


def _operations() -> Iterator[Door]:
    for one in api.operations():
        address = _braced("/api/v1" + one.path)
        act = "" if one.act == ANYONE else one.act
        yield Door("api", one.name, one.method, address, act, frozenset(_names(address)))


def _braced(address: str) -> str:
    """Return an address with {name} for each of its parts, however the route wrote them."""
    for opening, closing in (("<", ">"), ("{", "}")):
        steps = []
        for step in address.split("/"):
            inside = step.removeprefix(opening).removesuffix(closing)
            steps.append("{" + inside.split(":")[-1] + "}" if step.startswith(opening) else step)
        address = "/".join(steps)
    return address


def _names(address: str) -> list[str]:
    return [step[1:-1] for step in address.split("/") if step.startswith("{")]


def knock(caller: Client, door: Door, parts: dict[str, Any], body: dict[str, Any], key: str = "") -> Any:
    """Ask at a door with its address filled in; a page gets a form, the API JSON."""
    address = door.address.format_map({name: parts[name] for name in door.parts})
    if door.method == "GET":
        return caller.get(address, headers={"Authorization": f"Bearer {key}"} if key else {})
    if door.face == "page":
        return caller.post(address, body)
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    return caller.generic("POST", address, json.dumps(body), "application/json", headers=headers)


def is_refused(answer: Any) -> bool:
    if answer.status_code == 302:
        return bool(answer["Location"].startswith("/account/login/"))
    return answer.status_code in (401, 403, 404, 405)
