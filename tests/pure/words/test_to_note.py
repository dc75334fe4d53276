"""Points with nothing wrong and nothing asked, which somebody still has to pass on or take note of."""

import pytest

from presszero.pure.words import read_letter


@pytest.mark.parametrize(
    "text",
    [
        "Your driver on the 14 was very kind to my mother.",
        "I am away from the 16th to the 20th.",
        "La dame du guichet 2 a été très gentille.",
        "Vous pouvez me joindre le soir au 0551 2203.",
    ],
)
def test_praise_and_where_one_can_be_reached_are_facts(text):
    (point,) = read_letter(text, None).points
    assert (point.kind, point.rule) == ("fact", "to-note")


@pytest.mark.parametrize("text", ["Your driver was rude.", "The hall has a lovely roof.", "Thank you."])
def test_a_complaint_or_plain_thanks_is_none(text):
    assert "fact" not in [point.kind for point in read_letter(text, None).points]
