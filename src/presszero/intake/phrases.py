"""What the acknowledgement says."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from presszero.cases.models import Case, Contact
from presszero.organisation.queries import the_organisation
from presszero.organisation.wordings import words_of
from presszero.pure.placeholders import filled_lines


def acknowledgement_subject(*, contact: Contact) -> str:
    subject = contact.subject.strip()
    if not subject:
        return _("Your letter to %(organisation)s") % {"organisation": the_organisation().name}
    return subject if subject[:3].casefold() == "re:" else f"Re: {subject}"


def acknowledgement_shipped() -> str:
    """Return the shipped words of the acknowledgement with its places in braces, in the language in force."""
    said = _("Your letter has reached us. %(name)s answers for it, and you will hear by %(when)s.")
    page = _("On your own page you can follow this, see each answer as it is given, and write to us:")
    return "\n\n".join(
        [
            "{greeting}",
            said % {"name": "{owner}", "when": "{when}"},
            "{points}",
            page + "\n{link}",
            _("Rather talk? A person answers at %(phone)s.") % {"phone": "{phone}"},
            _("Your reference: %(reference)s") % {"reference": "{reference}"},
            "{organisation}",
        ]
    )


def acknowledgement_text(*, case: Case, contact: Contact) -> str:
    """Return the words of the acknowledgement; {link} is filled when the mail is written."""
    organisation = the_organisation()
    known = {
        "greeting": _greeting(contact),
        "owner": case.owner.name,
        "when": _when(case, organisation.time_zone),
        "points": points_words([(point.number, point.ask) for point in case.points.live()])
        if contact.proof
        else "",
        "link": "{link}",
        "phone": organisation.phone,
        "reference": case.reference,
        "organisation": organisation.name,
    }
    words = words_of("acknowledgement") or acknowledgement_shipped()
    return filled_lines(words if known["when"] else _without_a_time(words), known)


def _without_a_time(words: str) -> str:
    """No time is promised: who answers is said all the same."""
    who = _("Your letter has reached us. %(name)s answers for it.") % {"name": "{owner}"}
    return "\n".join(who if "{when}" in line else line for line in words.split("\n"))


def _greeting(contact: Contact) -> str:
    if contact.name and contact.proof:
        return _("Dear %(name)s,") % {"name": contact.name}
    return _("Good day,")


def _when(case: Case, zone: str) -> str:
    if not case.answer_due_at:
        return ""
    due = case.answer_due_at.astimezone(ZoneInfo(zone))
    return _("%(day)s, %(time)s") % {"day": formats.date_format(due, "l j F"), "time": due.strftime("%H:%M")}


def points_words(asks: Sequence[tuple[int, str]]) -> str:
    """Return what we understood, one numbered line each; "" for nothing."""
    if not asks:
        return ""
    head = ngettext(
        "We understood that you ask this one thing:",
        "We understood that you ask these %(count)s things:",
        len(asks),
    ) % {"count": len(asks)}
    return "\n".join([head, "", *(f"{number}. {ask}" for number, ask in asks)])
