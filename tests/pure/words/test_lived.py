"""What a failing did to the customer, and whether a reply only placates."""

from datetime import UTC, datetime

import pytest

from presszero.pure.words import check_reply, read_letter
from presszero.pure.words.normal import level
from presszero.pure.words.particular import is_particular, particulars

AT = datetime(2026, 11, 18, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "I was late for work three days and my boss has given me a warning.",
        "We were turned away at the door.",
        "She could not see his face as it is pitch dark.",
        "My neighbours now know things that they need not know.",
        "I had to carry the pram up forty steps.",
        "I have meanwhile bought one second-hand for 38 euros.",
        "J'ai dû marcher deux kilomètres avec mon fils.",
        "Je suis infirmière, je me lève à 5 h.",
    ],
)
def test_what_it_did_to_somebody_is_found(text):
    found = read_letter(text, AT).experience
    assert found
    assert all(text[each.start : each.end] == each.text for each in found)


@pytest.mark.parametrize(
    "text", ["My daughter goes to school there.", "The library opens at nine.", "I paid 612 for the pass."]
)
def test_a_plain_fact_is_no_hardship(text):
    assert read_letter(text, AT).experience == ()


def empty(draft):
    return [
        each.rule for each in check_reply("", (), draft, at=AT).findings if each.rule == "apology-without-act"
    ]


@pytest.mark.parametrize(
    "draft",
    [
        "We apologize for the disruption to your journey.",
        "Your complaint is regretted.",
        "We're sorry if you felt that our staff were rude.",
        "Please accept our apologies for this inconvenience.",
        "Nous vous prions d'excuser la gêne occasionnée.",
        "Nous déplorons vivement cette situation.",
        "Pour le canard de votre grand-père, je suis navrée, vraiment.",
    ],
)
def test_an_apology_that_fits_anyone_is_empty(draft):
    assert empty(draft)


@pytest.mark.parametrize(
    "draft",
    [
        "I'm sorry the librarian hushed your daughter when she read her first page aloud.",
        "Apologies for the inconvenience. I've asked Tom Reyes, who runs the depot, to ring you tomorrow at ten.",
        "We closed the counter at 4.40 though the door says five. I am sorry.",
    ],
)
def test_an_apology_beside_its_failing_or_act_is_left_alone(draft):
    assert not empty(draft)


def test_kind_words_for_anyone_are_pointed_out():
    rules = [
        each.rule for each in check_reply("", (), "I understand where you are coming from.", at=AT).findings
    ]
    assert "stock-empathy" in rules


def test_words_of_this_customer_count():
    assert particulars(level("We apologise for any inconvenience.")) == 0
    assert is_particular(level("You walked home along the unlit road after the last tram."))


def test_a_plain_thank_you_for_the_letter_is_only_polite():
    rules = [
        each.rule for each in check_reply("", (), "Thank you for your message of 3 March.", at=AT).findings
    ]
    assert "stock-empathy" not in rules
