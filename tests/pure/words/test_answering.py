"""Which sentence answers which point, when each belongs to one point before the others."""

from datetime import UTC, datetime

from maren import points_of

from presszero.pure.words import check_reply, matching, read_letter
from presszero.pure.words.answering import odds_of_any
from presszero.pure.words.drafts import Read
from presszero.pure.words.little import says_little
from presszero.pure.words.normal import stem

AT = datetime(2026, 3, 9, 10, tzinfo=UTC)
LETTER = "When will the lift be repaired? Please refund the parking fee of 12 euros."
LIFT = "The lift is being repaired and will run again on Friday."
FEE = "The fee of 12 euros for parking is refunded today."


def claimed(draft):
    points = points_of(read_letter(LETTER, AT))
    read = Read.of(LETTER, points, draft, AT, ("en",))
    side = matching.side_of(points, read.letter_parts, read.letter_details, read.parts, read.near)
    return [odds_of_any(row) for row in side.chances]


def test_a_sentence_belongs_to_the_point_it_is_nearest_to():
    lift, fee = claimed(f"{LIFT} {FEE}")
    assert lift > 0 < fee
    assert claimed(LIFT)[1] < fee and claimed(FEE)[0] < lift


def test_the_sentence_shown_is_the_likeliest_answer_and_not_the_one_that_shares_most_words():
    letter = "Please cancel my ticket. When does the pool open again?"
    draft = (
        "Your ticket was for the pool. It is cancelled and the money is on its way. We open again on Monday."
    )
    check = check_reply(letter, points_of(read_letter(letter, AT)), draft, at=AT)
    assert check.proposals[-1].quote == "We open again on Monday."


def test_a_draft_without_sentences_answers_nothing():
    assert all(each < 0 for each in claimed(""))


def test_a_word_of_every_letter_makes_no_answer():
    assert says_little(stem("three")) and not says_little(stem("heating"))
    letter = "The ramp was blocked three times this week. When do you empty the blue bin?"
    draft = "For the third time this week we empty the blue bin on three days: Monday, Tuesday and Friday."
    check = check_reply(letter, points_of(read_letter(letter, AT)), draft, at=AT)
    assert [each.state for each in check.proposals][-1] == "answered"
    assert check.proposals[0].state != "answered"
