"""The customer's private link: 128 random bits, kept only as a hash, revocable."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from presszero.cases.models import Case, PrivateLink
from presszero.ground.actors import SYSTEM, Actor
from presszero.ground.record import record
from presszero.ground.tokens import new_token, token_hash
from presszero.pure.errors import NotFoundHere

LIVES_DAYS = 90


class ClosedLink(NotFoundHere):
    """Closed, out of date and unknown read the same: a guess learns nothing."""


def new_link(*, case: Case, sent_to: str, at: datetime) -> str:
    """Make a link to the case's page and return its token, which is kept nowhere. Records link.made."""
    token = new_token()
    with transaction.atomic():
        link = PrivateLink.objects.create(
            case=case,
            hash=token_hash(token),
            sent_to=sent_to,
            made_at=at,
            expires_at=at + timedelta(days=LIVES_DAYS),
        )
        record("link.made", about=link, by=SYSTEM, at=at, case_id=case.pk, team_id=case.team_id)
    return token


def link_of(token: str, at: datetime) -> PrivateLink | None:
    """Return the live link of a token, or None: closed, out of date and unknown read the same."""
    return (
        PrivateLink.objects.select_related("case", "case__customer", "case__owner", "case__team")
        .filter(hash=token_hash(token), revoked_at=None, expires_at__gt=at)
        .first()
    )


def open_link(token: str, at: datetime) -> PrivateLink:
    """Return the live link of a token. Raises ClosedLink."""
    link = link_of(token, at)
    if link is None:
        raise ClosedLink(_("This link is closed or leads nowhere."))
    return link


def revoke_links(*, case: Case, by: Actor, at: datetime) -> int:
    """Close every link to a case; return how many. Records link.revoked."""
    with transaction.atomic():
        links = list(case.links.select_for_update().filter(revoked_at=None))
        for link in links:
            link.revoked_at = at
            link.save(update_fields=["revoked_at"])
            record("link.revoked", about=link, by=by, at=at, case_id=case.pk, team_id=case.team_id)
    return len(links)
