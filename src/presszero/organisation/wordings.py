"""The words of letters that the house writes by itself, as an organisation says them, in each language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from presszero.ground.actors import Actor
from presszero.ground.record import record
from presszero.organisation.models import Wording
from presszero.organisation.queries import the_organisation
from presszero.pure.errors import BadInput, NotFoundHere
from presszero.pure.placeholders import places_in

LONGEST_TEXT = 5_000


@dataclass(frozen=True)
class Places:
    """What a letter may hold in braces. needed: what it must: who answers and by when, the way in, the reference."""

    needed: tuple[str, ...]
    more: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.needed, *self.more)


LETTERS = {
    "acknowledgement": Places(
        ("owner", "when", "link", "reference"), ("greeting", "points", "phone", "organisation")
    ),
    "reply_foot": Places(("link", "reference"), ("organisation", "phone")),
    "invitation": Places(("link",), ("name", "inviter", "organisation")),
}


def words_of(letter: str) -> str | None:
    """Return a letter's own words in the language in force, None while the shipped ones are said."""
    language = (get_language() or "en")[:2]
    return Wording.objects.filter(letter=letter, language=language).values_list("text", flat=True).first()


def own_wordings() -> set[tuple[str, str]]:
    """Return which letters have words of their own, by letter and language."""
    return set(Wording.objects.values_list("letter", "language"))


def refuse_wording(letter: str, text: str) -> None:
    """Refuse words that leave out what the letter owes its reader, or ask for what nobody fills in. Raises BadInput."""
    if letter not in LETTERS:
        raise NotFoundHere(_("There is no such letter. Open the list again."))
    if not 0 < len(text.strip()) <= LONGEST_TEXT:
        raise BadInput(_("Write its words, at most %(most)s letters.") % {"most": LONGEST_TEXT}, "text")
    places, held = LETTERS[letter], places_in(text)
    if strange := [one for one in held if one not in places.all]:
        raise BadInput(
            _("Nothing fills in {%(strange)s} here. This letter may hold %(places)s.")
            % {"strange": strange[0], "places": braced(places.all)},
            "text",
        )
    if missing := [one for one in places.needed if one not in held]:
        raise BadInput(
            _("Whoever reads this letter needs %(missing)s in it: put it back where you like.")
            % {"missing": braced(missing)},
            "text",
        )


def braced(places: tuple[str, ...] | list[str]) -> str:
    return ", ".join(f"{{{one}}}" for one in places)


def keep_wording(*, letter: str, language: str, text: str, by: Actor, at: datetime) -> None:
    """Say a letter in words of one's own from now on. Raises BadInput, NotFoundHere. Records wording.kept."""
    text = text.strip()
    refuse_wording(letter, text)
    if language not in dict(settings.LANGUAGES):
        raise BadInput(_("There is no such language here."), "language")
    with transaction.atomic():
        Wording.objects.update_or_create(letter=letter, language=language, defaults={"text": text})
        record("wording.kept", about=the_organisation(), by=by, at=at, letter=letter, language=language)


def ship_wording_again(*, letter: str, language: str, by: Actor, at: datetime) -> None:
    """Go back to the shipped words of a letter. Raises NotFoundHere. Records wording.shipped_again when it changed."""
    if letter not in LETTERS or language not in dict(settings.LANGUAGES):
        raise NotFoundHere(_("There is no such letter. Open the list again."))
    with transaction.atomic():
        gone, _rows = Wording.objects.filter(letter=letter, language=language).delete()
        if gone:
            record(
                "wording.shipped_again",
                about=the_organisation(),
                by=by,
                at=at,
                letter=letter,
                language=language,
            )
