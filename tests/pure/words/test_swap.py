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
        "Would fit 40 of 40 other customers as well"
    ]


def test_a_reply_that_speaks_of_the_letter_fits_nobody_else():
    assert swaps("The heating of the reading room is repaired since noon.") == []


def test_of_a_hundred_letters_it_says_how_many_of_a_hundred():
    many = [PastReply(each.text, 1, f"{each.letter} {at}") for at in range(3) for each in OTHERS]
    assert swaps("Our team will look at your case with care.", many) == [
        "Would fit 100 of 100 other customers as well"
    ]


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


THINGS = ["rail", "clock", "rope", "lamp", "step"]
GUESTS = [
    PastReply(
        f"Larkhill Baths is glad that you wrote. The {THINGS[number % 5]} of lane {number} is mended.",
        1,
        f"The {THINGS[number % 5]} of lane {number} came loose and nobody looked at it.",
    )
    for number in range(20)
]
BATH_LETTER = "Larkhill Baths sold me a pass and the sauna was cold each time. My letter was not answered."


def fits(draft, letter=BATH_LETTER):
    told = History.from_replies(GUESTS).letters.swap(draft, letter)
    return told.fits, told.of


def test_thanks_and_the_name_of_the_house_make_no_letter_personal():
    form = "Dear guest,\n\nThank you for taking the time to write to us. Larkhill Baths values your letter.\n\nThe team"
    assert fits(form) == (20, 20)
    assert fits("The sauna has a new stove, and your pass runs a month longer.") == (0, 20)


def test_merci_et_formules_ne_rendent_pas_une_lettre_personnelle():
    form = "Madame,\n\nMerci d'avoir pris le temps de nous écrire. Votre courrier a retenu toute notre attention."
    letter = "J'ai pris le temps de vous écrire : le sauna était froid et mon courrier est sans réponse."
    assert fits(form, letter) == (20, 20)
    assert fits("Le sauna a un nouveau poêle.", letter) == (0, 20)


def test_a_letter_sent_to_many_names_the_replies_that_had_it():
    same = [PastReply("The rail of the stairs will be looked at by our own people soon.") for _ in range(5)]
    check = check_reply(LETTER, (), same[0].text, at=AT, history=History.from_replies([*OTHERS, *same]))
    form = next(each for each in check.findings if each.rule == "form-letter" and each.replies)
    assert form.replies == (40, 41, 42, 43, 44)


def test_what_is_true_of_any_reply_makes_no_letter_personal():
    letter = "The sauna was cold and the booking department hung up."
    assert fits("Your message has been passed to the booking department.", letter) == (20, 20)
    assert fits("The booking department rings you today about the sauna.", letter) == (0, 20)
