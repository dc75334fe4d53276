"""The replies whose sentences are marked with what they answer."""

import pytest
from tests.corpora.answers import answers_of, long_letters
from tests.corpora.letters import written_letters


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_point_of_a_marked_reply_is_open_once_its_answer_is_taken_out(language):
    tuned = list(written_letters("tuned", language))
    for letter in [*answers_of(tuned, language), *long_letters(language)]:
        for point in range(len(letter.points)):
            assert letter.left_open(point)[point] is True, (letter.name, point)
            assert len(letter.without(point)) < len(letter.reply)


def test_a_sentence_is_taken_out_whole_and_the_rest_stays():
    letter = next(long_letters("en"))
    without = letter.without(4)
    assert "We are returning 160 pounds" in letter.reply
    assert "160 pounds" not in without and "The receipt for your treasurer is enclosed." in without
