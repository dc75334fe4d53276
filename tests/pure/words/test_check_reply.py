import json
from datetime import UTC, datetime

import pytest
from maren import DRAFT, ENDING, HISTORY, LETTER, MARKS, checked, points_of, rules

from presszero.pure.words import History, PastReply, Said, SettledPledge, check_reply, read_letter
from presszero.pure.words.phrases import PHRASES

NOTHING = Said()


def found(check, rule):
    return [each for each in check.findings if each.rule == rule]


def test_rider_reply_stops_only_for_the_point_and_the_promise_nobody_settled():
    check = checked()
    assert [(each.rule, each.number) for each in check.stops] == [
        ("point-open", 3),
        ("promise-undated", None),
    ]
    assert rules(check, "advice") == ["form-letter", "apology-without-act", "unwanted-thanks"]


def test_rider_reply_proposes_the_sentence_for_each_point():
    states = {each.number: each.state for each in checked().proposals}
    assert states == {1: "answered", 2: "answered", 3: "unanswered", 4: "answered", 5: "answered"}
    refund = checked().proposals[3]
    assert "41.50" in refund.quote
    assert "41.50" in refund.shared


def test_form_ending_says_how_many_got_it_and_what_it_leaves_out():
    (form,) = found(checked(), "form-letter")
    assert form.title == "212 customers got this ending before"
    assert form.reason == "100 % the same words, none about Pier Street or “soaked”."
    assert (form.quote, form.replies) == (ENDING, (0,))


def test_nothing_stops_once_a_person_has_said_everything():
    said = Said(
        {**MARKS.points, 3: "declined"}, [SettledPledge("On Harvest Night we will put on extra buses.")]
    )
    check = checked(said=said)
    assert check.stops == ()
    assert check.pledges[0].settled


def test_every_unmarked_point_stops_even_where_the_draft_answers_it():
    assert {each.number for each in found(checked(said=NOTHING), "point-open")} == {1, 2, 3, 4, 5}


def test_the_point_that_seems_forgotten_is_named_first():
    assert found(checked(said=NOTHING), "point-open")[0].number == 3


def test_a_mark_without_a_sentence_is_doubted_but_does_not_stop():
    check = checked(said=Said({**MARKS.points, 3: "answered"}))
    assert [each.number for each in found(check, "point-unanswered-by-draft")] == [3]
    assert [each.rule for each in check.stops] == ["promise-undated"]


def test_another_line_than_the_customers_is_noticed():
    (wrong,) = found(checked(DRAFT.replace("line 7", "line 9")), "detail-contradicted")
    assert (wrong.quote, wrong.number) == ("line 9", 1)
    assert wrong.title == "The customer wrote line 7, the reply says line 9"


def test_a_left_out_amount_is_noticed_only_where_the_point_names_it():
    letter = "You charged me 38.00 twice for one pass. Refund one charge, please."
    points = points_of(read_letter(letter, None))
    draft = "The second charge for your pass was a mistake of ours."
    check = check_reply(letter, points, draft, at=datetime(2025, 8, 8, tzinfo=UTC))
    assert [each.number for each in found(check, "detail-missing")] == [1]


def test_an_apology_that_names_the_failing_is_left_alone():
    draft = "Dear Maren,\n\nI am sorry that three buses went past you and your children at Pier Street."
    assert found(checked(draft), "apology-without-act") == []


@pytest.mark.parametrize(
    ("draft", "rule"),
    [
        ("You should have taken an earlier bus with your children.", "blame"),
        ("The buses were full for operational reasons.", "jargon"),
        ("Votre lettre est arrivée et nous avons demandé au chauffeur ce qu'il a dit.", "wrong-language"),
        ("Dear Maren Oduya,\n\nKind regards,\nTomas Vell", "empty"),
        ("We take your concerns very seriously.", "stock-empathy"),
        ("We understand your frustration and apologise for any inconvenience.", "stock-empathy"),
        ("We understand your frustration and apologise for any inconvenience.", "apology-without-act"),
        ("Please be assured of our sincere regret.", "apology-without-act"),
        ("We apologise for any disappointment this may have caused.", "apology-without-act"),
        ("We are sorry if on this occasion we fell short.", "apology-without-act"),
        (
            "Nous vous prions de nous excuser pour la gêne occasionnée et restons à votre disposition pour tout renseignement.",
            "apology-without-act",
        ),
        ("We understand this may be disappointing.", "stock-empathy"),
        ("As previously advised, the bus was full.", "blame"),
        ("Our office opens at nine on Mondays.", "experience-unnamed"),
        ("Thank you for your feedback about the buses.", "unwanted-thanks"),
    ],
)
def test_tone_is_advice_and_never_stops(draft, rule):
    (first, *_) = found(checked(draft), rule)
    assert first.level == "advice"


def test_a_reply_few_customers_got_is_no_form_letter():
    once = History.from_replies([PastReply(DRAFT, 2)])
    assert found(checked(history=once), "form-letter") == []


def test_history_may_come_as_a_plain_list():
    check = check_reply(
        LETTER.text, (), DRAFT, at=datetime(2025, 7, 14, tzinfo=UTC), history=[PastReply(ENDING, 5)]
    )
    assert found(check, "form-letter")[0].title.startswith("5 customers")


