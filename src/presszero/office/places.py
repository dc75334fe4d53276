"""The places of the office, in the groups that people look for them in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from presszero.organisation.models import Worker
from presszero.organisation.permissions import may

# Name of the group, then of each place: its address, its words, and the act it takes.
GROUPS = (
    (
        noop("Today"),
        (
            ("office:team", noop("Team"), "see the team"),
            ("office:figures", noop("Figures"), "see figures"),
        ),
    ),
    (
        noop("People"),
        (
            ("office:people", noop("Colleagues"), "invite people"),
            ("office:teams", noop("Teams"), "shape the office"),
            ("office:skills", noop("Skills"), "shape the office"),
            ("office:sign_in_policy", noop("Signing in"), "set how people sign in"),
        ),
    ),
    (
        noop("Work"),
        (
            ("office:topics", noop("Topics"), "shape the office"),
            ("office:sorting", noop("Sorting"), "shape the office"),
            ("office:reply_check", noop("Reply check"), "shape the office"),
            ("office:rules", noop("Rules"), "write rules"),
            ("office:fields", noop("Fields"), "define fields"),
            ("office:hours", noop("Hours"), "see the team"),
        ),
    ),
    (
        noop("Channels"),
        (
            ("office:addresses", noop("Addresses"), "shape the office"),
            ("office:chat", noop("Chat"), "shape the office"),
            ("office:flows", noop("Flows"), "see flows"),
        ),
    ),
    (
        noop("Our words"),
        (
            ("office:letters", noop("Letters"), "shape the office"),
            ("office:macros", noop("Macros"), "define macros"),
        ),
    ),
    (noop("House"), (("office:organisation", noop("Organisation"), "shape the office"),)),
)


@dataclass(frozen=True)
class Place:
    """One place of the office. current: it is the one that is open."""

    words: str
    url: str
    current: bool


@dataclass(frozen=True)
class Group:
    """Places that belong together; url is the first one's."""

    words: str
    places: Sequence[Place]

    @property
    def url(self) -> str:
        return self.places[0].url

    @property
    def current(self) -> bool:
        return any(place.current for place in self.places)


def office_nav(worker: Worker, here: str) -> list[Group]:
    """Return the places this worker may open, by group. here: the name of the address shown."""
    groups = (
        Group(
            _(words),
            [
                Place(_(name), reverse(address), address == here)
                for address, name, act in places
                if may(worker, act)
            ],
        )
        for words, places in GROUPS
    )
    return [group for group in groups if group.places]
