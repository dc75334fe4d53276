"""One envelope for every refusal: {"error": {"kind", "sentence", "field"}} with its status."""

from __future__ import annotations

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import Field

from presszero.pure.errors import PressZeroError
from presszero.ui.sentences import KINDS, envelope

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


class Told(Schema):
    kind: str = Field(description="A code word that stays the same.", examples=["no_such_case"])
    sentence: str = Field(description="What happened and what to do next, for a person to read.")
    field: str = Field(description="The place in what was sent that is the matter, or empty.")


class Refusal(Schema):
    error: Told


def tell_errors(api: NinjaAPI) -> None:
    """Answer every refusal of this API in the envelope."""
    api.add_exception_handler(PressZeroError, _told)
    api.add_exception_handler(ValidationError, _not_valid)
    api.add_exception_handler(AuthenticationError, _nobody)
    api.add_exception_handler(HttpError, _unreadable)
    api.add_exception_handler(Http404, _not_there)


def method_not_allowed(answer: HttpResponse) -> HttpResponse:
    """Return the refusal of a method as an envelope that names the ones there are."""
    allowed = answer["Allow"]
    told = envelope(405, "method_not_allowed", f"This address takes {allowed}. Use one of them.")
    told["Allow"] = allowed
    return told


def _told(request: HttpRequest, error: Any) -> HttpResponse:
    kind = _HUMP.sub("_", type(error).__name__).lower()
    return envelope(error.status, kind, error.sentence, getattr(error, "field", ""))


def _not_valid(request: HttpRequest, error: Any) -> HttpResponse:
    first: dict[str, Any] = error.errors[0]
    field = ".".join(str(step) for step in first["loc"][1:] if step != "given")
    more = f" ({len(error.errors)} places in all.)" if len(error.errors) > 1 else ""
    return envelope(422, "not_valid", f"{field or 'The request'}: {first['msg']}.{more}", field)


def _nobody(request: HttpRequest, error: Any) -> HttpResponse:
    answer = envelope(401, "not_signed_in", "Send a key as `Authorization: Bearer KEY`, or sign in first.")
    answer["WWW-Authenticate"] = "Bearer"
    return answer


def _unreadable(request: HttpRequest, error: Any) -> HttpResponse:
    return envelope(
        error.status_code, KINDS.get(error.status_code, "refused"), f"{error.message}. Send valid JSON."
    )


def _not_there(request: HttpRequest, error: Any) -> HttpResponse:
    return envelope(
        404, "not_found", "There is nothing at this address. /api/v1/openapi.json lists all there is."
    )
