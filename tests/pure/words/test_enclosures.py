"""Words that say something goes along with a reply, where nothing does."""

from __future__ import annotations

from datetime import datetime

import pytest

from presszero.pure.words import check_reply

AT = datetime(2026, 11, 18, 10, 0)


def not_enclosed(draft: str, *, carries: bool | None = False, voice: str = "en") -> list[tuple[str, str]]:
    check = check_reply("Please send me the form.", [], draft, at=AT, carries=carries, voice=voice)
    return [(one.quote, one.title) for one in check.findings if one.rule == "enclosure-missing"]


SAID = [
    "I attach the form for the second child.",
    "I've attached the plan of the diversion.",
    "Please find enclosed a copy of our assessor's report.",
    "You'll find their note attached.",
    "A claim form is enclosed.",
    "The minutes of 4 November are attached as requested.",
    "Please fill in the attached form and we will correct the invoice.",
    "We are sorry that you were not satisfied and enclose a voucher of 5.",
    "Attached is a signed statement for her employer.",
    "You see both sums in the attachment.",
    "Vous trouverez ci-joint le protocole signé.",
    "Le document est en pièce jointe.",
    "Je vous joins le formulaire.",
    "L'attestation jointe, signée ce matin, prolonge vos droits.",
    "La copie est jointe.",
    "S'il vous faut une attestation, je vous l'ai jointe.",
]
NOT_SAID = [
    "The bike rack attached to the bus was checked on Monday.",
    "The bell is attached to the wall beside the door.",
    "The photo you attached shows the broken step.",
    "Thank you for your enclosed receipt.",
    "There was nothing attached to your mail.",
    "I will attach the plan to my next letter.",
    "There are no strings attached.",
    "Please bring the form enclosed with your summons.",
    "The enclosed garden opens at nine.",
    "Le joint a été changé hier.",
    "J'ai joint le facteur remplaçant par téléphone.",
    "Nous nous joignons à vous pour regretter cet accueil.",
    "La facture que vous avez jointe porte un autre numéro.",
    "En annexe du bâtiment, la salle ouvre à neuf heures.",
    "L'adjointe au maire vous recevra mardi.",
]


@pytest.mark.parametrize("sentence", SAID)
def test_what_is_said_to_go_along_is_missed(sentence: str) -> None:
    draft = f"Dear Maren Oduya,\n\n{sentence}\n\nTomas Vell"
    assert [quote.rstrip(".") for quote, _ in not_enclosed(draft)] == [sentence.rstrip(".")]


@pytest.mark.parametrize("sentence", SAID)
def test_nothing_is_said_where_a_file_goes_along_or_nobody_knows(sentence: str) -> None:
    assert not_enclosed(sentence, carries=True) == not_enclosed(sentence, carries=None) == []


@pytest.mark.parametrize("sentence", NOT_SAID)
def test_other_things_are_attached_too(sentence: str) -> None:
    assert not_enclosed(f"Dear Maren Oduya,\n\n{sentence}\n\nTomas Vell") == []


def test_quoted_words_promise_no_file() -> None:
    assert not_enclosed("The lift runs again.\n\n> I attach a photo of the step.") == []


def test_it_is_said_in_the_agents_language() -> None:
    assert not_enclosed("A form is enclosed.", voice="fr")[0][1] == "Rien n’accompagne cette réponse"
