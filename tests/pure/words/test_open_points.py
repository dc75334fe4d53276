"""What the check proposes for each point: in other words, in the wrong letter, by one sentence for two."""

from datetime import UTC, datetime

from maren import points_of

from presszero.pure.words import check_reply, read_letter

AT = datetime(2026, 3, 9, 10, tzinfo=UTC)
LETTER = """The reading room is so cold that I sit there in coat and gloves. When will the heating be working? \
Could you open the group rooms upstairs until then?"""
COMPLETE = """The pump of the ground floor failed on 23 February. A firm fits a new one on Wednesday, so from Thursday the \
room will be warm. Until then both rooms upstairs are open to single readers from nine to one."""


def states(letter, draft):
    check = check_reply(letter, points_of(read_letter(letter, AT)), draft, at=AT)
    return [each.state for each in check.proposals]


def test_an_answer_in_other_words_is_an_answer():
    assert states(LETTER, COMPLETE) == ["answered", "answered", "answered"]


def test_a_form_letter_leaves_every_point_open():
    form = "Thank you for your feedback. The comfort of our visitors is very important to us. Your remarks have been forwarded."
    assert states(LETTER, form) == ["unanswered"] * 3


def test_an_answer_to_somebody_else_leaves_every_point_open():
    other = "Fine 4711 is withdrawn. The parking machine in Tannery Road was out of order, and the warden was told on Monday."
    assert "answered" not in states(LETTER, other)


def test_one_sentence_does_not_answer_a_second_point_for_sharing_a_word_with_it():
    letter = "Three full buses of line 7 went past us at Pier Street. Why were there no extra buses, when the fireworks have been on your own calendar since March?"
    draft = "Three buses of line 7 left full and could not stop for you at Pier Street."
    assert states(letter, draft) == ["answered", "unanswered"]


def test_naming_the_failing_in_an_apology_only_touches_it():
    assert states(LETTER, "We are sorry that the reading room was cold.")[0] != "answered"


def test_a_decline_with_its_reason_is_an_answer():
    letter = "Please refund the collection fee of 25."
    assert states(
        letter, "The fee of 25 cannot be refunded, because the collection takes place after all."
    ) == ["answered"]


def test_what_the_draft_makes_of_each_detail_is_told():
    letter = "The bus 14 of 7.20 did not come on 2 March. Please refund my 3.20 euros."
    check = check_reply(
        letter, points_of(read_letter(letter, AT)), "The 3.20 euros are paid back. Bus 41 was full.", at=AT
    )
    said = {(each.kind, each.state, each.ours) for each in check.details}
    assert {
        ("amount", "repeated", None),
        ("route", "contradicted", "Bus 41"),
        ("time", "missing", None),
    } <= said


def test_what_is_true_of_any_reply_answers_nothing_though_it_says_the_words():
    letter = "The heating of the reading room is off. When will the heating be repaired?"
    draft = "The heating of our reading rooms is regularly inspected and repaired in order of priority."
    assert "answered" not in states(letter, draft)
