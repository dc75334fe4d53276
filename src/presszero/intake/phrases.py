"""What the acknowledgement says."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from presszero.cases.models import Case, Contact
from presszero.organisation.queries import the_organisation


def acknowledgement_subject(*, contact: Contact) -> str:
    subject = contact.subject.strip()
    if not subject:
        return _("Your letter to %(organisation)s") % {"organisation": the_organisation().name}
    return subject if subject[:3].casefold() == "re:" else f"Re: {subject}"


def acknowledgement_text(*, case: Case, contact: Contact) -> str:
    """Return the words of the acknowledgement; {link} is filled when the mail is written."""
    organisation = the_organisation()
    parts = [_greeting(contact), _who_and_when(case, organisation.time_zone)]
    if contact.proof:
        parts.append(_points(case))
    parts.append(
        _("On your own page you can follow this, see each answer as it is given, and write to us:")
        + "\n{link}"
    )
    if organisation.phone:
        parts.append(_("Rather talk? A person answers at %(phone)s.") % {"phone": organisation.phone})
    parts.append(_("Your reference: %(reference)s") % {"reference": case.reference})
    parts.append(organisation.name)
    return "\n\n".join(part for part in parts if part)


def _greeting(contact: Contact) -> str:
    if contact.name and contact.proof:
        return _("Dear %(name)s,") % {"name": contact.name}
    return _("Good day,")


def _who_and_when(case: Case, zone: str) -> str:
    name = case.owner.name
    if not case.answer_due_at:
        return _("Your letter has reached us. %(name)s answers for it.") % {"name": name}
    due = case.answer_due_at.astimezone(ZoneInfo(zone))
    when = _("%(day)s, %(time)s") % {
        "day": formats.date_format(due, "l j F"),
        "time": due.strftime("%H:%M"),
    }
    return _("Your letter has reached us. %(name)s answers for it, and you will hear by %(when)s.") % {
        "name": name,
        "when": when,
    }


def _points(case: Case) -> str:
    points = list(case.points.live())
    if not points:
        return ""
    head = ngettext(
        "We understood that you ask this one thing:",
        "We understood that you ask these %(count)s things:",
        len(points),
    ) % {"count": len(points)}
    return "\n".join([head, "", *(f"{point.number}. {point.ask}" for point in points)])
