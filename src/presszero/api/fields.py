"""Custom fields as the office keeps them: listed, made, changed, ordered, retired and brought back."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field as Described

from presszero.api.calling import actor_of
from presszero.api.routes import Routes
from presszero.api.schemas.codes import FieldKind
from presszero.api.schemas.words import Id, Words
from presszero.cases.field_keeping import (
    FieldFacts,
    all_fields,
    bring_back_field,
    change_field,
    make_field,
    move_field_up,
    retire_field,
)
from presszero.cases.models import Field
from presszero.ground import clock

routes = Routes(tags=["office"])
ACT, FIELD = "define fields", "/fields/{int:field_id}/"


class FieldGiven(Schema):
    name: Words
    kind: FieldKind = Described(description="Stays as it is when a field is changed.")
    choices: list[Words] = Described(default_factory=list, max_length=60)
    team: Id | None = Described(None, description="Only for cases of this team; all teams when left out.")
    needed_for: list[Id] = Described(
        default_factory=list, max_length=200, description="Topics whose cases are settled only with it."
    )


class FieldShape(Schema):
    id: int
    name: str
    kind: FieldKind
    choices: list[str]
    team_id: int | None
    needed_for: list[int]
    retired: bool

    @classmethod
    def of(cls, one: Field) -> FieldShape:
        return cls(
            id=one.pk,
            name=one.name,
            kind=Field.Kind(one.kind),
            choices=one.choices,
            team_id=one.team_id,
            needed_for=[topic.pk for topic in one.needed_for.all()],
            retired=one.retired_at is not None,
        )


class FieldsKept(Schema):
    fields: list[FieldShape]


@routes.reads("/fields/", act=ACT, answers=FieldsKept, name="list_fields")
def fields(request: HttpRequest) -> FieldsKept:
    """The fields in use in their order, then the retired ones."""
    used, retired = all_fields()
    return FieldsKept(fields=[FieldShape.of(one) for one in [*used, *retired]])


@routes.changes("/fields/", act=ACT, answers=FieldShape, name="make_field", status=201)
def new_field(request: HttpRequest, given: FieldGiven) -> FieldShape:
    """Make a field for all cases, or for those of one team."""
    made = make_field(
        name=given.name,
        kind=given.kind,
        choices=given.choices,
        team_id=given.team,
        needed_for=given.needed_for,
        by=actor_of(request),
        at=clock.now(),
    )
    return FieldShape.of(made)


@routes.changes(FIELD, act=ACT, answers=FieldShape, name="change_field")
def changed(request: HttpRequest, field_id: int, given: FieldGiven) -> FieldShape:
    """Change what is said of a field; its kind and all that stands in it stay."""
    facts = FieldFacts(given.name, given.choices, given.team, given.needed_for)
    return FieldShape.of(change_field(field_id=field_id, facts=facts, by=actor_of(request), at=clock.now()))


@routes.changes(FIELD + "place/", act=ACT, answers=FieldsKept, name="move_field_up")
def moved(request: HttpRequest, field_id: int) -> FieldsKept:
    """Show it before the one above it."""
    move_field_up(field_id=field_id, by=actor_of(request), at=clock.now())
    return fields(request)


@routes.changes(FIELD + "retirement/", act=ACT, answers=FieldShape, name="retire_field")
def old_field(request: HttpRequest, field_id: int) -> FieldShape:
    """Ask for a field no more; what cases hold in it stays."""
    return FieldShape.of(retire_field(field_id=field_id, by=actor_of(request), at=clock.now()))


@routes.changes(FIELD + "return/", act=ACT, answers=FieldShape, name="bring_back_field")
def brought_back(request: HttpRequest, field_id: int) -> FieldShape:
    """Ask for a retired field again, with all that stood in it."""
    return FieldShape.of(bring_back_field(field_id=field_id, by=actor_of(request), at=clock.now()))
