"""Everything the reply check says, in French: each phrase's title, reason and mend."""

from collections.abc import Mapping

MONTHS = [
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
]
PHRASES: Mapping[str, tuple[str, str, str]] = {
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
}
