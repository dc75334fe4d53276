from datetime import UTC, datetime

import pytest

from presszero.pure.words.urgency import UNCLEAR, urgency


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("A strong smell of gas in the stairwell of our house.", "safety.gas"),
        ("De la fumée sort du moteur, les gens sont encore dedans.", "safety.fire"),
        ("He has a knife and is shouting at the passengers.", "safety.attack"),
        ("We have been stuck in the lift since noon.", "stranded.stuck"),
        ("The last boat left without us and it is dark.", "stranded.stopped"),
        ("My court hearing is tomorrow and you have not sent the papers.", "deadline.near"),
        ("Mon titre de séjour expire vendredi et personne ne répond.", "deadline.near"),
        ("My baby has been without milk, there is no heating in here since Monday.", "vulnerable.child"),
        ("I am on oxygen and the power has gone.", "vulnerable.care"),
        ("I am abroad, my card has been blocked and I have no money for a bed.", "stranded.out"),
        ("Mon compte est bloqué et le loyer part demain.", "deadline.near"),
        ("My son is asleep on the tracks.", "safety.tracks"),
    ],
)
def test_what_cannot_wait_is_said_with_its_rule_and_its_words(text, rule):
    found = urgency(text)
    assert rule in [each.rule for each in found]
    assert all(text[each.start : each.end] == each.text for each in found)


@pytest.mark.parametrize(
    "text",
    [
        "The fire station's open day was lovely, thank you for it.",
        "When is the deadline for next year?",
        "I am dying to know when the new branch opens.",
        "I would like a new lid for my bin.",
        "Three years ago I slipped on your stairs.",
        "My account is blocked.",
        "Mon compte est bloqué depuis lundi.",
        "Your fitter came while my newborn slept.",
        "What time does the Elm branch open on Boxing Day?",
        "Somebody will collect the parcel for me.",
        "We were sitting in the car when the barrier went up.",
        "Do I still need a cap in the pool?",
        "Ma carte n° 51883 est perdue, où la refaire ?",
        "I lost my son's blue coat on the 22:20 bus on Saturday.",
        "Ma fille a perdu son gant dans le bus 12 hier soir.",
        "The ticket machine has swallowed my card payment of 12 euros. Can I have it back? I live in Harbour Street.",
    ],
)
def test_what_is_over_or_only_asked_can_wait(text):
    assert urgency(text) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("I need an answer to this today please.", "deadline.asked"),
        ("Please let me know by tomorrow whether she may come.", "deadline.asked"),
        ("Rappelez-moi ce soir, je vous prie.", "deadline.asked"),
        (
            "We have two kids, the little one has asthma, and last night it was 9 degrees in their bedroom.",
            "vulnerable.cold",
        ),
    ],
)
def test_what_is_asked_for_today_or_was_so_last_night_cannot_wait(text, rule):
    assert [each.rule for each in urgency(text)] == [rule]


def test_a_day_within_ten_working_days_cannot_wait_whoever_has_not_answered_by_then():
    sent_at = datetime(2026, 11, 20, 8, tzinfo=UTC)
    said = "If I have not had a reply by {} December I shall go to the ombudsman."
    assert [each.rule for each in urgency(said.format(4), sent_at)] == ["deadline.day"]
    assert "deadline.day" not in [each.rule for each in urgency(said.format(5), sent_at)]


def test_what_is_needed_within_three_days_cannot_wait():
    sent_at = datetime(2026, 11, 27, 8, tzinfo=UTC)
    assert [each.rule for each in urgency("I need it by Monday noon.", sent_at)] == ["deadline.day"]
    assert urgency("I need it by Wednesday noon.", sent_at) == []


def test_what_was_left_in_a_bag_that_is_lost_may_be_needed():
    said = "I left my bag on the bus and my insulin is in it, I need it tonight."
    assert [each.rule for each in urgency(said)] == ["vulnerable.care"]


def test_a_court_that_is_an_address_judges_nobody():
    assert [each.rule for each in urgency("They start on Monday at my window in Linden Court.")] in (
        [],
        ["deadline.unclear"],
    )


def test_danger_comes_before_a_deadline():
    found = urgency("My hearing is tomorrow and I must bring the form. There are flames in the bin.")
    assert [each.kind for each in found] == ["safety", "deadline"]


