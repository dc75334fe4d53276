"""French as it stands in letters to a town hall and in our replies: hours of the clock, joined questions, threats, courtesies."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from presszero.pure.words import check_reply, read_letter
from presszero.pure.words.urgency import UNCLEAR, urgency

MAY = datetime(2025, 5, 12, 10, tzinfo=UTC)  # a Monday
AFTERNOON = datetime(2026, 1, 15, 15, tzinfo=UTC)  # a Thursday


def asks(letter: str) -> list[tuple[str, str]]:
    return [(each.kind, each.ask) for each in read_letter(letter, MAY, ()).points]


def promised(reply: str) -> list[tuple[str, str]]:
    found = check_reply("", (), reply, at=AFTERNOON).pledges
    return [(each.quote, each.due_at.isoformat()[:16] if each.due_at else "") for each in found]


@pytest.mark.parametrize(
    ("reply", "due"),
    [
        ("L'eau sera rétablie ce soir avant 20 h.", "2026-01-15T20:00"),
        ("Je vous rappelle demain avant 10 heures.", "2026-01-16T10:00"),
        ("Nous vous rappelons d'ici 18 h.", "2026-01-15T18:00"),
        ("Nous vous rappelons d'ici deux heures.", "2026-01-15T17:00"),
        ("Nous vous rappelons avant 48 heures.", "2026-01-17T15:00"),
        ("Je lui téléphone vendredi 6 mars.", "2026-03-06T17:00"),
        ("Vous aurez une remise de 12 €, qui apparaîtra sur l'avis de mars.", "2026-03-31T17:00"),
    ],
)
def test_an_hour_of_the_clock_is_no_number_of_hours(reply: str, due: str) -> None:
    assert [each for _, each in promised(reply)] == [due]


def test_who_comes_is_promised_behind_what_is_broken() -> None:
    reply = "Le ferme-porte du garage est cassé, le serrurier vient le 10 octobre."
    assert promised(reply) == [("le serrurier vient le 10 octobre.", "2026-10-10T17:00")]
    assert promised("La porte est cassée depuis le 3, le gardien l'a vue.") == []


@pytest.mark.parametrize(
    "reply",
    [
        "Le technicien passe chaque mercredi.",
        "L'erreur vient de chez nous.",
        "Au guichet, vous y parlerez à quelqu'un.",
        "Je reprends votre liste dans l'ordre.",
    ],
)
def test_what_comes_each_week_or_from_us_is_no_promise(reply: str) -> None:
    assert promised(reply) == []


@pytest.mark.parametrize(
    ("letter", "found"),
    [
        (
            "Je voudrais savoir si le spectacle sera reprogrammé, et si nos billets resteront valables.",
            ["Si le spectacle sera reprogrammé", "Si nos billets resteront valables"],
        ),
        (
            "Pouvez-vous me dire qui a servi ce plat et si le personnel avait lu la fiche ?",
            ["Qui a servi ce plat", "Si le personnel avait lu la fiche ?"],
        ),
        (
            "bonjour pouvez vous me dire quand le camion va passer svp et me donner un bac plus grand",
            ["Quand le camion va passer svp", "Me donner un bac plus grand"],
        ),
        (
            "Vous voudrez bien m'adresser un nouvel échéancier, et m'expliquer ce montant de 214 €.",
            ["Vous voudrez bien m'adresser un nouvel échéancier", "M'expliquer ce montant de 214 €"],
        ),
    ],
)
def test_joined_asks_are_points_of_their_own(letter: str, found: list[str]) -> None:
    assert [ask for _, ask in asks(letter)] == found


def test_who_summons_us_asks_for_an_act() -> None:
    assert [kind for kind, _ in asks("Je vous somme de réparer la fuite avant lundi.")] == ["request"]


@pytest.mark.parametrize(
    "letter",
    [
        "Il n'y a aucune presse.",
        "On ne le dit pas assez souvent.",
        "Je sais que le métier n'est pas de tout repos.",
        "J'ouvre ma facture et que vois-je ?",
        "I opened the bill, and what did I find?",
        "Sans réponse sous quinze jours je saisirai le médiateur de l'eau.",
        "Sans réponse de votre part avant vendredi, nous saisirons le tribunal.",
    ],
)
def test_courtesies_threats_and_what_nobody_is_asked_are_no_points(letter: str) -> None:
    assert asks(letter) == []


def test_a_threat_that_asks_is_one_and_thanks_are_praise() -> None:
    assert asks("Sans réponse sous huit jours, que dois-je faire ?") != []
    assert [kind for kind, _ in asks("Je voudrais d'abord dire un grand merci à Mme Colin, du guichet.")] == [
        "fact"
    ]


@pytest.mark.parametrize(
    ("letter", "kind", "value"),
    [
        ("L'acte de concession porte le numéro 1995/318.", "reference", "1995/318"),
        ("Communication +++114/2025/00387+++.", "reference", "114/2025/00387"),
        ("La plaque est 1-XKL-274.", "reference", "1-XKL-274"),
        ("La carte est valable jusqu'au 31 décembre.", "date", "2025-12-31"),
        ("Mon récépissé expire le 10 novembre.", "date", "2025-11-10"),
        ("Elle est à la crèche des Lutins.", "place", "crèche des Lutins"),
        ("Le C7 ne passe plus.", "route", "C7"),
    ],
)
def test_details_of_french_letters(letter: str, kind: str, value: str) -> None:
    assert (kind, value) in [(each.kind, each.value) for each in read_letter(letter, MAY, ()).details]


def test_a_year_counts_nothing_and_a_floor_is_no_line() -> None:
    letter = "M. Dupuis du 4e, qui paie aussi les charges pour 2024, se plaint."
    kinds = {each.kind for each in read_letter(letter, MAY, ()).details}
    assert not kinds & {"count", "route"}


@pytest.mark.parametrize(
    "letter",
    [
        "La machine avale les pièces.",
        "Mon voisin boit trop mais il ne menace personne.",
        "Le bus de 17 h 05 est passé mardi sans s'arrêter.",
    ],
)
def test_what_swallows_coins_threatens_nobody_or_passes_can_wait(letter: str) -> None:
    assert [each.rule for each in urgency(letter) if not each.rule.endswith(UNCLEAR)] == []


def test_who_is_on_dialysis_and_has_no_lift_cannot_wait() -> None:
    found = urgency("Mon voisin est dialysé et l'ascenseur est en panne, il ne peut pas descendre.")
    assert "vulnerable.care" in [each.rule for each in found]
    assert "safety.attack" in [each.rule for each in urgency("Il menace ma fille devant l'école.")]


@pytest.mark.parametrize(
    ("letter", "rule"),
    [
        ("Le lift posé il y a trois ans est bloqué, ma mère est coincée dedans.", "stranded.stuck"),
        ("Ma mère, opérée il y a cinq ans, est seule sans chauffage.", "vulnerable.person"),
        ("L'échafaudage monté il y a deux ans menace de tomber.", "safety.falling"),
        ("Ma fille de deux ans a avalé mes comprimés et elle vomit.", "safety.body"),
    ],
)
def test_danger_is_none_the_less_for_years_or_for_what_was_swallowed(letter: str, rule: str) -> None:
    assert rule in [each.rule for each in urgency(letter)]


def test_a_threat_that_names_what_is_wanted_is_a_point() -> None:
    letter = "Sans réponse avant vendredi, je veux que vous annuliez mon contrat."
    assert "request" in [kind for kind, _ in asks(letter)]


@pytest.mark.parametrize("reply", ["Le plombier vient d'ici vendredi.", "Le technicien vient demain."])
def test_who_comes_by_a_day_is_promised(reply: str) -> None:
    assert [quote for quote, _ in promised(reply)] == [reply]


def test_who_knows_that_a_thing_is_broken_still_complains() -> None:
    assert [kind for kind, _ in asks("Je sais que l'ascenseur est en panne depuis lundi.")] == ["complaint"]
