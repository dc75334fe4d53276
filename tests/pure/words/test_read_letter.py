import pytest
from gold_letters import score
from maren import LETTER

from presszero.pure.words import READ_AT_MOST, quotation, read_letter


def asks(text, **given):
    return [(each.kind, each.ask) for each in read_letter(text, None, **given).points]


def test_rider_letter_gives_its_five_points_in_her_words():
    assert [(each.kind, each.ask) for each in LETTER.read().points] == [
        ("complaint", "Three full buses of line 7 went past us without stopping"),
        ("question", "Why were there no extra buses?"),
        ("question", "Whether that is what drivers are told to say"),
        ("question", "How I can have it refunded"),
        ("question", "Will it be the same on Harvest Night?"),
    ]


def test_rider_letter_gives_what_she_went_through_and_how_she_wants_no_thanks():
    reading = LETTER.read()
    kinds = {kind for each in reading.experience for kind in (each.kind, *each.also)}
    assert {"weather", "company", "loss"} <= kinds
    assert [each.kind for each in reading.wishes] == ["no_thanks"]


def test_details_are_in_normal_form():
    values = {(each.kind, each.value) for each in LETTER.read().details}
    assert {("date", "2025-07-12"), ("time", "22:35"), ("route", "7"), ("amount", "41.50")} <= values


@pytest.mark.parametrize(
    ("half", "language", "f1", "recall"),
    [
        ("tuned", "en", 0.9, 0.95),
        ("tuned", "fr", 0.9, 0.95),
        ("held_out", "en", 0.82, 0.95),
        ("held_out", "fr", 0.82, 0.95),
    ],
)
def test_gold_letters_keep_their_points(half, language, f1, recall):
    result = score(half, language)
    assert (result.f1 >= f1, result.recall >= recall) == (True, True), result.misses
    assert result.details_hit >= 0.9 * result.details_wanted
    assert result.right_language == result.letters


def test_a_question_somebody_else_spoke_is_no_question_to_us():
    assert asks('"Why don\'t you walk?" the driver said. We laughed.') == []


def test_an_order_to_answer_joins_the_question_before_it():
    assert len(asks("When will the lift be repaired? Please tell me.")) == 1


def test_thanks_and_farewells_are_no_points():
    assert asks("Thank you in advance.\n\nI look forward to your reply.\n\nKind regards,\nLou") == []
    assert asks("Merci d'avance pour votre réponse.\n\nCordialement,\nLou") == []


def test_rhetoric_and_wishes_about_the_answer_are_no_points():
    assert asks("Is that too much to ask?\n\nPlease don't thank me for my patience.") == []
    assert [each.kind for each in read_letter("Please don't thank me for my patience.", None).wishes] == [
        "no_thanks"
    ]


def test_two_questions_in_one_sentence_are_two_points():
    assert len(asks("When does the new shelter come, and who checks that the bus runs?")) == 2


def test_a_subject_that_says_something_heads_the_case():
    text = "The bus never came. Why?"
    assert read_letter(text, None, subject="Re: Two hours at Pier Street").title == "Two hours at Pier Street"
    assert read_letter(text, None, subject="Complaint!").title == "The bus never came"


def test_quoted_lines_ask_nothing():
    text = "Thank you.\n\n> Why was the bus late?\n"
    assert read_letter(text, None).points
    assert read_letter(text, None, quotation(text)).points == ()


def test_a_letter_beyond_the_limit_says_that_it_was_not_read_to_its_end():
    reading = read_letter("The bus was late. " * 3000, None)
    assert reading.truncated
    assert all(each.end <= READ_AT_MOST for each in reading.points)


def test_undecided_language_still_finds_the_question():
    assert asks("Refund?") == [("question", "Refund?")]
