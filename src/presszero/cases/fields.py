"""Custom fields: facts of its own that an organisation keeps of its cases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from presszero.cases.locking import locked_case
from presszero.cases.models import Case, Field, FieldValue
from presszero.ground.actors import Actor
from presszero.ground.record import record
from presszero.organisation.models import Team
from presszero.pure.errors import BadInput, NotFoundHere

LONGEST_VALUE = 300
LONGEST_NAME = 60
MOST_CHOICES = 50


def fields_of_team(team_id: int) -> list[Field]:
    """Return the fields that cases of a team have, in their order: everybody's, and the team's own."""
    shown = Field.objects.filter(Q(team=None) | Q(team_id=team_id), retired_at=None)
    return list(shown.order_by("order", "id"))


def make_field(
    *, name: str, kind: str, choices: Sequence[str], team_id: int | None, by: Actor, at: datetime
) -> Field:
    """Make a field for all cases, or for those of one team.

    kind: one of Field.Kind; choices: what one may choose, for that kind alone.
    Raises BadInput. Records field.made.
    """
    name, offered = " ".join(name.split()), [one.strip() for one in choices if one.strip()]
    _refuse_field(name, kind, offered, team_id)
    with transaction.atomic():
        field = Field.objects.create(
            name=name,
            kind=kind,
            choices=offered if kind == Field.Kind.CHOICE else [],
            team_id=team_id,
            order=Field.objects.count() + 1,
        )
        record("field.made", about=field, by=by, at=at, team_id=team_id, kind=kind)
    return field


def _refuse_field(name: str, kind: str, offered: Sequence[str], team_id: int | None) -> None:
    if not 0 < len(name) <= LONGEST_NAME:
        raise BadInput(_("Name the field in 1 to %(most)s letters.") % {"most": LONGEST_NAME}, "name")
    if kind not in Field.Kind.values:
        raise BadInput(_("A field holds words, a number, a day, one of a list, or yes or no."), "kind")
    if kind == Field.Kind.CHOICE and not 2 <= len(offered) <= MOST_CHOICES:
        raise BadInput(_("Give 2 to %(most)s things to choose from.") % {"most": MOST_CHOICES}, "choices")
    if any(len(one) > LONGEST_VALUE for one in offered):
        raise BadInput(_("A choice has at most %(most)s letters.") % {"most": LONGEST_VALUE}, "choices")
    if Field.objects.filter(name=name).exists():
        raise BadInput(_("There is a field of that name already; choose another."), "name")
    if team_id is not None and not Team.objects.filter(pk=team_id).exists():
        raise BadInput(_("There is no such team. Choose one of the list."), "team")


def retire_field(*, field_id: int, by: Actor, at: datetime) -> Field:
    """Ask for a field no more; what cases hold in it stays. Raises NotFoundHere. Records field.retired."""
    with transaction.atomic():
        field = Field.objects.select_for_update().filter(pk=field_id, retired_at=None).first()
        if field is None:
            raise NotFoundHere(_("There is no such field in use. Load the page again."))
        field.retired_at = at
        field.save(update_fields=["retired_at"])
        record("field.retired", about=field, by=by, at=at, team_id=field.team_id)
    return field


def set_field(*, case_id: int, field_id: int, value: str, by: Actor, at: datetime) -> Case:
    """Write a fact of a case down, or take it away with an empty value.

    value: as one types it; numbers with a point or a comma, days as YYYY-MM-DD, yes or no.
    Raises NoSuchCase, CaseMerged, BadInput, NotFoundHere. Records field.set when it changed.
    """
    with transaction.atomic():
        case = locked_case(case_id=case_id, by=by)
        field = next((one for one in fields_of_team(case.team_id) if one.pk == field_id), None)
        if field is None:
            raise NotFoundHere(_("This case has no such field. Load the page again."))
        kept = kept_value(field, value)
        before = FieldValue.objects.filter(case=case, field=field).first()
        if (before.value if before else "") == kept:
            return case
        if kept:
            FieldValue.objects.update_or_create(case=case, field=field, defaults={"value": kept})
        elif before:
            before.delete()
        record(
            "field.set",
            about=field,
            by=by,
            at=at,
            case_id=case.pk,
            team_id=case.team_id,
            empty=not kept,
        )
    return case


def kept_value(field: Field, value: str) -> str:
    """Return a value as it is kept, "" for none. Raises BadInput with what would fit."""
    value = " ".join(value.replace("\x00", "").split())
    if not value:
        return ""
    if len(value) > LONGEST_VALUE:
        raise _does_not_fit(field, _("at most %(most)s letters") % {"most": LONGEST_VALUE})
    if field.kind == Field.Kind.CHOICE and value not in field.choices:
        raise _does_not_fit(field, ", ".join(field.choices))
    if field.kind == Field.Kind.YES_NO and value not in ("yes", "no"):
        raise _does_not_fit(field, _("yes or no"))
    if field.kind == Field.Kind.NUMBER:
        return _number(field, value)
    if field.kind == Field.Kind.DATE:
        return _day(field, value)
    return value


def _number(field: Field, value: str) -> str:
    try:
        number = Decimal(value.replace(",", ".").replace(" ", ""))
    except InvalidOperation:
        raise _does_not_fit(field, _("a number, such as 41.50")) from None
    if not number.is_finite() or abs(number.adjusted()) > 18:
        raise _does_not_fit(field, _("a number, such as 41.50"))
    return format(number, "f")


def _day(field: Field, value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise _does_not_fit(field, _("a day, such as 2025-09-05")) from None


def _does_not_fit(field: Field, wanted: str) -> BadInput:
    return BadInput(_("%(field)s takes %(wanted)s.") % {"field": field.name, "wanted": wanted}, "value")
