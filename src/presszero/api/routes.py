"""How an operation is declared: its address, the act it needs, what it answers; the rest is the same for all."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Annotated, Any, cast

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Header, NinjaAPI, Router, Schema
from ninja.renderers import BaseRenderer
from ninja.responses import Status
from ninja.utils import contribute_operation_args
from pydantic import StringConstraints
from pydantic_core import to_json

from presszero.api.access import ANYONE, needs
from presszero.api.errors import Refusal, method_not_allowed, tell_errors
from presszero.api.idempotency import answer_once
from presszero.ui.default_deny import DoorWithoutAGuard, View, public

Operation = Callable[..., Any]
Key: Any = Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]{1,128}$")] | None
FILE = {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}


class Routes(Router):
    """Operations of one part of the house. `name` is the operation's id and the name of its address."""

    def reads(
        self, path: str, *, act: str, answers: Any, name: str, also: tuple[int, ...] = (), **more: Any
    ) -> Callable[[Operation], Operation]:
        """Declare a read: GET, changes nothing. also: what else it may be refused with."""
        replies = {200: answers, **_refusals(act, 404, *also, 422)}
        return self.get(path, auth=needs(act), response=replies, operation_id=name, url_name=name, **more)

    def reads_file(self, path: str, *, act: str, name: str) -> Callable[[Operation], Operation]:
        """Declare a read whose answer is a file, handed over as it is."""
        return self.reads(path, act=act, answers=None, name=name, openapi_extra={"responses": {200: FILE}})

    def changes(
        self, path: str, *, act: str, answers: Any, name: str, status: int = 200
    ) -> Callable[[Operation], Operation]:
        """Declare a change: POST, done once for each Idempotency-Key. status: 201 when it creates something."""
        replies = {status: answers, **_refusals(act, 400, 404, 409, 422)}

        def declared(operation: Operation) -> Operation:
            post = self.post(path, auth=needs(act), response=replies, operation_id=name, url_name=name)
            return post(_once(operation, status))

        return declared


def _refusals(act: str, *statuses: int) -> dict[int, Any]:
    known = (429,) if act == ANYONE else (401, 403)
    return dict.fromkeys(sorted((*known, *statuses)), Refusal)


def _once(operation: Operation, status: int) -> Operation:
    @wraps(operation)
    def kept(request: HttpRequest, *, idempotency_key: str | None = None, **given: Any) -> Any:
        def act() -> Schema:
            return operation(request, **given)

        return (
            answer_once(request, idempotency_key, status, act) if idempotency_key else Status(status, act())
        )

    # Annotations are words here; they are looked up where the operation stands, not where it is wrapped.
    kept.__signature__ = inspect.signature(operation, eval_str=True)  # type: ignore[attr-defined]
    contribute_operation_args(kept, "idempotency_key", Key, Header(None, alias="Idempotency-Key"))
    return kept


class _Json(BaseRenderer):
    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        return to_json(data)


@dataclass(frozen=True)
class Declared:
    """One operation: method, address below /api/v1/ with {names} of its parts, its name and act."""

    method: str
    path: str
    name: str
    act: str


class PressZeroAPI(NinjaAPI):
    """The API. It does not start while an operation names nobody who may use it."""

    def __init__(self, **facts: Any) -> None:
        super().__init__(docs_decorator=public, renderer=_Json(), **facts)
        tell_errors(self)

    def operations(self) -> Iterator[Declared]:
        """Yield every operation. Raises DoorWithoutAGuard for one that names no act."""
        for router in self._get_bound_routers():
            for path, view in router.path_operations.items():
                for one in view.operations:
                    acts = {getattr(way_in, "act", None) for way_in in one.auth_callbacks}
                    name = str(one.operation_id or one.view_func.__name__)
                    if len(acts) != 1 or None in acts:
                        raise DoorWithoutAGuard(f"The operation {name} at {path} names no act; give it one.")
                    yield Declared(one.methods[0], router.prefix + path, name, str(acts.pop()))

    def _get_urls(self) -> list[Any]:
        list(self.operations())
        patterns = super()._get_urls()
        for pattern in patterns:
            pattern.callback = _private(cast(View, pattern.callback))
        return patterns


def _private(view: View) -> View:
    """Return the view with answers that no cache keeps, and refused methods told in the envelope."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **parts: Any) -> HttpResponseBase:
        answer = view(request, *args, **parts)
        if answer.status_code == 405:
            answer = method_not_allowed(answer)  # type: ignore[arg-type]
        answer["Cache-Control"] = "no-store"
        return answer

    answered.guards_each_operation = True  # type: ignore[attr-defined]
    return answered