def test_findings_speak_french_to_a_french_agent():
    titles = [each.title for each in checked(voice="fr").findings]
    assert "Le point 3 n’a pas encore de réponse" in titles
    assert PHRASES["en"].keys() == PHRASES["fr"].keys()


def test_check_is_plain_json_all_the_way_down():
    assert json.loads(json.dumps(checked().as_json()))["pledges"][0]["due_at"] is None


def test_ten_thousand_past_replies_change_nothing_but_what_is_alike():
    many = [
        PastReply(f"Case {n} in street {n * 7} is closed, {n % 97} chairs went to hall {n % 13}.")
        for n in range(300)
    ]
    history = History.from_replies([*many, PastReply(f"Good day.\n\n{ENDING}", 212)])
    assert [each.title for each in found(checked(history=history), "form-letter")] == [
        each.title for each in found(checked(history=HISTORY), "form-letter")
    ]


PARKED = (
    "I parked in Mill Lane at 14:05 on Sunday and paid £9.40. The machine gave no ticket. Will you refund it?"
)
LESSON = (
    "J’ai payé 145 € pour un stage de piano dont deux leçons n’ont pas eu lieu. Quand serai-je remboursé ?"
)


@pytest.mark.parametrize(
    ("letter", "draft", "instead"),
    [
        (PARKED, "Dear Ms Adair, you paid £4.90 for the machine in Mill Lane.", ["£4.90"]),
        (PARKED, "You paid £7 at the machine, so that is what I refund.", ["£7"]),
        (PARKED, "You paid at 14:05 in Mill Lane, at the machine, £7.", []),
        (PARKED, "You paid the machine at 14:05 the sum of £7.", ["£7"]),
        (PARKED, "The machine broke at 11:30 and was mended on Monday. We refund your parking.", []),
        (PARKED, "We add £5 for your trouble with the machine.", []),
        (LESSON, "Nous vous remboursons 36,25 €, le prix de deux leçons, le 4 décembre.", []),
        (LESSON, "Vous avez payé 154 € pour le stage de piano.", ["154"]),
    ],
)
def test_another_sum_or_time_is_doubted_only_where_their_own_story_is_told_back(letter, draft, instead):
    points = points_of(read_letter(letter, None))
    check = check_reply(letter, points, draft, at=datetime(2025, 8, 8, tzinfo=UTC))
    doubted = [each.quote.rstrip(" €") for each in found(check, "detail-contradicted")]
    assert doubted == instead


@pytest.mark.parametrize(
    ("letter", "draft"),
    [
        (
            "The fence of the playground is broken. When will it be mended?",
            "Fences of playgrounds are the responsibility of the parks department. Please report a broken fence with our online form.",
        ),
        ("Is the water of the fountain safe to drink?", "Information is available on our website."),
        ("Will my lost ticket be paid back?", "You may be entitled to be paid back a lost ticket."),
        (
            "Le filet est déchiré. Quand sera-t-il réparé ?",
            "Les filets relèvent de la compétence du syndicat.",
        ),
        (
            "Mon abonnement sera-t-il remboursé ?",
            "Vous pourriez avoir droit au remboursement d’un abonnement.",
        ),
    ],
)
def test_pointing_elsewhere_answers_nothing(letter, draft):
    points = points_of(read_letter(letter, None))
    check = check_reply(letter, points, draft, at=datetime(2025, 8, 8, tzinfo=UTC))
    assert {each.state for each in check.proposals} == {"unanswered"}


NUMBER = "The lift in block C is out. Please ring me on 07 45 12 98 30."


@pytest.mark.parametrize(
    ("draft", "wrong"),
    [
        ("Mrs Colin runs the lift and can be reached day and night on 01 99 00 45 67.", []),
        ("For the lift the number, day and night, is 01 99 00 45 67.", []),
        ("I will ring you about the lift on 07 45 12 98 31.", ["07 45 12 98 31"]),
    ],
)
def test_our_own_telephone_contradicts_nobodys(draft, wrong):
    at = datetime(2026, 11, 20, 9, tzinfo=UTC)
    check = check_reply(NUMBER, (), draft, at=at)
    assert [each.quote for each in found(check, "detail-contradicted")] == wrong


def test_what_we_did_with_a_sum_today_contradicts_no_day_of_the_customers():
    letter = "You will start collection on December 1. I paid the $84 on June 3."
    draft = "The $84 you paid on June 3 was credited today."
    check = check_reply(letter, (), draft, at=datetime(2026, 11, 20, 9, tzinfo=UTC))
    assert found(check, "detail-contradicted") == []


@pytest.mark.parametrize(
    ("letter", "draft", "missing"),
    [
        ("You charged me £34.50 for the pool twice.", "The pool took the money by mistake.", True),
        (
            "Nobody ever cleans the pool and I pay £34.50 a month for this.",
            "The pool is now cleaned each day.",
            False,
        ),
        (
            "Please note our new address, 3 Chapel Row, Hexham NE46 3PX.",
            "We noted 3 Chapel Row, Hexham.",
            False,
        ),
        (
            "Two full buses on line 45 went past me at Pier Street.",
            "At Pier Street two buses were full, because one had broken down.",
            False,
        ),
    ],
)
def test_a_detail_that_is_not_the_matter_need_not_come_back(letter, draft, missing):
    at = datetime(2026, 11, 20, 9, tzinfo=UTC)
    check = check_reply(letter, points_of(read_letter(letter, at)), draft, at=at)
    assert bool(found(check, "detail-missing")) == missing
