"""Sums, days and numbers in a reply that are a slip of the customer's own, and those that are news."""

from datetime import UTC, datetime

import pytest

from presszero.pure.words import check_reply

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
LETTER = (
    "I applied on 3 September. Does the Hallam bursary (£4,500) still exist? My father, Marcel, was born on 4 May 1938.\n"
    "Account 4402 7718. I came on Sunday, and the gate was shut at 10."
)


def doubted(draft, letter=LETTER):
    check = check_reply(letter, (), draft, at=AT, sent_at=datetime(2026, 11, 10, 9, tzinfo=UTC))
    return [each.quote for each in check.findings if each.rule == "detail-contradicted"]


@pytest.mark.parametrize(
    ("draft", "slips"),
    [
        ("The Hallam bursary is still awarded, at £3,500.", ["£3,500"]),
        ("The Hallam bursary is still awarded, at £4,500.", []),
        ("The Hallam bursary is still awarded, at £4,500, and £4,600 from next year.", []),
        ("The Hallam bursary is still awarded, at £5,000.", []),
        ("Lunch in the canteen costs £4,600 a year.", []),
        ("Your father Marcel, born on 14 May 1938, is in our register.", ["14 May 1938"]),
        ("Your father Marcel, born on 4 May 1938, is in our register.", []),
        ("Your father Marcel is in our register since 14 May 2026.", []),
        ("We have put your account 4402 7718 right, order OM-5519.", []),
        ("We have put your account 4402 7781 right.", ["4402 7781"]),
        ("For your account please ring 0800 496 0031.", []),
        ("You came on Sunday, and the gate was shut.", []),
        ("You came on Monday, and the gate was shut.", ["Monday"]),
    ],
)
def test_a_figure_that_is_another_in_a_sentence_about_the_same_is_doubted(draft, slips):
    assert doubted(draft) == slips


def test_a_slip_is_held_against_the_number_it_is_like():
    check = check_reply(LETTER, (), "We have put your account 4402 7781 right.", at=AT)
    (slip,) = [each for each in check.findings if each.rule == "detail-contradicted"]
    assert "4402 7718" in slip.title + slip.reason + slip.mend