def test_a_short_message_without_a_sign_that_it_has_time_is_worth_a_look():
    assert [each.rule for each in urgency("There is a strange hum from the box by the playground.")] == [
        "safety.unclear"
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The electricity was cut off on our floor. My father is on a ventilator.", "on a ventilator"),
        ("L'électricité a été coupée dans l'immeuble. Ma mère est sous oxygène.", "sous oxygène"),
    ],
)
def test_care_that_another_sentence_says_is_lacking_is_told_by_its_own_words(text, words):
    assert [(each.rule, each.text) for each in urgency(text)] == [("vulnerable.care", words)]


@pytest.mark.parametrize("what", ["account number is 55 2100", "ticket is 8812", "order is 4471"])
def test_a_number_of_something_is_nobodys_age(what):
    said = urgency(f"My {what} and I can't get in with it.")
    assert "vulnerable.person" not in [each.rule for each in said]


def test_an_unclear_worry_holds_neither_greeting_nor_name():
    text = "Hello,\n\nMy card has been blocked and I can't pay for the meal.\n\nJo Finch"
    assert [(each.rule, each.text) for each in urgency(text)] == [
        ("vulnerable.unclear", "My card has been blocked and I can't pay for the meal.")
    ]


WEDNESDAY = datetime(2026, 11, 18, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "Refund both payments by Fri or I go to the ombudsman.",
        "Je n'ai que jusqu'au 25 novembre pour payer le tarif minoré.",
        "Our place is released on the waiting list if the form is not in by 20 November.",
    ],
)
def test_a_day_at_hand_by_which_something_is_lost_presses(text):
    assert len([each.rule for each in urgency(text, WEDNESDAY) if each.kind == "deadline"]) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The place is released on the waiting list if the form is not in by 20 January.",
        "J'ai une carte de dix entrées qui expire le 15 janvier.",
        "Can you come by Friday?",
    ],
)
def test_a_day_far_off_or_with_nothing_to_lose_does_not(text):
    assert urgency(text, WEDNESDAY) == []


def test_one_sentence_of_a_long_letter_presses_by_itself():
    calm = (
        "I like the new chairs. The library is bright. My wife reads the papers there. The coffee is good. "
    )
    found = urgency(f"{calm}My father has had no insulin since Monday. {calm}")
    assert {each.kind for each in found} == {"vulnerable"}
    assert urgency(calm * 2) == []


def test_what_no_rule_explains_is_told_by_what_it_is_most_like():
    (found,) = urgency("The plane goes in three hours and my new passport is still at your counter.")
    assert (found.kind, found.rule) == ("deadline", "deadline.weighed")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("This is not a joke, I smell gas.", "safety.gas"),
        ("The engineer laughed, but I smell gas.", "safety.gas"),
        ("There is a fire in the museum.", "safety.fire"),
        ("I want to jump off the bridge.", "safety.self"),
        ("Les freins du bus 12 ne marchent pas.", "safety.brakes"),
        ("The water is off. He is on dialysis. My parking permit expires on Friday.", "vulnerable.care"),
    ],
)
def test_no_word_in_passing_silences_danger(text, rule):
    assert rule in [each.rule for each in urgency(text, WEDNESDAY)]


@pytest.mark.parametrize(
    "text",
    [
        "Le concert a été annulé, je veux un remboursement.",
        "My mother missed her train and you charged her.",
        "Je dois saisir mon code demain matin.",
        "My brother nearly drowned as a lad and gets nervous, so we would like a cabin.",
        "J'ai déposé ma demande avant vendredi comme prévu.",
    ],
)
def test_words_of_danger_in_another_sense_do_not_press(text):
    assert urgency(text, WEDNESDAY) == []


def test_whose_coat_is_lost_is_not_lost():
    found = urgency("I lost my son's blue coat on the 22:20 bus.")
    assert "vulnerable.child" not in [each.rule for each in found]
    assert "vulnerable.child" in [each.rule for each in urgency("My son's lost at the fair.")]


def test_who_cannot_do_a_thing_lacks_nothing_by_that():
    found = urgency("My mother is 88 and can't manage the steps any more.")
    assert "vulnerable.person" not in [each.rule for each in found]


def test_what_is_only_told_presses_by_no_rule():
    found = urgency("The bus never came on Friday, and I waited an hour in the rain with my son.")
    assert [each.rule for each in found if not each.rule.endswith(UNCLEAR)] == []
    receipt = urgency("Here is the receipt for the taxi we took because no bus of line 7 stopped: 33.00.")
    assert [each.rule for each in receipt if not each.rule.endswith(UNCLEAR)] == []
    assert [each.rule for each in urgency("The bus never came and I am out in the snow with my son.")] != []
