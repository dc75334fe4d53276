"""What a check does not hold against a reply: owning up, and the customer's own number."""

from datetime import UTC, datetime

import pytest

from presszero.pure.words import PointToAnswer, check_reply, read_letter

AT = datetime(2026, 11, 26, 10, tzinfo=UTC)


def rules(letter, draft):
    asked = [
        PointToAnswer(n, p.text, p.start, p.end, p.ask, p.kind, p.details)
        for n, p in enumerate(read_letter(letter, AT).points, 1)
    ]
    return [each.rule for each in check_reply(letter, asked, draft, at=AT).findings]


@pytest.mark.parametrize(
    ("owned", "blamed"),
    [
        ("You should have had a text on Friday.", "You should have read the text on Friday."),
        ("You should have been told.", "You should have been more careful."),
        ("Vous auriez dû être prévenue.", "Vous auriez dû vérifier."),
        ("Vous auriez dû recevoir un courrier.", "Vous auriez dû lire le courrier."),
    ],
)
def test_saying_what_we_failed_to_do_is_no_blame(owned, blamed):
    letter = "The lesson was cancelled and nobody told us. Why?"
    assert "blame" not in rules(letter, owned)
    assert "blame" in rules(letter, blamed)


def test_a_number_from_under_the_letter_is_the_customers_own():
    letter = "I paid £84 on 3 September (receipt HL-20418) and the lessons were cancelled.\n\nRegards,\nPriya\n07700 900417"
    told = "The lessons were cancelled, and for your receipt we had an old number: I have corrected it to {}."
    assert "detail-contradicted" not in rules(letter, told.format("07700 900417"))
    assert "detail-contradicted" in rules(letter, told.format("07700 900471"))


@pytest.mark.parametrize(
    ("words", "kind"), [("the Saturday 9.30 group", "time"), ("paid on Saturday 9.30 euros", "amount")]
)
def test_a_weekday_with_an_hour_is_no_sum(words, kind):
    kinds = [
        each.kind for each in read_letter(f"My daughter is in {words}.", AT).details if "9.30" in each.text
    ]
    assert kinds == [kind]


@pytest.mark.parametrize("month", ["September", "October"])
def test_a_day_told_back_as_its_month_is_no_contradiction(month):
    letter = "I got your demand of 3 November. You never answered my letter of 12 September."
    told = rules(letter, f"You wrote to us in {month}, and your letter was filed wrongly.")
    assert ("detail-contradicted" in told) == (month == "October")


def test_a_number_to_ring_us_at_is_nobodys_reference():
    letter = "Your driver marked my parcel 3SKABA8812349 as delivered. Where is it?"
    told = rules(letter, "Your parcel is with the neighbour; ring me on 555 0177 if it is not.")
    assert "detail-contradicted" not in told
    for wrong in (
        "Your parcel 3SKABA8812394 is with the neighbour.",
        "Thank you for your call about parcel 3SKABA8812394, which is with the neighbour.",
        "After your call, parcel 3SKABA8812394 was found with the neighbour.",
    ):
        assert "detail-contradicted" in rules(letter, wrong)
