"""Views that people keep: a search under a name, for oneself or for a team."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from presszero.ground.actors import Actor
from presszero.ground.kept_queries import kept_query
from presszero.ground.record import record
from presszero.inbox.models import SavedView
from presszero.inbox.spelling import ENGLISH, spelled
from presszero.organisation.models import Team
from presszero.organisation.queries import team_ids_of, teams_as_ids
from presszero.pure.errors import BadInput, NotFoundHere
from presszero.pure.searching import read_search

MOST_NAME, MOST_WORDS = 40, 200


def saved_views(*, by: Actor) -> list[SavedView]:
    """Return the views an actor keeps and those of their teams, in the order they were kept."""
    return _kept_views(worker_id=by.known_id, teams=teams_as_ids(by))


@kept_query
def _kept_views(*, worker_id: int, teams: tuple[int, ...] | None) -> QuerySet[SavedView]:
    return _seen(worker_id, teams).select_related("team")[: 2 * SavedView.MOST]


def _seen(worker_id: int, teams: tuple[int, ...] | None) -> QuerySet[SavedView]:
    """Return the views a colleague keeps and those of their teams; teams None: of every team."""
    shared = Q(team__isnull=False) if teams is None else Q(team_id__in=teams)
    return SavedView.objects.filter(shared | Q(owner_id=worker_id))


def keep_view(*, name: str, words: str, team_id: int | None, by: Actor, at: datetime) -> SavedView:
    """Keep a search under a name. team_id: a team of one's own that sees it too; None keeps it to oneself.

    Raises BadInput. Records view.kept.
    """
    name, words = " ".join(name.split()), spelled(" ".join(words.split()), ENGLISH)
    _refuse_what_is_no_view(name, words)
    if team_id is not None and not _is_own_team(team_id, by):
        raise BadInput(_("You are not in that team. Choose one of your own."), "team")
    if SavedView.objects.filter(owner_id=by.known_id).count() >= SavedView.MOST:
        raise BadInput(
            _("You keep %(n)s views already, which is as many as fit. Remove one first.")
            % {"n": SavedView.MOST}
        )
    try:
        with transaction.atomic():
            view = SavedView.objects.create(
                name=name, words=words, owner_id=by.known_id, team_id=team_id, made_at=at
            )
            record("view.kept", about=view, by=by, at=at, team_id=team_id)
    except IntegrityError:
        raise BadInput(
            _("You keep a view “%(name)s” already. Choose another name, or remove that one.")
            % {"name": name},
            "name",
        ) from None
    return view


def _refuse_what_is_no_view(name: str, words: str) -> None:
    if not name:
        raise BadInput(_("Give the view a name."), "name")
    if len(name) > MOST_NAME:
        raise BadInput(
            _("That name has %(n)s letters; %(most)s fit beside the others.")
            % {"n": len(name), "most": MOST_NAME},
            "name",
        )
    if read_search(words).is_empty or len(words) > MOST_WORDS:
        raise BadInput(_("Search for something first; the view keeps what you searched for."), "words")


def _is_own_team(team_id: int, by: Actor) -> bool:
    teams = team_ids_of(by)
    return team_id in teams if teams is not None else Team.objects.filter(pk=team_id).exists()


def remove_view(*, view_id: int, by: Actor, at: datetime) -> SavedView:
    """Take a view away: one's own, or one of a team that one leads. Raises NotFoundHere. Records view.removed."""
    with transaction.atomic():
        own = Q(owner_id=by.id) | Q(team__memberships__worker_id=by.id, team__memberships__leads=True)
        view = SavedView.objects.select_for_update(of=("self",)).filter(own, pk=view_id).first()
        if view is None:
            raise NotFoundHere(
                _("There is no such view of yours. Who kept it, or a lead of the team, can remove it.")
            )
        record("view.removed", about=view, by=by, at=at, team_id=view.team_id)
        SavedView.objects.filter(pk=view_id).delete()
    return view
