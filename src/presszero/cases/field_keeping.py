"""Custom fields: which facts of its own an organisation keeps of its cases, in which order, and where one is needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from presszero.cases.fields import LONGEST_VALUE
from presszero.cases.models import Field
from presszero.ground.actors import Actor
from presszero.ground.record import record
from presszero.organisation.models import Team, Topic
from presszero.pure.errors import BadInput, NotFoundHere

LONGEST_NAME = 60
MOST_CHOICES = 50


@dataclass(frozen=True)
class FieldFacts:
    """What is said of a field. choices: what one may choose, for that kind alone. needed_for: ids of topics."""

    name: str
    choices: Sequence[str] = ()
    team_id: int | None = None
    needed_for: Sequence[int] = ()


def make_field(
    *,
    name: str,
    kind: str,
    choices: Sequence[str],
    team_id: int | None,
    needed_for: Sequence[int] = (),
    by: Actor,
    at: datetime,
) -> Field:
    """Make a field for all cases, or for those of one team.

    kind: one of Field.Kind; needed_for: ids of topics whose cases are settled only with it.
    Raises BadInput. Records field.made.
    """
    facts = FieldFacts(name, choices, team_id, needed_for)
    with transaction.atomic():
        field = _written(Field(kind=kind, order=Field.objects.count() + 1), facts)
        record("field.made", about=field, by=by, at=at, team_id=team_id, kind=kind)
    return field


def change_field(*, field_id: int, facts: FieldFacts, by: Actor, at: datetime) -> Field:
    """Change what is said of a field; its kind stays, and so does all that stands in it.

    Raises NotFoundHere, BadInput. Records field.changed.
    """
    with transaction.atomic():
        field = _written(_locked(field_id), facts)
        record("field.changed", about=field, by=by, at=at, team_id=field.team_id)
    return field


def _written(field: Field, facts: FieldFacts) -> Field:
    name, offered = " ".join(facts.name.split()), [one.strip() for one in facts.choices if one.strip()]
    _refuse_field(field, name, offered, facts.team_id)
    topics = list(Topic.objects.filter(pk__in=facts.needed_for))
    if len(topics) != len(set(facts.needed_for)):
        raise BadInput(_("There is no such topic. Choose from the list."), "needed_for")
    field.name, field.team_id = name, facts.team_id
    field.choices = list(dict.fromkeys(offered)) if field.kind == Field.Kind.CHOICE else []
    field.save()
    field.needed_for.set(topics)
    return field


def _refuse_field(field: Field, name: str, offered: Sequence[str], team_id: int | None) -> None:
    if not 0 < len(name) <= LONGEST_NAME:
        raise BadInput(_("Name the field in 1 to %(most)s letters.") % {"most": LONGEST_NAME}, "name")
    if field.kind not in Field.Kind.values:
        raise BadInput(_("A field holds words, a number, a day, one of a list, or yes or no."), "kind")
    if field.kind == Field.Kind.CHOICE and not 2 <= len(offered) <= MOST_CHOICES:
        raise BadInput(_("Give 2 to %(most)s things to choose from.") % {"most": MOST_CHOICES}, "choices")
    if any(len(one) > LONGEST_VALUE for one in offered):
        raise BadInput(_("A choice has at most %(most)s letters.") % {"most": LONGEST_VALUE}, "choices")
    if Field.objects.filter(name=name).exclude(pk=field.pk).exists():
        raise BadInput(_("There is a field of that name already, in use or retired; choose another."), "name")
    if team_id is not None and not Team.objects.filter(pk=team_id).exists():
        raise BadInput(_("There is no such team. Choose one of the list."), "team")


def retire_field(*, field_id: int, by: Actor, at: datetime) -> Field:
    """Ask for a field no more; what cases hold in it stays. Raises NotFoundHere. Records field.retired."""
    with transaction.atomic():
        field = _locked(field_id)
        field.retired_at = at
        field.save(update_fields=["retired_at"])
        record("field.retired", about=field, by=by, at=at, team_id=field.team_id)
    return field


def bring_back_field(*, field_id: int, by: Actor, at: datetime) -> Field:
    """Ask for a retired field again, with all that stood in it. Raises NotFoundHere. Records field.brought_back."""
    with transaction.atomic():
        field = Field.objects.select_for_update().filter(pk=field_id).first()
        if field is None:
            raise NotFoundHere(_("There is no such field. Load the page again."))
        if field.retired_at is None:
            return field
        field.retired_at = None
        field.save(update_fields=["retired_at"])
        record("field.brought_back", about=field, by=by, at=at, team_id=field.team_id)
    return field


def move_field_up(*, field_id: int, by: Actor, at: datetime) -> None:
    """Show a field before the one that stands above it. Raises NotFoundHere. Records field.moved."""
    with transaction.atomic():
        field = _locked(field_id)
        fields = list(Field.objects.select_for_update().filter(retired_at=None))
        place = fields.index(field)
        fields.insert(max(0, place - 1), fields.pop(place))
        for order, one in enumerate(fields, 1):
            Field.objects.filter(pk=one.pk).update(order=order)
        record("field.moved", about=field, by=by, at=at, order=max(place, 1))


def _locked(field_id: int) -> Field:
    field = Field.objects.select_for_update().filter(pk=field_id, retired_at=None).first()
    if field is None:
        raise NotFoundHere(_("There is no such field in use. Load the page again."))
    return field


def seen_field(field_id: int) -> Field:
    """Return a field in use, with the topics that need it. Raises NotFoundHere."""
    field = Field.objects.prefetch_related("needed_for").filter(pk=field_id, retired_at=None).first()
    if field is None:
        raise NotFoundHere(_("There is no such field in use. Load the page again."))
    return field


def all_fields() -> tuple[list[Field], list[Field]]:
    """Return the fields in use in their order, and the retired ones."""
    fields = list(Field.objects.select_related("team").prefetch_related("needed_for"))
    return [one for one in fields if not one.retired_at], [one for one in fields if one.retired_at]
