"""Every letter the house writes by itself: its shipped words, and how it reads with a made-up case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from presszero.channels.email.house import invitation_shipped
from presszero.channels.email.phrases import foot_shipped
from presszero.intake.phrases import acknowledgement_shipped, points_words
from presszero.organisation.queries import the_organisation
from presszero.organisation.wordings import words_of
from presszero.pure.placeholders import filled_lines

SHIPPED: dict[str, Callable[[], str]] = {
    "acknowledgement": acknowledgement_shipped,
    "reply_foot": foot_shipped,
    "invitation": invitation_shipped,
}


def wording(letter: str, language: str) -> str:
    """Return the words a letter is made of now: the organisation's own, or the shipped ones."""
    with translation.override(language):
        return words_of(letter) or SHIPPED[letter]()


def shipped_wording(letter: str, language: str) -> str:
    with translation.override(language):
        return SHIPPED[letter]()


def read_as(text: str, language: str, *, public_url: str) -> str:
    """Return words filled for a made-up customer, as they would read them. public_url: what links begin with."""
    with translation.override(language):
        return filled_lines(text, sample(public_url).words)


@dataclass(frozen=True)
class Sample:
    """A made-up customer's case: what they asked, by number, and what stands in braces in a letter to them."""

    asks: list[tuple[int, str]]
    words: dict[str, str]


def sample(public_url: str) -> Sample:
    """Return the made-up case in the language in force."""
    asked = [(1, _("When does the first bus leave on Sunday?")), (2, _("Please refund the taxi."))]
    return Sample(asked, _words(asked, public_url))


def _words(asked: list[tuple[int, str]], public_url: str) -> dict[str, str]:
    organisation = the_organisation()
    return {
        "greeting": _("Dear %(name)s,") % {"name": "Robin Vale"},
        "name": "Robin Vale",
        "owner": "Ada Brunner",
        "inviter": "Ada Brunner",
        "when": _("Friday 5 September, 16:00"),
        "points": points_words(asked),
        "link": f"{public_url}/c/…/",
        "reference": f"{organisation.reference_prefix}-1042",
        "phone": organisation.phone,
        "organisation": organisation.name,
    }
