"""Words about searching."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

_TYPED = {
    "en": ("refund taxi", "“pier street”", "timet*", "-tram", "from:maren", "state:closed"),
    "fr": ("remboursement taxi", "« quai du port »", "horai*", "-tram", "de:maren", "état:clos"),
}
_FILTERS = {
    "en": (
        "topic:lost owner:me team:transit",
        "lang:fr channel:email has:file has:urgency tag:fireworks",
        "field:claimno=KX44812",
    ),
    "fr": (
        "sujet:perdu responsable:moi équipe:transports",
        "langue:fr canal:courriel avec:fichier avec:urgence étiquette:feux",
        "champ:sinistre=KX44812",
    ),
}


def search_examples() -> list[tuple[str, str]]:
    """Return what one may type into the search field, each with what it finds, in the reader's language."""
    language = "fr" if (get_language() or "").startswith("fr") else "en"
    meanings = [
        _("both words, in any of their forms"),
        _("these words side by side"),
        _("words that begin so"),
        _("without this word"),
        _("a writer’s name or address"),
        _("open, waiting, snoozed or closed"),
        _("topic, owner and team, by how their names begin"),
        _("language, door, with a file, what cannot wait, a tag"),
        _("what stands in a field of this house, or in that field at all"),
    ]
    return list(zip([*_TYPED[language], *_FILTERS[language]], meanings, strict=True))
