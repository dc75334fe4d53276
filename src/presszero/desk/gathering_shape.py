"""The banner of people who wrote about one matter, as desk/parts/gathered.html shows it."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace as Shape

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from presszero.cases.gatherings import Offered, offered_gatherings
from presszero.organisation.models import Worker
from presszero.organisation.permissions import may
from presszero.ui import times

MOST_BANNERS = 3


def gathered_shape(worker: Worker, now: datetime, zone: str) -> list[Shape]:
    """Return a banner for each gathering that this colleague sees, the newest first."""
    may_arrange = may(worker, "arrange cases")
    found = offered_gatherings(by=worker.actor, at=now)[:MOST_BANNERS]
    return [_banner(one, now, zone, may_arrange=may_arrange) for one in found]


def _banner(one: Offered, now: datetime, zone: str, *, may_arrange: bool) -> Shape:
    gathering = one.gathering
    return Shape(
        id=gathering.pk,
        words=_said(one, now, zone),
        why=_why(one),
        incident=one.incident.title if one.incident else "",
        title=one.cases[0].title,
        cases=[
            Shape(ref=case.reference, title=case.title, url=reverse("desk:case", args=[case.pk]))
            for case in one.cases
        ],
        url=reverse("desk:gathering_confirm", args=[gathering.pk]) if may_arrange else "",
        url_dismiss=reverse("desk:gathering_dismiss", args=[gathering.pk]) if may_arrange else "",
    )


def _said(one: Offered, now: datetime, zone: str) -> str:
    facts = {
        "n": one.people,
        "words": ", ".join(_("“%(word)s”") % {"word": word} for word in one.gathering.words[:3]),
        "when": times.clock_words(one.gathering.began_at, now, zone),
        "incident": one.incident.title if one.incident else "",
    }
    if one.incident:
        return (
            ngettext(
                "%(n)s more person wrote about “%(incident)s”.",
                "%(n)s more people wrote about “%(incident)s”.",
                one.people,
            )
            % facts
        )
    return (
        ngettext(
            "%(n)s person wrote about %(words)s since %(when)s.",
            "%(n)s people wrote about %(words)s since %(when)s.",
            one.people,
        )
        % facts
    )


def _why(one: Offered) -> str:
    """Return what made the house think that it is one matter; nothing for one that has become an incident."""
    seen = one.gathering
    if one.incident or not seen.usual_share:
        return ""
    facts = {"n": seen.seen_with, "within": seen.within, "usual": round(1 / seen.usual_share)}
    return (
        _("Of %(within)s letters in a row, %(n)s were alike. In the days before, it was one in %(usual)s.")
        % facts
    )
