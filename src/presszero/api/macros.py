"""Macros as the office keeps them: listed, made, changed, retired. Their use on a case stands in `replies`."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from presszero.api.calling import actor_of
from presszero.api.routes import Routes
from presszero.api.schemas.words import Id, Words
from presszero.ground import clock
from presszero.pure.placeholders import places_in
from presszero.replies.macros import all_macros, change_macro, make_macro, retire_macro
from presszero.replies.models import Macro

routes = Routes(tags=["office"])
ACT, MACRO = "define macros", "/macros/{int:macro_id}/"


class MacroShape(Schema):
    id: int
    name: str
    shortcut: str
    body: str
    team_id: int | None
    tags: list[str]
    fields: list[str] = Field(description="The fields its words ask for.")

    @classmethod
    def of(cls, one: Macro) -> MacroShape:
        return cls(
            id=one.pk,
            name=one.name,
            shortcut=one.shortcut,
            body=one.body,
            team_id=one.team_id,
            tags=one.tags,
            fields=places_in(one.body),
        )


class MacrosKept(Schema):
    macros: list[MacroShape]


class MacroGiven(Schema):
    name: Words
    body: Words = Field(
        description="Fields in braces: customer, reference, me, team, organisation, phone, answer by, or a custom field."
    )
    shortcut: Words = ""
    team: Id | None = None
    tags: list[Words] = Field(default_factory=list, max_length=20)


@routes.reads("/macros/", act=ACT, answers=MacrosKept, name="list_all_macros")
def macros(request: HttpRequest) -> MacrosKept:
    """Every macro in use, by name."""
    return MacrosKept(macros=[MacroShape.of(one) for one in all_macros()])


@routes.changes("/macros/", act=ACT, answers=MacroShape, name="make_macro", status=201)
def new_macro(request: HttpRequest, given: MacroGiven) -> MacroShape:
    """Keep words that come again, for all teams or one."""
    made = make_macro(
        name=given.name,
        body=given.body,
        shortcut=given.shortcut,
        team_id=given.team,
        tags=given.tags,
        by=actor_of(request),
        at=clock.now(),
    )
    return MacroShape.of(made)


@routes.changes(MACRO, act=ACT, answers=MacroShape, name="change_macro")
def written_anew(request: HttpRequest, macro_id: int, given: MacroGiven) -> MacroShape:
    """Write a macro anew; replies that used it stay as they are."""
    changed = change_macro(
        macro_id=macro_id,
        name=given.name,
        body=given.body,
        shortcut=given.shortcut,
        team_id=given.team,
        tags=given.tags,
        by=actor_of(request),
        at=clock.now(),
    )
    return MacroShape.of(changed)


@routes.changes(MACRO + "retirement/", act=ACT, answers=MacroShape, name="retire_macro")
def old_macro(request: HttpRequest, macro_id: int) -> MacroShape:
    """Offer a macro no more."""
    return MacroShape.of(retire_macro(macro_id=macro_id, by=actor_of(request), at=clock.now()))
