"""One spelling of a search for the address, whoever reads it, and each reader's own for the field."""

from __future__ import annotations

import re
from collections.abc import Mapping

from presszero.inbox.filter_codes import CHANNELS, HAS, IS, LANGUAGES, OUTCOMES, STATES
from presszero.pure.searching import plain, respelled

ENGLISH, FRENCH = "en", "fr"
# Each key of a filter, by what it is called in pure.searching, as it is typed in either language.
_KEYS = {
    "from": ("from", "de"),
    "topic": ("topic", "sujet"),
    "team": ("team", "équipe"),
    "owner": ("owner", "responsable"),
    "state": ("state", "état"),
    "language": ("lang", "langue"),
    "channel": ("channel", "canal"),
    "has": ("has", "avec"),
    "tag": ("tag", "étiquette"),
    "field": ("field", "champ"),
    "phone": ("phone", "tél"),
    "is": ("is", "est"),
    "outcome": ("outcome", "issue"),
    "since": ("since", "depuis"),
    "before": ("before", "avant"),
}
# What stands behind a key that takes a code, by what the code stands for.
_VALUES: dict[str, dict[str, tuple[str, str]]] = {
    "state": {
        "open": ("open", "ouvert"),
        "waiting": ("waiting", "attente"),
        "snoozed": ("snoozed", "reporté"),
        "closed": ("closed", "clos"),
        "merged": ("merged", "réuni"),
    },
    "language": {code: (code, code) for code in LANGUAGES.values()},
    "channel": {
        "email": ("email", "courriel"),
        "webform": ("form", "formulaire"),
        "page": ("page", "page"),
        "chat": ("chat", "chat"),
        "phone": ("phone", "téléphone"),
        "counter": ("counter", "guichet"),
    },
    "has": {"file": ("file", "fichier"), "urgent": ("urgency", "urgence"), "worry": ("worry", "inquiétude")},
    "outcome": {
        "settled": ("settled", "réglé"),
        "part_settled": ("part", "partie"),
        "not_ours": ("notours", "ailleurs"),
        "no_answer_needed": ("noanswer", "sansréponse"),
        "confirmed": ("confirmed", "confirmé"),
    },
    "is": {
        "late": ("overdue", "retard"),
        "untaken": ("untaken", "libre"),
        "incident": ("incident", "incident"),
        "followed": ("followed", "suivi"),
    },
}
_CODES: dict[str, Mapping[str, str]] = {
    "state": STATES,
    "language": LANGUAGES,
    "channel": CHANNELS,
    "has": HAS,
    "outcome": OUTCOMES,
    "is": IS,
}
_SELF = {"me": ("me", "moi"), "moi": ("me", "moi")}
_DAYS = {
    "today": ("today", "aujourdhui"),
    "aujourdhui": ("today", "aujourdhui"),
    "aujourd'hui": ("today", "aujourdhui"),
    "aujourd’hui": ("today", "aujourdhui"),
    "yesterday": ("yesterday", "hier"),
    "hier": ("yesterday", "hier"),
}
_LAST_DAYS = re.compile(r"(\d+)[dj]\Z")


def spelled(typed: str, language: str) -> str:
    """Return a search with its filters as they are typed in a language; names, words and what is unknown stay as they are.

    language: "en", as every address says it, or "fr"; any other reads the English.

    >>> spelled("taxi est:retard équipe:transports", "en"), spelled("-state:closed since:7d", "fr")
    ('taxi is:overdue team:transports', '-état:clos depuis:7j')
    """
    place = 1 if language.startswith(FRENCH) else 0

    def say(key: str, value: str) -> tuple[str, str]:
        return _KEYS[key][place], _value(key, value, place)

    return respelled(typed, say)


def _value(key: str, value: str, place: int) -> str:
    said = plain(value)
    if key in _CODES:
        return _VALUES[key].get(_CODES[key].get(said, ""), (value, value))[place]
    if key == "owner":
        return _SELF.get(said, (value, value))[place]
    if key in ("since", "before"):
        if found := _LAST_DAYS.match(said):
            return f"{found[1]}{'dj'[place]}"
        return _DAYS.get(said, (value, value))[place]
    return value
