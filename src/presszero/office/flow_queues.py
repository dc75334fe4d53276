"""Seconds in the queue as the editor of a flow shows them: sentences, and that nothing of it is proved."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from presszero.pure.flowgraph.waiting import AtWorst, InTheQueue

A_MONDAY = date(2024, 1, 1)


@dataclass(frozen=True)
class ShownQueue:
    """One team: record and forecast, a sentence each."""

    team: str
    record: str
    forecast: str


def shown_queues(queues: list[InTheQueue]) -> list[ShownQueue]:
    return [ShownQueue(one.team, _record(one), _forecast(one)) for one in queues]


def _record(queue: InTheQueue) -> str:
    if queue.half_seconds is None or queue.nine_in_ten_seconds is None or queue.worst is None:
        return _("Nobody has waited here yet.")
    words = ngettext(
        "Of %(n)s chat since %(day)s, half were joined within %(half)s s and nine in ten within %(most)s s; longest %(worst)s.",
        "Of %(n)s chats since %(day)s, half were joined within %(half)s s and nine in ten within %(most)s s; longest %(worst)s.",
        queue.contacts,
    )
    return words % {
        "n": f"{queue.contacts:,}",
        "day": formats.date_format(queue.first_on, "j F") if queue.first_on else "",
        "half": round(queue.half_seconds),
        "most": round(queue.nine_in_ten_seconds),
        "worst": _hour(queue.worst),
    }


def _forecast(queue: InTheQueue) -> str:
    if queue.forecast_seconds is None or queue.forecast_worst is None:
        return _("No forecast: too few have come, or nobody has said who is there.")
    worst = _hour(queue.forecast_worst)
    if math.isinf(queue.forecast_seconds):
        return _("More come than can be served: worst %(worst)s.") % {"worst": worst}
    return _("By the forecast %(n)s s on average; worst %(worst)s.") % {
        "n": round(queue.forecast_seconds),
        "worst": worst,
    }


def _hour(worst: AtWorst) -> str:
    day = formats.date_format(A_MONDAY + timedelta(days=worst.weekday), "l")
    if math.isinf(worst.seconds):
        return _("%(day)s from %(hour)s:00, without end") % {"day": day, "hour": f"{worst.hour:02d}"}
    return _("%(day)s from %(hour)s:00, %(n)s s") % {
        "day": day,
        "hour": f"{worst.hour:02d}",
        "n": round(worst.seconds),
    }
