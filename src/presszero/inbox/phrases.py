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
    """Return the filters that one can press instead of typing: each group with (how an address says it, its name)."""
    return [
        (
            _("How it stands"),
            [
                ("is:overdue", _("Late")),
                ("is:untaken", _("Not taken")),
                ("has:urgency", _("Cannot wait")),
                ("is:followed", _("Followed by me")),
                ("is:incident", _("Part of an incident")),
                ("has:file", _("With a file")),
            ],
        ),
        (
            _("Opened"),
            [
                ("since:today", _("Today")),
                ("since:7d", _("Last 7 days")),
                ("since:30d", _("Last 30 days")),
                ("before:30d", _("Before that")),
            ],
        ),
        (
            _("State"),
            [
                ("state:open", _("Open")),
                ("state:waiting", _("Waiting for the customer")),
                ("state:snoozed", _("Put aside")),
                ("state:closed", _("Closed")),
                ("state:merged", _("Merged into another case")),
            ],
        ),
        (
            _("Outcome"),
            [
                ("outcome:settled", _("Settled")),
                ("outcome:part", _("Settled in part")),
                ("outcome:notours", _("Not ours to settle")),
                ("outcome:confirmed", _("Confirmed by the customer")),
            ],
        ),
        (
            _("Door"),
            [
                ("channel:email", _("Mail")),
                ("channel:form", _("Form")),
                ("channel:chat", _("Chat")),
                ("channel:phone", _("Phone")),
                ("channel:counter", _("Counter")),
            ],
        ),
        (
            _("Language"),
            [(f"lang:{code}", str(name)) for code, name in settings.LANGUAGES],
        ),
    ]


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
