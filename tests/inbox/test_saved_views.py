"""A search is kept under a name, for oneself or for a team, and taken away by who may."""

from __future__ import annotations

import pytest
from tests.cast import MORNING, given_town, recorded

from presszero.inbox.models import SavedView
from presszero.inbox.saved import keep_view, remove_view, saved_views
from presszero.organisation.models import Worker
from presszero.pure.errors import BadInput, NotFoundHere

pytestmark = pytest.mark.django_db


def kept(
    by: Worker, name: str = "Taxis", words: str = "taxi state:open", team_id: int | None = None
) -> SavedView:
    return keep_view(name=name, words=words, team_id=team_id, by=by.actor, at=MORNING)


def names(by: Worker) -> list[str]:
    return [view.name for view in saved_views(by=by.actor)]


def test_own_view_is_seen_by_oneself_alone() -> None:
    town = given_town()
    kept(town.tomas)
    assert (names(town.tomas), names(town.odile), names(town.ivo)) == (["Taxis"], [], [])
    assert recorded()[-1] == "view.kept"


def test_view_of_a_team_is_seen_by_its_people_and_by_who_sees_all() -> None:
    town = given_town()
    kept(town.tomas, team_id=town.transit.pk)
    assert (names(town.odile), names(town.edda), names(town.ivo)) == (["Taxis"], ["Taxis"], [])


def test_view_for_a_team_one_is_not_in_is_refused() -> None:
    town = given_town()
    with pytest.raises(BadInput, match="not in that team"):
        kept(town.ivo, team_id=town.transit.pk)
    assert not SavedView.objects.exists()


def test_view_is_removed_by_its_maker_or_a_lead_of_its_team() -> None:
    town = given_town()
    view = kept(town.tomas, team_id=town.transit.pk)
    for stranger in (town.odile, town.ivo, town.hanne):
        with pytest.raises(NotFoundHere):
            remove_view(view_id=view.pk, by=stranger.actor, at=MORNING)
    remove_view(view_id=view.pk, by=town.noor.actor, at=MORNING)
    assert names(town.tomas) == []
    remove_view(view_id=kept(town.tomas).pk, by=town.tomas.actor, at=MORNING)
    assert recorded()[-1] == "view.removed"


@pytest.mark.parametrize(
    ("name", "words", "sentence"),
    [
        (" ", "taxi", "Give the view a name."),
        ("x" * 41, "taxi", "That name has 41 letters; 40 fit beside the others."),
        ("Taxis", " ", "Search for something first; the view keeps what you searched for."),
        ("Taxis", "?!", "Search for something first; the view keeps what you searched for."),
    ],
)
def test_what_is_no_view_is_refused_in_a_sentence(name: str, words: str, sentence: str) -> None:
    town = given_town()
    with pytest.raises(BadInput) as refusal:
        kept(town.tomas, name, words)
    assert refusal.value.sentence == sentence


def test_one_name_stands_for_one_view() -> None:
    town = given_town()
    kept(town.tomas)
    with pytest.raises(BadInput, match="You keep a view “Taxis” already"):
        kept(town.tomas, words="tram")
    assert names(town.tomas) == ["Taxis"]


def test_views_end_where_no_more_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    town = given_town()
    monkeypatch.setattr(SavedView, "MOST", 2)
    kept(town.tomas, "One"), kept(town.tomas, "Two")
    with pytest.raises(BadInput, match="2 views already"):
        kept(town.tomas, "Three")
