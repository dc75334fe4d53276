"""Every address and every operation, and who may use it, read from the resolver and the table of permissions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

PUBLIC = "public"


@dataclass(frozen=True)
class Address:
    """One address of the pages. act: what one must be allowed to do, or PUBLIC."""

    path: str
    name: str
    act: str


def page_addresses(
    patterns: Sequence[Any] | None = None, before: str = "/", space: str = ""
) -> list[Address]:
    """Return every address of the faces, without the API's own. Needs Django set up.

    Raises ValueError for an address that names nobody.
    """
    from django.urls import get_resolver

    return list(_walk(get_resolver().url_patterns if patterns is None else patterns, before, space))


def _walk(patterns: Sequence[Any], before: str, space: str) -> Iterator[Address]:
    for pattern in patterns:
        path = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, path, inner)
        elif not getattr(pattern.callback, "guards_each_operation", False):
            yield Address(path, f"{space}{pattern.name}", _act(path, pattern.callback))


def _act(path: str, view: Any) -> str:
    if act := getattr(view, "needs_act", ""):
        return str(act)
    if getattr(view, "is_public", False):
        return PUBLIC
    raise ValueError(f"{path} names nobody who may use it; give it an act or make it public.")


@dataclass(frozen=True)
class Operation:
    """One operation of the API, as its OpenAPI description has it."""

    method: str
    path: str
    name: str
    act: str
    part: str
    does: str


def api_operations() -> list[Operation]:
    """Return every operation of the API in the order of its parts. Needs Django set up."""
    from presszero.api.api import api

    described = {
        (method.upper(), path): facts
        for path, methods in api.get_openapi_schema(path_prefix="/api/v1")["paths"].items()
        for method, facts in methods.items()
    }
    acts = {one.name: one.act for one in api.operations()}
    return [
        Operation(
            method=method,
            path=path,
            name=facts["operationId"],
            act=acts[facts["operationId"]],
            part=(facts.get("tags") or ["other"])[0],
            does=" ".join(str(facts.get("description") or facts.get("summary") or "").split()),
        )
        for (method, path), facts in described.items()
    ]


def roles_of(act: str) -> list[str]:
    """Return the roles that may do an act, in the words the screens use."""
    from presszero.organisation.models import Role
    from presszero.organisation.permissions import MAY

    return [role.value for role in Role if role in MAY[act]]
