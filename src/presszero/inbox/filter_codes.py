"""What one may type behind a filter that takes a code, in English and in French, plain: what it stands for."""

from __future__ import annotations

from presszero.cases.models import Case

STATES = {
    "open": Case.State.OPEN,
    "ouvert": Case.State.OPEN,
    "ouverte": Case.State.OPEN,
    "waiting": Case.State.WAITING,
    "attente": Case.State.WAITING,
    "closed": Case.State.CLOSED,
    "clos": Case.State.CLOSED,
    "close": Case.State.CLOSED,
    "ferme": Case.State.CLOSED,
    "snoozed": Case.State.SNOOZED,
    "reporte": Case.State.SNOOZED,
    "merged": Case.State.MERGED,
    "reuni": Case.State.MERGED,
    "fusionne": Case.State.MERGED,
}
# Each language that letters are told to be in, by its code and by its names.
_LANGUAGES = {
    "en": ("english", "anglais"),
    "fr": ("french", "francais"),
    "es": ("spanish", "espagnol"),
    "pt": ("portuguese", "portugais"),
    "zh": ("chinese", "chinois"),
    "de": ("german", "allemand"),
    "it": ("italian", "italien"),
    "nl": ("dutch", "neerlandais"),
    "ca": ("catalan",),
    "ro": ("romanian", "roumain"),
}
LANGUAGES = {word: code for code, words in _LANGUAGES.items() for word in (code, *words)}
CHANNELS = {
    "email": "email",
    "mail": "email",
    "courriel": "email",
    "form": "webform",
    "webform": "webform",
    "formulaire": "webform",
    "page": "page",
    "phone": "phone",
    "telephone": "phone",
    "chat": "chat",
    "counter": "counter",
    "guichet": "counter",
}
HAS = {
    "file": "file",
    "fichier": "file",
    "attachment": "file",
    "piece": "file",
    "urgency": "urgent",
    "urgent": "urgent",
    "urgence": "urgent",
    "worry": "worry",
    "inquietude": "worry",
}
OUTCOMES = {
    "settled": Case.Outcome.SETTLED,
    "regle": Case.Outcome.SETTLED,
    "part_settled": Case.Outcome.PART_SETTLED,
    "part": Case.Outcome.PART_SETTLED,
    "partie": Case.Outcome.PART_SETTLED,
    "not_ours": Case.Outcome.NOT_OURS,
    "notours": Case.Outcome.NOT_OURS,
    "ailleurs": Case.Outcome.NOT_OURS,
    "no_answer_needed": Case.Outcome.NO_ANSWER_NEEDED,
    "noanswer": Case.Outcome.NO_ANSWER_NEEDED,
    "sansreponse": Case.Outcome.NO_ANSWER_NEEDED,
    "confirmed": "confirmed",
    "confirme": "confirmed",
}
IS = {
    "overdue": "late",
    "late": "late",
    "retard": "late",
    "untaken": "untaken",
    "libre": "untaken",
    "incident": "incident",
    "followed": "followed",
    "suivi": "followed",
}
