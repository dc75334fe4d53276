"""Words for replies that come again: macros with fields, and snippets that a shortcut calls while typing."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from presszero.cases.locking import locked_case
from presszero.cases.models import Case
from presszero.cases.tags import tag_case, tag_name
from presszero.ground.actors import Actor
from presszero.ground.record import record
from presszero.organisation.models import Team, Worker
from presszero.organisation.queries import the_organisation, the_zone
from presszero.pure.errors import BadInput, NotFoundHere
from presszero.pure.placeholders import filled
from presszero.pure.words import name_key
from presszero.replies.models import Macro

LONGEST_BODY = 20_000
FIELDS = ("customer", "reference", "me", "team", "organisation", "phone", "answer by")
_SHORTCUT = re.compile(r"[a-z0-9-]{1,20}")


@dataclass(frozen=True)
class FilledMacro:
    """A macro with its fields filled for one case."""

    macro: Macro
    text: str


def make_macro(
    *,
    name: str,
    body: str,
    shortcut: str,
    team_id: int | None,
    tags: Sequence[str],
    by: Actor,
    at: datetime,
) -> Macro:
    """Keep words that come again. body may hold fields in braces: one of FIELDS, or the name of a custom field.

    shortcut: small letters, digits and hyphens, typed after “;” in a reply; may be empty.
    Raises BadInput. Records macro.made.
    """
    with transaction.atomic():
        macro = _written(Macro(), name, body, shortcut, team_id, tags)
        record("macro.made", about=macro, by=by, at=at, team_id=team_id)
    return macro


def change_macro(
    *,
    macro_id: int,
    name: str,
    body: str,
    shortcut: str,
    team_id: int | None,
    tags: Sequence[str],
    by: Actor,
    at: datetime,
) -> Macro:
    """Write a macro anew; replies that used it stay as they are. Raises NotFoundHere, BadInput. Records macro.changed."""
    with transaction.atomic():
        macro = _written(seen_macro(macro_id, lock=True), name, body, shortcut, team_id, tags)
        record("macro.changed", about=macro, by=by, at=at, team_id=team_id)
    return macro


def _written(
    macro: Macro, name: str, body: str, shortcut: str, team_id: int | None, tags: Sequence[str]
) -> Macro:
    name, body, shortcut = " ".join(name.split()), body.strip(), shortcut.strip().lstrip(";").lower()
    _refuse_macro(macro, name, body, shortcut, team_id)
    macro.name, macro.body, macro.shortcut, macro.team_id = name, body, shortcut, team_id
    macro.tags = [tag_name(tag) for tag in tags if tag.strip()]
    macro.save()
    return macro


def _refuse_macro(macro: Macro, name: str, body: str, shortcut: str, team_id: int | None) -> None:
    if not 0 < len(name) <= 80:
        raise BadInput(_("Name the macro in 1 to 80 letters."), "name")
    if not 0 < len(body) <= LONGEST_BODY:
        raise BadInput(_("Write its words, at most %(most)s letters.") % {"most": LONGEST_BODY}, "body")
    if shortcut and not _SHORTCUT.fullmatch(shortcut):
        raise BadInput(_("A shortcut is at most 20 small letters, digits and hyphens."), "shortcut")
    others = Macro.objects.filter(retired_at=None).exclude(pk=macro.pk)
    if shortcut and others.filter(shortcut=shortcut).exists():
        raise BadInput(_("“;%(short)s” is another macro’s already.") % {"short": shortcut}, "shortcut")
    if team_id is not None and not Team.objects.filter(pk=team_id).exists():
        raise BadInput(_("There is no such team. Choose one of the list."), "team")


def retire_macro(*, macro_id: int, by: Actor, at: datetime) -> Macro:
    """Offer a macro no more; replies that used it stay as they are. Raises NotFoundHere. Records macro.retired."""
    with transaction.atomic():
        macro = seen_macro(macro_id, lock=True)
        macro.retired_at = at
        macro.save(update_fields=["retired_at"])
        record("macro.retired", about=macro, by=by, at=at, team_id=macro.team_id)
    return macro


def seen_macro(macro_id: int, *, lock: bool = False) -> Macro:
    """Return a macro that is in use. Raises NotFoundHere."""
    macros = Macro.objects.select_for_update() if lock else Macro.objects.select_related("team")
    macro = macros.filter(pk=macro_id, retired_at=None).first()
    if macro is None:
        raise NotFoundHere(_("There is no such macro in use. Load the page again."))
    return macro


def all_macros() -> list[Macro]:
    """Return every macro in use, by name."""
    macros = Macro.objects.filter(retired_at=None).select_related("team")
    return sorted(macros, key=lambda macro: (name_key(macro.name), macro.pk))


def macro_names(ids: Collection[int]) -> dict[int, str]:
    """Return the names of these macros by their ids, the retired ones too."""
    return dict(Macro.objects.filter(pk__in=ids).values_list("pk", "name"))


def macros_for(*, case: Case, worker: Worker) -> list[FilledMacro]:
    """Return the macros for a case by name, each filled for it as this colleague would say it."""
    shown = Macro.objects.filter(Q(team=None) | Q(team_id=case.team_id), retired_at=None)
    by_name = sorted(shown, key=lambda macro: (name_key(macro.name), macro.pk))
    known = _known(case, worker)
    return [FilledMacro(macro, filled(macro.body, known)) for macro in by_name]


def use_macro(*, case_id: int, macro_id: int, by: Actor, at: datetime) -> FilledMacro:
    """Return a macro filled for a case, and put its tags on the case. The words go where the writer puts them.

    Raises NoSuchCase, CaseMerged, NotFoundHere. Records macro.used.
    """
    with transaction.atomic():
        case = locked_case(case_id=case_id, by=by)
        macro = Macro.objects.filter(
            Q(team=None) | Q(team_id=case.team_id), retired_at=None, pk=macro_id
        ).first()
        if macro is None:
            raise NotFoundHere(_("There is no such macro for this case. Load the page again."))
        for tag in macro.tags:
            tag_case(case_id=case.pk, tag=tag, by=by, at=at)
        record("macro.used", about=macro, by=by, at=at, case_id=case.pk, team_id=case.team_id, macro=macro.pk)
    return FilledMacro(macro, filled(macro.body, _known(case, Worker.objects.get(pk=by.known_id))))


def fill_macro(macro: Macro, *, case: Case, worker: Worker) -> str:
    """Return a macro's words as this colleague would say them on a case."""
    return filled(macro.body, _known(case, worker))


def _known(case: Case, worker: Worker) -> dict[str, str]:
    organisation = the_organisation()
    values: dict[str, Any] = dict(case.field_values.values_list("field__name", "value"))
    return {name.casefold(): value for name, value in values.items()} | {
        "customer": case.customer.name,
        "reference": case.reference,
        "me": worker.name,
        "team": case.team.name,
        "organisation": organisation.name,
        "phone": organisation.phone,
        "answer by": _answer_by(case),
    }


def _answer_by(case: Case) -> str:
    """Say by when an answer is owed, in the language of who reads it, not of who writes."""
    if case.answer_due_at is None:
        return ""
    with translation.override(case.language or translation.get_language()):
        return date_format(localtime(case.answer_due_at, the_zone()), "l j F, H:i")
