"""Keys to the API: made once, kept as a hash, revoked at any time."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from presszero.ground.actors import Actor
from presszero.ground.record import record
from presszero.ground.tokens import new_token, token_hash
from presszero.organisation.models import AccessToken, Worker
from presszero.pure.errors import BadInput, NotFoundHere


def make_access_token(*, email: str, name: str, by: Actor, at: datetime) -> str:
    """Make a key for one worker and return it; it is kept nowhere. Records token.made.

    name: what the key is for, told when keys are listed. Raises NotFoundHere, BadInput.
    """
    if not name.strip():
        raise BadInput("Say what this key is for, so that it can be told from others.", "name")
    worker = Worker.objects.filter(email=email.strip().lower(), is_active=True).first()
    if worker is None:
        raise NotFoundHere(f"Nobody with the address {email} works here. Give a colleague's own address.")
    token = new_token()
    with transaction.atomic():
        kept = AccessToken.objects.create(
            worker=worker, name=name.strip()[:80], hash=token_hash(token), made_at=at
        )
        record("token.made", about=kept, by=by, at=at, worker=worker.pk)
    return token


def revoke_access_token(*, token_id: int, by: Actor, at: datetime) -> AccessToken:
    """Close a key for good; a closed one stays closed. Raises NotFoundHere. Records token.revoked."""
    with transaction.atomic():
        token = AccessToken.objects.select_for_update(of=("self",)).filter(pk=token_id).first()
        if token is None:
            raise NotFoundHere(f"There is no key {token_id}. `presszero token list` shows them.")
        if token.revoked_at is None:
            token.revoked_at = at
            token.save(update_fields=["revoked_at"])
            record("token.revoked", about=token, by=by, at=at, worker=token.worker_id)
    return token


def worker_of_token(token: str) -> Worker | None:
    """Return the worker a key speaks for, or None when it is unknown, revoked or its worker has left."""
    kept = (
        AccessToken.objects.select_related("worker")
        .filter(hash=token_hash(token), revoked_at=None, worker__is_active=True)
        .first()
    )
    return kept.worker if kept else None


def access_tokens() -> list[AccessToken]:
    """Return every key that was made, revoked ones too, the newest first."""
    return list(AccessToken.objects.select_related("worker").order_by("-made_at", "-id"))
