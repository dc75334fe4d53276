"""The sites whose pages may show the widget: all others are refused by the browser and by us."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from presszero.channels.chat.models import ChatSite
from presszero.ground.actors import Actor
from presszero.ground.record import record
from presszero.pure.errors import BadInput, NotFoundHere

MOST_SITES = 100


def all_sites() -> list[ChatSite]:
    return sorted(ChatSite.objects.all(), key=lambda site: site.origin)


def is_allowed(origin: str, *, host: str) -> bool:
    """Return whether pages of an origin may show the widget. host: ours, whose pages always may; "" is no other page."""
    return not origin or urlsplit(origin).netloc == host or ChatSite.objects.filter(origin=origin).exists()


def add_site(*, address: str, by: Actor, at: datetime) -> ChatSite:
    """Let the pages of a site show the widget. address: any address of it. Raises BadInput. Records chat_site.added."""
    origin = origin_of(address)
    if ChatSite.objects.count() >= MOST_SITES:
        raise BadInput(_("%(n)s sites are the limit; take one out first.") % {"n": MOST_SITES}, "address")
    with transaction.atomic():
        site, is_new = ChatSite.objects.get_or_create(origin=origin, defaults={"made_at": at})
        if is_new:
            record("chat_site.added", about=site, by=by, at=at)
    return site


def origin_of(address: str) -> str:
    """Return scheme, host and port as browsers send them. Raises BadInput.

    >>> origin_of("https://Www.City.example/help?x=1"), origin_of("http://localhost:8080")
    ('https://www.city.example', 'http://localhost:8080')
    """
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in ("http", "https") or not parts.hostname or len(address) > 250:
        raise BadInput(
            _("Give the address of the site, such as %(example)s.") % {"example": "https://www.city.example"},
            "address",
        )
    usual = {"http": 80, "https": 443}[parts.scheme]
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}" + (f":{port}" if port and port != usual else "")


def remove_site(*, site_id: int, by: Actor, at: datetime) -> None:
    """Pages of a site show the widget no more. Raises NotFoundHere. Records chat_site.removed."""
    with transaction.atomic():
        site = ChatSite.objects.select_for_update().filter(pk=site_id).first()
        if site is None:
            raise NotFoundHere(_("That site is not on the list any more. Load the page again."))
        record("chat_site.removed", about=site, by=by, at=at)
        site.delete()
