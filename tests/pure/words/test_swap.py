from datetime import UTC, datetime

from presszero.pure.words import History, PastReply, check_reply
from presszero.pure.words.sameness import form_likeness

AT = datetime(2026, 11, 18, 10, tzinfo=UTC)
OTHERS = [
    PastReply(
        f"Your case {number} is closed.", 1, f"Parcel {number} came broken and the courier laughed at me."
    )
    for number in range(40)
]
LETTER = "The heating in the reading room is off and I sit there in gloves."


def swaps(draft, history=OTHERS):
    check = check_reply(LETTER, (), draft, at=AT, history=History.from_replies(history))
    return [each.title for each in check.findings if each.rule == "form-letter" and "Would fit" in each.title]


def test_a_reply_with_nothing_of_the_letter_fits_everybody():
    assert swaps("Our team will look at your case with care.") == [
        "Would fit 100 of 100 other customers as well"
    ]


def test_a_reply_that_speaks_of_the_letter_fits_nobody_else():
    assert swaps("The heating of the reading room is repaired since noon.") == []


def test_a_few_letters_prove_nothing():
    assert swaps("Our team will look at your case with care.", OTHERS[:5]) == []


def test_words_that_others_got_often_are_not_rare():
    history = History.from_replies(OTHERS)
    assert history.rarity("Your case is closed.") < history.rarity("The boiler had a cracked valve.")
    assert History.from_replies(OTHERS[:3]).rarity("Anything at all.") is None


def test_stock_words_look_like_a_form_and_a_story_does_not():
    form = "Thank you for your feedback. We apologise for any inconvenience and value your patience."
    own = "The pump of the ground floor failed on 23 February; a firm fits the valve on Wednesday, so gloves can go."
    assert form_likeness(form) > 0.8
    assert form_likeness(own) < 0.3
