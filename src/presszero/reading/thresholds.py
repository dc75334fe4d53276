"""The house's own thresholds for the proposal that a point is answered: learned from labels, put to work, taken back.

They change what is proposed and nothing else: no send is stopped or released by one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from presszero.ground.actors import Actor
from presszero.ground.kept_queries import kept_query
from presszero.ground.record import record
from presszero.organisation.models import Team
from presszero.organisation.queries import the_organisation
from presszero.pure.errors import NotFoundHere, PressZeroError
from presszero.pure.words.matching import shipped_threshold
from presszero.pure.words.own_threshold import Judged, open_points_missing, own_threshold
from presszero.reading.labels import POINT, rules_hash
from presszero.reading.models import Label, Threshold

# Where fewer people said something, a figure would be a figure of somebody.
FEWEST_PEOPLE = 3


class TooFewLabels(PressZeroError):
    """A threshold of one's own needs more points that somebody said to be open."""


@dataclass(frozen=True)
class SaidOfPoints:
    """What the people of one team said of points: how many answered and open, and how often the check had said so, too."""

    team: str
    answered: int
    open: int
    as_proposed: int


def learn_threshold(*, team_id: int | None, by: Actor, at: datetime) -> Threshold:
    """Choose a threshold from the labels of one team, or of the whole house. It works only once somebody lets it.

    Raises TooFewLabels (the shipped threshold stays), NotFoundHere. Records threshold.learned.
    """
    if team_id is not None and not Team.objects.filter(pk=team_id).exists():
        raise NotFoundHere(_("There is no such team. Open the page again."))
    meaning, judged = judged_points(team_id)
    found = own_threshold(judged, shipped_threshold(bool(meaning)))
    if found is None:
        raise TooFewLabels(_more_words(max(1, open_points_missing(judged))))
    with transaction.atomic():
        kept = Threshold.objects.create(
            team_id=team_id,
            value=found.value,
            rules=rules_hash(),
            meaning=meaning,
            card=found.as_json(),
            made_at=at,
        )
        record("threshold.learned", about=kept, by=by, at=at)
    return kept


def _more_words(more: int) -> str:
    return ngettext(
        "%(n)s more point must be marked as promised, or be missed by a customer, before a threshold can be learned.",
        "%(n)s more points must be marked as promised, or be missed by a customer, before a threshold can be learned.",
        more,
    ) % {"n": more}


def still_missing(team_id: int | None) -> int:
    """Return how many more open points a threshold of one's own needs."""
    return open_points_missing(judged_points(team_id)[1])


def judged_points(team_id: int | None) -> tuple[str, list[Judged]]:
    """Return the labels one can choose by, and the sentence model that read along for them ("": words alone).

    Scores of other rules or another model tell nothing of these, so that only the largest group of today's rules counts.
    """
    labels = Label.objects.filter(rule=POINT, hash=rules_hash(), score__isnull=False)
    if team_id is not None:
        labels = labels.filter(team_id=team_id)
    groups: dict[str, list[Judged]] = {}
    for case_id, score, right, meaning in labels.values_list("case_id", "score", "right", "meaning"):
        groups.setdefault(meaning, []).append(Judged(case_id, score or 0.0, right == "answered"))
    return max(groups.items(), key=lambda group: (len(group[1]), group[0]), default=("", []))


def work_threshold(*, threshold_id: int, by: Actor, at: datetime) -> Threshold:
    """Propose by a kept threshold from now on; the one before it stays kept. Raises NotFoundHere. Records threshold.live."""
    with transaction.atomic():
        every = list(Threshold.objects.select_for_update().order_by("pk"))
        kept = next((one for one in every if one.pk == threshold_id), None)
        if kept is None:
            raise NotFoundHere(_("There is no such threshold. Open the page again."))
        if not kept.is_live:
            Threshold.objects.filter(team=kept.team, is_live=True).update(is_live=False)
            kept.is_live, kept.live_since = True, at
            kept.save(update_fields=["is_live", "live_since"])
            record("threshold.live", about=kept, by=by, at=at)
    return kept


def rest_thresholds(*, by: Actor, at: datetime) -> None:
    """Propose by the shipped threshold again, everywhere. Records threshold.rested when one worked."""
    with transaction.atomic():
        if Threshold.objects.filter(is_live=True).update(is_live=False):
            record("threshold.rested", about=the_organisation(), by=by, at=at)


def thresholds_at_work(team_id: int) -> Mapping[str, float]:
    """Return above which score a team's points are proposed as answered, by the sentence model that read along.

    A team's own goes before the house's. One learned with other rules than today's counts nothing.
    """
    own_last = sorted(_live_thresholds(team_id=team_id), key=lambda one: one.team_id is not None)
    return {one.meaning: one.value for one in own_last if one.rules == rules_hash()}


@kept_query
def _live_thresholds(*, team_id: int) -> QuerySet[Threshold]:
    live = Threshold.objects.filter(Q(team_id=team_id) | Q(team=None), is_live=True)
    return live.only("team_id", "meaning", "value", "rules")


def all_thresholds() -> list[Threshold]:
    """Return every threshold, the newest first."""
    return list(Threshold.objects.select_related("team"))


def said_by_team() -> list[SaidOfPoints]:
    """Return what was said of points, team by team; teams of which fewer than FEWEST_PEOPLE said something are left out."""
    told: dict[str, list[tuple[str, str, int]]] = {}
    rows = Label.objects.filter(rule=POINT).values_list("team__name", "right", "said", "by_id")
    for team, right, said, by_id in rows:
        told.setdefault(team, []).append((right, said, by_id))
    return [
        SaidOfPoints(
            team,
            sum(right == "answered" for right, _said, _by in said_of),
            sum(right == "open" for right, _said, _by in said_of),
            sum(said == Label.Said.CONFIRMED for _right, said, _by in said_of),
        )
        for team, said_of in sorted(told.items())
        if len({by_id for *_, by_id in said_of}) >= FEWEST_PEOPLE
    ]
