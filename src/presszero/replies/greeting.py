"""How a letter of ours begins and ends: whom it greets, and who signs it."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from presszero.cases.models import Case
from presszero.organisation.models import Worker
from presszero.organisation.queries import the_organisation


def letter_around(words: str, *, case: Case, worker: Worker) -> str:
    """Return words as a letter to the customer of a case, in their language: their name before, who writes after.

    A team that keeps a signature of its own signs each letter with it when it leaves; its letters are not signed twice.
    """
    with translation.override(case.language or "en"):
        name = case.customer.name
        greeting = _("Dear %(name)s,") % {"name": name} if name else _("Good day,")
    signed = "" if case.team.signature.strip() else f"\n\n{worker.name}\n{the_organisation().name}"
    return f"{greeting}\n\n{words}{signed}"


def reply_begun(*, case: Case, worker: Worker) -> str:
    """Return what stands in the reply before its first word; an empty line between greeting and name waits for it."""
    return letter_around("", case=case, worker=worker)
