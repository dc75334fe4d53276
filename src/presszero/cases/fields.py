"""Custom fields on a case: what stands in them, and which are still needed."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from presszero.cases.line_words import keep_words
from presszero.cases.locking import locked_case
from presszero.cases.models import Case, Field, FieldValue
from presszero.ground.actors import Actor
from presszero.ground.kept_queries import kept_query
from presszero.ground.record import record
from presszero.pure.errors import BadInput, NotFoundHere

LONGEST_VALUE = 300
_YES_NO = {"oui": "yes", "non": "no"}


def fields_of(case: Case) -> list[Field]:
    """Return the fields that a case has, in their order: everybody's, and its team's own.

    is_needed on each: cases about this topic are settled only once something stands in it.
    """
    return _fields(team_id=case.team_id, topic_id=case.topic_id or 0)


@kept_query
def _fields(*, team_id: int, topic_id: int) -> QuerySet[Field]:
    needed = Exists(Field.needed_for.through.objects.filter(field=OuterRef("pk"), topic=topic_id))
    shown = Field.objects.filter(Q(team=None) | Q(team_id=team_id), retired_at=None)
    return shown.annotate(is_needed=needed).order_by("order", "id")


def fields_missing(case: Case) -> list[str]:
    """Return the names of the fields that the case's topic needs and in which nothing stands yet, in their order."""
    filled = set(case.field_values.values_list("field_id", flat=True))
    return [one.name for one in fields_of(case) if one.is_needed and one.pk not in filled]  # type: ignore[attr-defined]


def set_field(*, case_id: int, field_id: int, value: str, by: Actor, at: datetime) -> Case:
    """Write a fact of a case down, or take it away with an empty value.

    value: as one types it; numbers with a point or a comma, days as YYYY-MM-DD, yes or no.
    Raises NoSuchCase, CaseMerged, BadInput, NotFoundHere. Records field.set when it changed.
    """
    with transaction.atomic():
        case = locked_case(case_id=case_id, by=by)
        field = next((one for one in fields_of(case) if one.pk == field_id), None)
        if field is None:
            raise NotFoundHere(_("This case has no such field. Load the page again."))
        kept = kept_value(field, value)
        before = FieldValue.objects.filter(case=case, field=field).first()
        old = before.value if before else ""
        if old == kept:
            return case
        if kept:
            FieldValue.objects.update_or_create(case=case, field=field, defaults={"value": kept})
        elif before:
            before.delete()
        line = record(
            "field.set",
            about=field,
            by=by,
            at=at,
            case_id=case.pk,
            team_id=case.team_id,
            empty=not kept,
        )
        keep_words(line, old=old, new=kept)
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


def asked_value(field: Field, typed: str) -> str:
    """Return what somebody asks for as it would be kept in a field, in either language; as typed where it does not fit."""
    said = _YES_NO.get(typed.casefold(), typed.casefold()) if field.kind == Field.Kind.YES_NO else typed
    try:
        return kept_value(field, said)
    except BadInput:
        return typed


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
