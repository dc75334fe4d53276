"""Words about searching."""

from __future__ import annotations

from django.conf import settings
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
        "is:overdue is:untaken is:incident is:followed",
        "since:2026-11-01 before:2026-12-01 since:7d",
        "outcome:settled outcome:confirmed",
        "+32 470 12 34 56",
        "field:claimno=KX44812",
    ),
    "fr": (
        "sujet:perdu responsable:moi équipe:transports",
        "langue:fr canal:courriel avec:fichier avec:urgence étiquette:feux",
        "est:retard est:libre est:incident est:suivi",
        "depuis:2026-11-01 avant:2026-12-01 depuis:7j",
        "issue:réglé issue:confirmé",
        "+32 470 12 34 56",
        "champ:sinistre=KX44812",
    ),
}


def filter_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the filters that one can press instead of typing: each group with (what is typed, its name)."""
    return [
        (
            _("How it stands"),
            [
                _choice("is:overdue", "est:retard", _("Late")),
                _choice("is:untaken", "est:libre", _("Not taken")),
                _choice("has:urgency", "avec:urgence", _("Cannot wait")),
                _choice("is:followed", "est:suivi", _("Followed by me")),
                _choice("is:incident", "est:incident", _("Part of an incident")),
                _choice("has:file", "avec:fichier", _("With a file")),
            ],
        ),
        (
            _("Opened"),
            [
                _choice("since:today", "depuis:aujourdhui", _("Today")),
                _choice("since:7d", "depuis:7j", _("Last 7 days")),
                _choice("since:30d", "depuis:30j", _("Last 30 days")),
                _choice("before:30d", "avant:30j", _("Before that")),
            ],
        ),
        (
            _("State"),
            [
                _choice("state:open", "état:ouvert", _("Open")),
                _choice("state:waiting", "état:attente", _("Waiting for the customer")),
                _choice("state:snoozed", "état:reporté", _("Put aside")),
                _choice("state:closed", "état:clos", _("Closed")),
                _choice("state:merged", "état:réuni", _("Merged into another case")),
            ],
        ),
        (
            _("Outcome"),
            [
                _choice("outcome:settled", "issue:réglé", _("Settled")),
                _choice("outcome:part", "issue:partie", _("Settled in part")),
                _choice("outcome:notours", "issue:ailleurs", _("Not ours to settle")),
                _choice("outcome:confirmed", "issue:confirmé", _("Confirmed by the customer")),
            ],
        ),
        (
            _("Door"),
            [
                _choice("channel:email", "canal:courriel", _("Mail")),
                _choice("channel:form", "canal:formulaire", _("Form")),
                _choice("channel:chat", "canal:chat", _("Chat")),
                _choice("channel:phone", "canal:téléphone", _("Phone")),
                _choice("channel:counter", "canal:guichet", _("Counter")),
            ],
        ),
        (
            _("Language"),
            [_choice(f"lang:{code}", f"langue:{code}", str(name)) for code, name in settings.LANGUAGES],
        ),
    ]


def _choice(english: str, french: str, name: str) -> tuple[str, str]:
    return (french if _language() == "fr" else english), name


def _language() -> str:
    return "fr" if (get_language() or "").startswith("fr") else "en"


def search_examples() -> list[tuple[str, str]]:
    """Return what one may type into the search field, each with what it finds, in the reader's language."""
    language = _language()
    meanings = [
        _("both words, in any of their forms"),
        _("these words side by side"),
        _("words that begin so"),
        _("without this word"),
        _("a writer’s name or address"),
        _("open, waiting, snoozed or closed"),
        _("topic, owner and team, by how their names begin"),
        _("language, door, with a file, what cannot wait, a tag"),
        _("late, not taken yet, part of an incident, followed by you"),
        _("opened since a day, before it, in the last seven days"),
        _("how it ended, and that the customer confirmed it"),
        _("who gave that phone number, in part too"),
        _("what stands in a field of this house, or in that field at all"),
    ]
    return list(zip([*_TYPED[language], *_FILTERS[language]], meanings, strict=True))
