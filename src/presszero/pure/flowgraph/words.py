"""The words for a person, and how prompts name keys and machines, by language."""

from __future__ import annotations

import re
import unicodedata

# Speaking rate until audio is rendered.
WORDS_PER_SECOND = 2.5
# Whole words, without accents and in small letters, as `plain` makes them.
PERSON_WORDS: dict[str, frozenset[str]] = {
    "en": frozenset(
        [
            "agent",
            "person",
            "human",
            "representative",
            "operator",
            "attendant",
            "receptionist",
            "reception",
            "advisor",
            "adviser",
            "associate",
            "clerk",
            "staff",
            "somebody",
            "someone",
        ]
    ),
    "fr": frozenset(
        [
            "conseiller",
            "conseillere",
            "personne",
            "humain",
            "agent",
            "operateur",
            "operatrice",
            "standard",
            "accueil",
        ]
    ),
    "es": frozenset(
        [
            "agente",
            "persona",
            "humano",
            "humana",
            "operador",
            "operadora",
            "representante",
            "asesor",
            "asesora",
        ]
    ),
    "de": frozenset(
        ["mensch", "mitarbeiter", "mitarbeiterin", "person", "berater", "beraterin", "vermittlung"]
    ),
    "it": frozenset(["operatore", "operatrice", "persona", "umano", "agente"]),
    "pt": frozenset(["atendente", "pessoa", "humano", "agente", "operador", "operadora"]),
    "nl": frozenset(["medewerker", "mens", "persoon", "operator"]),
}
MACHINE_WORDS: dict[str, tuple[str, ...]] = {
    "en": ("automat", "machine", "computer", "robot", "virtual", "recorded", "bot"),
    "fr": ("automat", "machine", "robot", "virtuel", "serveur vocal"),
    "es": ("automat", "maquina", "robot", "virtual"),
    "de": ("automat", "maschine", "computer", "roboter"),
}
ENDING_WORDS = re.compile(
    r"\b(hang ?up|end (?:this|the|your) call|end call|disconnect|good ?bye|bye|exit|finish|quit|"
    r"raccrocher|terminer|au revoir|colgar|terminar|finalizar|auflegen|beenden)\b"
)
NUMBER_WORDS = {
    "zero": "0",
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "star": "*",
    "pound": "#",
    "hash": "#",
    "un": "1",
    "deux": "2",
    "trois": "3",
    "quatre": "4",
    "cinq": "5",
    "sept": "7",
    "huit": "8",
    "neuf": "9",
    "etoile": "*",
    "diese": "#",
}
_KEY = r"(?P<key>[0-9*#]|" + "|".join(NUMBER_WORDS) + r")(?![0-9a-z])"
_PRESSES = re.compile(
    r"\b(?:press(?:ing)?|dial|push|enter|hit|choose|select|appuyez sur|tapez|composez|faites|"
    r"oprima|pulse|marque|presione|drucken sie|wahlen sie)(?: (?:the|the number|number|key|le|la|el|die))? "
    + _KEY
)
# What follows once "press" was said: press 1 for bills, 2 for trams, 0 to speak with somebody.
_LISTED = re.compile(
    r"(?:^|[,;.:]|\b(?:or|and|ou|et|oder|und|o|y)\b) ?" + _KEY + r" (?:for|to|if|pour|fur|para)\b"
)


def plain(text: str) -> str:
    """Return text in small letters without accents, one space between words."""
    flat = unicodedata.normalize("NFKD", text.lower())
    return " ".join("".join(char for char in flat if not unicodedata.combining(char)).split())


_REACHED = frozenset(
    [
        "support",
        "team",
        "staff",
        "service",
        "someone",
        "somebody",
        "manager",
        "supervisor",
        "specialist",
        "expert",
        "consultant",
        "doctor",
        "nurse",
    ]
)


def asks_for_person(words: str) -> bool:
    """Return whether an intent or phrase is a request for a person, in any language known here.

    >>> asks_for_person("human_handoff"), asks_for_person("SpeakToAnAgent"), asks_for_person("billing")
    (True, True, False)
    """
    split = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", words)
    tokens = set(re.findall(r"[a-z]+", plain(split)))
    known = set().union(*PERSON_WORDS.values()) - {"standard", "accueil", "staff", "clerk", "associate"}
    handed = {
        "handoff",
        "handover",
        "livechat",
        "liveagent",
        "escalate",
        "escalation",
        "helpdesk",
        "callcenter",
    }
    if "customer" in tokens and tokens & {"service", "support", "care"}:
        return True
    reached = {"talk", "speak", "contact", "connect", "transfer", "call", "forward", "redirect"}
    if tokens & reached and tokens & _REACHED:
        return True
    joined = plain(split).replace(" ", "").replace("_", "")
    return bool(
        tokens & (known | handed)
        or any(word in joined for word in ("handoff", "livechat", "liveagent", "callcenter", "callcentre"))
    )


def keys_said(prompt: str) -> set[str]:
    """Return the keys a prompt names.

    >>> sorted(keys_said("For bills press 1, or press zero for a person."))
    ['0', '1']
    >>> sorted(keys_said("Press 1 for bills, 2 for trams or 0 to speak with somebody."))
    ['0', '1', '2']
    """
    pressed = _keys(_PRESSES, prompt)
    return pressed | _keys(_LISTED, prompt) if pressed else pressed


def _keys(pattern: re.Pattern[str], prompt: str) -> set[str]:
    return {NUMBER_WORDS.get(match["key"], match["key"]) for match in pattern.finditer(plain(prompt))}


def ends_the_call(prompt: str, key: str) -> bool:
    """Return whether a prompt offers a key as the caller's own way to end the call."""
    for part in re.split(r"[.;!?]|,| or ", plain(prompt)):
        if key in _keys(_PRESSES, part) | _keys(_LISTED, part) and ENDING_WORDS.search(part):
            return True
    return False


def seconds_of(prompt: dict[str, str], rendered: float | None = None) -> float:
    """Return how long a prompt takes: rendered audio, or the longest language at 2.5 words a second."""
    if rendered is not None:
        return rendered
    return max((len(text.split()) / WORDS_PER_SECOND for text in prompt.values()), default=0.0)
