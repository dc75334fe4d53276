"""Words that mails and notes about mails carry."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from presszero.cases.models import Case
from presszero.organisation.models import Team, Worker
from presszero.organisation.queries import the_organisation
from presszero.organisation.wordings import words_of
from presszero.pure.placeholders import filled_lines


def footer(case: Case, link: str) -> str:
    """Return what stands under every reply: the private page, in the customer's language."""
    organisation = the_organisation()
    known = {
        "link": link,
        "reference": case.reference,
        "organisation": organisation.name,
        "phone": organisation.phone,
    }
    with translation.override(case.language or organisation.language):
        said = filled_lines(words_of("reply_foot") or foot_shipped(), known)
    return f"\n\n-- \n{said}\n"


def foot_shipped() -> str:
    """Return the shipped words under every reply with their places in braces, in the language in force."""
    said = _("Your page, with each answer and what we promised:")
    tell = _("Something missing? Answer this mail, or say so there.")
    return f"{said}\n{{link}}\n{tell}\n{{reference}}"


def signature(team: Team, author: Worker | None) -> str:
    """Return what a team puts under its letters, filled for who wrote this one, with what parts it from the words."""
    organisation = the_organisation()
    known = {
        "me": author.name if author else "",
        "team": team.name,
        "organisation": organisation.name,
        "phone": organisation.phone,
    }
    said = filled_lines(team.signature, known)
    return f"\n\n{said}" if said else ""


def copy_footer(case: Case) -> str:
    """Return what stands under a reply for whoever reads it in copy, in the customer's language."""
    with translation.override(case.language or the_organisation().language):
        said = _("You read this in copy. Answer this mail, and your words reach the person who wrote it.")
    return f"\n\n-- \n{said}\n{case.reference}\n"


def copy_came_back(recipient: str, words: str) -> str:
    """Return the plain note on a case of which a copy did not arrive, in the language of the house."""
    with translation.override(the_organisation().language):
        said = _(
            "The copy of our reply to %(recipient)s did not arrive: “%(words)s”. "
            "The customer’s own mail is another one, and is not touched by this."
        )
    return said % {"recipient": recipient, "words": " ".join(words.split())[:300]}


def came_back(recipient: str, words: str) -> str:
    """Return the plain note on a case whose mail did not arrive, in the language of the house."""
    with translation.override(the_organisation().language):
        said = _(
            "Our mail to %(recipient)s did not arrive. Their mail server said: “%(words)s”. "
            "The customer has not read it. Try another way to reach them, or send it again."
        )
    return said % {"recipient": recipient, "words": " ".join(words.split())[:300]}


def could_not_be_written(recipient: str) -> str:
    """Return the plain note on a case whose customer gave an address that no mail can carry, in the language of the house."""
    with translation.override(the_organisation().language):
        said = _(
            "No mail can be sent to %(recipient)s: the address holds signs that mail cannot carry. "
            "The customer has heard nothing. Try another way to reach them."
        )
    return said % {"recipient": recipient}


def question_came_back(recipient: str, words: str) -> str:
    """Return the plain note on a case whose question to somebody outside did not arrive, in the language of the house."""
    with translation.override(the_organisation().language):
        said = _(
            "What you asked %(recipient)s did not arrive. Their mail server said: “%(words)s”. "
            "Look at the address, or ask somebody else."
        )
    return said % {"recipient": recipient, "words": " ".join(words.split())[:300]}


def key_mail(link: str, organisation: str) -> tuple[str, str]:
    """Return subject and text of the mail with a one-use key: nothing of any letter stands in it."""
    text = "\n\n".join(
        [
            _("Good day,"),
            _("Somebody, we believe you, asked to see the letters of this address. Open them here:"),
            link,
            _(
                "The link works once, for 30 minutes. If it was not you, do nothing: nobody sees anything without it."
            ),
            organisation,
        ]
    )
    return _("Your letters to %(organisation)s") % {"organisation": organisation}, text
