"""A request that is sent again with the same Idempotency-Key does nothing twice and gets the same answer.

Act and kept answer are one transaction, so a client that heard nothing may
always ask again. Only answers that succeeded are kept: a refused act changed
nothing and may be tried again as it is or mended.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Schema
from pydantic_core import to_json

from presszero.api.models import KeptAnswer
from presszero.ground import clock
from presszero.organisation.models import Worker
from presszero.pure.errors import PressZeroError

KEPT_FOR = timedelta(hours=24)


class KeyUsedOtherwise(PressZeroError):
    """The same key came with another request: one of the two would be lost without a word."""

    def __init__(self) -> None:
        super().__init__(
            "This Idempotency-Key was used for another request within the last 24 hours. "
            "Send this request with a key of its own."
        )


def answer_once(request: HttpRequest, key: str, status: int, act: Callable[[], Schema]) -> HttpResponse:
    """Do the act and keep its answer under the key, or give the answer that was kept.

    key: up to 128 visible characters, chosen by the client. Raises KeyUsedOtherwise, and whatever act raises.
    """
    at, asked = clock.now(), _fingerprint(request)
    with transaction.atomic():
        forget_answers(at=at)
        # A second request with the key waits here until the first has committed.
        kept, is_new = KeptAnswer.objects.get_or_create(
            asked_by=_asker(request),
            key=key,
            defaults={"fingerprint": asked, "status": status, "kept_at": at},
        )
        if kept.fingerprint != asked:
            raise KeyUsedOtherwise
        if is_new:
            kept.body = to_json(act().model_dump()).decode()
            kept.save(update_fields=["body"])
    return HttpResponse(kept.body, status=kept.status, content_type="application/json; charset=utf-8")


def forget_answers(*, at: datetime) -> int:
    """Drop the answers older than a day and return how many; they may quote a customer."""
    return KeptAnswer.objects.filter(kept_at__lte=at - KEPT_FOR).delete()[0]


def _asker(request: HttpRequest) -> str:
    asker = getattr(request, "auth", None)
    return f"worker:{asker.pk}" if isinstance(asker, Worker) else "anyone"


def _fingerprint(request: HttpRequest) -> str:
    asked = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if request.content_type == "multipart/form-data":
        for name, values in sorted(request.POST.lists()):
            asked.update(repr((name, values)).encode())
        for name, files in sorted(request.FILES.lists()):
            for file in files:
                asked.update(repr((name, file.name)).encode())
                for chunk in file.chunks():
                    asked.update(chunk)
    else:
        asked.update(request.body)
    return asked.hexdigest()
