"""Everything the reply check says, in each language of its readers."""

from collections.abc import Mapping, Sequence
from datetime import datetime

MONTHS: Mapping[str, Sequence[str]] = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
}
PHRASES: Mapping[str, Mapping[str, tuple[str, str, str]]] = {
    "en": {
        "point-open": (
            "Point {number} is not yet answered",
            "“{quote}”",
            "Answer it, promise the answer with a date, or decline it with a reason.",
        ),
        "point-open.proposed": (
            "Point {number} waits for your mark",
            "It looks answered by “{answer}”.",
            "Mark it answered if that is so.",
        ),
        "point-open.touched": (
            "Point {number} is touched, not yet answered",
            "“{answer}”. {why}",
            "Say the answer itself, or mark the point if this is it.",
        ),
        "point-open.answered": ("Point {number} is answered", "You marked it.", "Nothing to do."),
        "point-open.promised": (
            "Point {number} is answered by a promise",
            "You marked it.",
            "Nothing to do.",
        ),
        "point-open.declined": ("Point {number} is declined", "You marked it.", "Nothing to do."),
        "point-unanswered-by-draft": (
            "Point {number} is marked answered, but no sentence here seems to answer it",
            "“{quote}”",
            "Add the answer, or leave the mark if it stands there in other words.",
        ),
        "enclosure-missing": (
            "Nothing goes along with this reply",
            "“{quote}”",
            "Enclose what is meant, or take these words out.",
        ),
        "place-unfilled": (
            "{quote} is still to be filled in",
            "Nothing is known of it on this case.",
            "Write what belongs there, or take it out.",
        ),
        "promise-undated": (
            "A promise without an owner or a date",
            "“{quote}” Who, and by when will the customer know?",
            "Give it an owner and a date, or mark it as not a promise.",
        ),
        "promise-undated.dated": (
            "A promise nobody has taken on yet",
            "“{quote}” It falls due {due}.",
            "Give it an owner and confirm the date, or mark it as not a promise.",
        ),
        "promise-undated.settled": ("This promise is settled", "“{quote}”", "Nothing to do."),
        "detail-missing": (
            "The reply to point {number} leaves out {details}",
            "The customer wrote “{quote}”.",
            "Name it, so that it is clear what you looked at.",
        ),
        "detail-contradicted": (
            "The customer wrote {theirs}, the reply says {ours}",
            "“{quote}”",
            "Correct it, or say why it differs.",
        ),
        "form-letter.opening": (
            "{customers} customers got this opening before",
            "{percent} % the same words{without}.",
            "Take it out, or say it for this customer.",
        ),
        "form-letter.passage": (
            "{customers} customers got this passage before",
            "{percent} % the same words{without}.",
            "Take it out, or say it for this customer.",
        ),
        "form-letter.ending": (
            "{customers} customers got this ending before",
            "{percent} % the same words{without}.",
            "Take it out, or say it for this customer.",
        ),
        "form-letter.whole": (
            "{customers} customers got this letter before",
            "{percent} % the same words{without}.",
            "Answer this customer's points in words of your own.",
        ),
        "form-letter.swap": (
            "Would fit {fits} of {of} other customers as well",
            "Their letters share as much with this reply as the letter it answers.",
            "Use what this customer wrote: the place, the day, what happened to them.",
        ),
        "apology-without-act": (
            "An apology without an act",
            "“{quote}” names neither what went wrong nor what is done about it.",
            "Say what for, beside what you do about it.",
        ),
        "stock-empathy": (
            "A kind phrase that would fit anyone",
            "“{quote}”",
            "Name what this customer went through, or leave it out.",
        ),
        "unwanted-thanks": (
            "The customer asked not to be thanked",
            "“{wish}”",
            "Take the thanks out.",
        ),
        "unwanted-apology": (
            "The customer asked not to be given an apology",
            "“{wish}”",
            "Say what you do instead.",
        ),
        "unwanted-call": (
            "The customer asked not to be phoned",
            "“{wish}”",
            "Write what you would have said, or say that you will write.",
        ),
        "unwanted-call.writing": (
            "The customer asked for an answer in writing",
            "“{wish}”",
            "Write what you would have said, or say that you will write.",
        ),
        "unwanted-form": (
            "The customer asked for no form letter",
            "“{wish}”",
            "Answer this customer's points in words of your own.",
        ),
        "experience-unnamed": (
            "The reply does not name what the customer went through",
            "They wrote of “{experience}”.",
            "Name it once, in plain words, where you answer for it.",
        ),
        "blame": (
            "This can be read as blame",
            "“{quote}”",
            "Say what happened and what is possible now.",
        ),
        "jargon": (
            "Words of the house: “{quote}”",
            "The customer may not know them.",
            "Say instead: {instead}.",
        ),
        "jargon.plainer": (
            "Words of the house: “{quote}”",
            "The customer may not know them.",
            "Write instead: “{instead}”.",
        ),
        "jargon.plain": (
            "Words of the house: “{quote}”",
            "The customer may not know them.",
            "Leave them out, or write in full what they mean.",
        ),
        "wrong-language": (
            "The letter is in {theirs}, the reply in {ours}",
            "The customer may not read {ours}.",
            "Write in {theirs}, unless they asked for {ours}.",
        ),
        "empty": (
            "The reply says nothing yet",
            "There is no sentence besides the greeting.",
            "Begin with point 1.",
        ),
        "words": ("none about {what}", "", ""),
        "or": (" or ", "", ""),
        "why.details": ("It says “{shared}”, as the customer did.", "", ""),
        "why.words": ("Both say “{shared}”.", "", ""),
        "why.family": ("It says “{ours}” where the customer says “{theirs}”.", "", ""),
        "between": ("”, “", "", ""),
        "why.does": ("It does what the point asks for, in other words.", "", ""),
        "why.near": ("It seems to be about the same, in other words.", "", ""),
        "why.none": ("No sentence of the reply speaks of this.", "", ""),
        "tell.day": ("the day you will do it", "", ""),
        "tell.reason": ("the reason itself", "", ""),
        "tell.ran": ("what did not run", "", ""),
        "tell.owner": ("who has it now", "", ""),
        "tell.condition": ("the condition itself", "", ""),
        "tell.done": ("what was done", "", ""),
        "tell.name": ("the name of the person", "", ""),
        "tell.rule": ("the rule itself", "", ""),
        "en": ("English", "", ""),
        "fr": ("French", "", ""),
        "the.en": ("English", "", ""),
        "the.fr": ("French", "", ""),
    },
    "fr": {
        "point-open": (
            "Le point {number} n’a pas encore de réponse",
            "« {quote} »",
            "Répondez, promettez la réponse avec une date, ou refusez avec une raison.",
        ),
        "point-open.proposed": (
            "Le point {number} attend votre marque",
            "« {answer} » semble y répondre.",
            "Marquez-le répondu si c’est le cas.",
        ),
        "point-open.touched": (
            "Le point {number} est effleuré, pas encore répondu",
            "« {answer} ». {why}",
            "Donnez la réponse elle-même, ou marquez le point si elle est là.",
        ),
        "point-open.answered": ("Le point {number} a sa réponse", "Vous l’avez marqué.", "Rien à faire."),
        "point-open.promised": (
            "Le point {number} a une promesse pour réponse",
            "Vous l’avez marqué.",
            "Rien à faire.",
        ),
        "point-open.declined": ("Le point {number} est refusé", "Vous l’avez marqué.", "Rien à faire."),
        "point-unanswered-by-draft": (
            "Le point {number} est marqué répondu, mais aucune phrase ne semble y répondre",
            "« {quote} »",
            "Ajoutez la réponse, ou gardez la marque si elle est dite autrement.",
        ),
        "enclosure-missing": (
            "Rien n’accompagne cette réponse",
            "« {quote} »",
            "Joignez ce qui est annoncé, ou supprimez ces mots.",
        ),
        "place-unfilled": (
            "{quote} reste à remplir",
            "Ce dossier n’en dit rien.",
            "Écrivez ce qui doit y figurer, ou supprimez-le.",
        ),
        "promise-undated": (
            "Une promesse sans responsable ni date",
            "« {quote} » Qui, et quand le client le saura-t-il ?",
            "Donnez-lui un responsable et une date, ou marquez que ce n’est pas une promesse.",
        ),
        "promise-undated.dated": (
            "Une promesse que personne n’a encore prise",
            "« {quote} » Elle échoit le {due}.",
            "Donnez-lui un responsable et confirmez la date, ou marquez que ce n’est pas une promesse.",
        ),
        "promise-undated.settled": ("Cette promesse est réglée", "« {quote} »", "Rien à faire."),
        "detail-missing": (
            "La réponse au point {number} ne dit pas {details}",
            "Le client a écrit « {quote} ».",
            "Nommez-le, pour montrer ce que vous avez regardé.",
        ),
        "detail-contradicted": (
            "Le client a écrit {theirs}, la réponse dit {ours}",
            "« {quote} »",
            "Corrigez, ou dites pourquoi cela diffère.",
        ),
        "form-letter.opening": (
            "{customers} clients ont déjà reçu ce début",
            "{percent} % des mêmes mots{without}.",
            "Retirez-le, ou dites-le pour ce client.",
        ),
        "form-letter.passage": (
            "{customers} clients ont déjà reçu ce passage",
            "{percent} % des mêmes mots{without}.",
            "Retirez-le, ou dites-le pour ce client.",
        ),
        "form-letter.ending": (
            "{customers} clients ont déjà reçu cette fin",
            "{percent} % des mêmes mots{without}.",
            "Retirez-la, ou dites-la pour ce client.",
        ),
        "form-letter.whole": (
            "{customers} clients ont déjà reçu cette lettre",
            "{percent} % des mêmes mots{without}.",
            "Répondez aux points de ce client avec vos propres mots.",
        ),
        "form-letter.swap": (
            "Irait aussi bien à {fits} autres clients sur {of}",
            "Leurs lettres ont autant en commun avec cette réponse que celle à laquelle elle répond.",
            "Reprenez ce que ce client a écrit : le lieu, le jour, ce qui lui est arrivé.",
        ),
        "apology-without-act": (
            "Une excuse sans acte",
            "« {quote} » ne nomme ni ce qui a manqué ni ce qui est fait.",
            "Dites de quoi, et ce que vous faites.",
        ),
        "stock-empathy": (
            "Une phrase aimable qui irait à tout le monde",
            "« {quote} »",
            "Nommez ce que ce client a vécu, ou retirez-la.",
        ),
        "unwanted-thanks": (
            "Le client a demandé qu’on ne le remercie pas",
            "« {wish} »",
            "Retirez les remerciements.",
        ),
        "unwanted-apology": (
            "Le client a demandé qu’on ne s’excuse pas",
            "« {wish} »",
            "Dites plutôt ce que vous faites.",
        ),
        "unwanted-call": (
            "Le client a demandé qu’on ne l’appelle pas",
            "« {wish} »",
            "Écrivez ce que vous auriez dit, ou dites que vous écrirez.",
        ),
        "unwanted-call.writing": (
            "Le client a demandé une réponse écrite",
            "« {wish} »",
            "Écrivez ce que vous auriez dit, ou dites que vous écrirez.",
        ),
        "unwanted-form": (
            "Le client ne veut pas de lettre type",
            "« {wish} »",
            "Répondez aux points de ce client avec vos propres mots.",
        ),
        "experience-unnamed": (
            "La réponse ne nomme pas ce que le client a vécu",
            "Il est écrit « {experience} ».",
            "Nommez-le une fois, simplement, là où vous en répondez.",
        ),
        "blame": (
            "Cela peut se lire comme un reproche",
            "« {quote} »",
            "Dites ce qui s’est passé et ce qui est possible maintenant.",
        ),
        "jargon": (
            "Des mots de la maison : « {quote} »",
            "Le client ne les connaît peut-être pas.",
            "Dites plutôt : {instead}.",
        ),
        "jargon.plainer": (
            "Des mots de la maison : « {quote} »",
            "Le client ne les connaît peut-être pas.",
            "Écrivez plutôt : « {instead} ».",
        ),
        "jargon.plain": (
            "Des mots de la maison : « {quote} »",
            "Le client ne les connaît peut-être pas.",
            "Retirez-les, ou écrivez en entier ce qu’ils veulent dire.",
        ),
        "wrong-language": (
            "La lettre est en {theirs}, la réponse en {ours}",
            "Le client ne lit peut-être pas {the_ours}.",
            "Écrivez en {theirs}, sauf si le client demande {the_ours}.",
        ),
        "empty": (
            "La réponse ne dit encore rien",
            "Il n’y a que la salutation.",
            "Commencez par le point 1.",
        ),
        "words": ("aucun sur {what}", "", ""),
        "or": (" ou ", "", ""),
        "why.details": ("On y lit « {shared} », comme chez le client.", "", ""),
        "why.words": ("Les deux disent « {shared} ».", "", ""),
        "why.family": ("Elle dit « {ours} » là où le client dit « {theirs} ».", "", ""),
        "between": (" », « ", "", ""),
        "why.does": ("Elle fait ce que le point demande, en d’autres mots.", "", ""),
        "why.near": ("Elle semble parler de la même chose, en d’autres mots.", "", ""),
        "why.none": ("Aucune phrase de la réponse n’en parle.", "", ""),
        "tell.day": ("le jour prévu", "", ""),
        "tell.reason": ("la raison elle-même", "", ""),
        "tell.ran": ("ce qui n’a pas roulé", "", ""),
        "tell.owner": ("qui s’en occupe", "", ""),
        "tell.condition": ("la condition elle-même", "", ""),
        "tell.done": ("ce qui a été fait", "", ""),
        "tell.name": ("le nom de la personne", "", ""),
        "tell.rule": ("la règle elle-même", "", ""),
        "en": ("anglais", "", ""),
        "fr": ("français", "", ""),
        "the.en": ("l’anglais", "", ""),
        "the.fr": ("le français", "", ""),
    },
}


def say(voice: str, phrase: str, **words: object) -> tuple[str, str, str]:
    """Return title, reason and mend of a phrase, filled in. voice: the reader's language; English when unknown."""
    title, reason, mend = PHRASES.get(voice, PHRASES["en"])[phrase]
    return title.format(**words), reason.format(**words), mend.format(**words)


def day_and_hour(voice: str, at: datetime) -> str:
    """Return an instant in the reader's language; English when unknown.

    >>> day_and_hour("en", datetime(2025, 7, 18, 17)), day_and_hour("fr", datetime(2025, 7, 1, 9, 30))
    ('18 July 2025, 17:00', '1 juillet 2025, 09:30')
    """
    return f"{at.day} {MONTHS.get(voice, MONTHS['en'])[at.month - 1]} {at:%Y, %H:%M}"
