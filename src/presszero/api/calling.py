"""What every operation begins with: who calls."""

from __future__ import annotations

from django.http import HttpRequest

from presszero.ground.actors import Actor
from presszero.organisation.models import Worker


def worker_of(request: HttpRequest) -> Worker:
    """Return the worker whose key or session the request carries."""
    worker = getattr(request, "auth", None)
    if not isinstance(worker, Worker):
        raise TypeError("An operation that asks who calls must need an act, not be open to anyone.")
    return worker


def actor_of(request: HttpRequest) -> Actor:
    return worker_of(request).actor
