"""The replies whose sentences are marked with what they answer."""

from dataclasses import replace
from itertools import permutations

import pytest
from tests.corpora.answers import answers_of, long_letters
from tests.corpora.letters import written_letters


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_point_of_a_marked_reply_is_open_once_its_answer_is_taken_out(language):
    tuned = list(written_letters("tuned", language))
    for letter in [*answers_of(tuned, language), *long_letters(language)]:
        for point in range(len(letter.points)):
            assert any(point in answers for _, _, answers in letter.parts), (letter.name, point)
            assert len(letter.without(point)) < len(letter.reply)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_point_that_shares_no_sentence_with_the_one_taken_out_stays_answered(language):
    apart = 0
    tuned = list(written_letters("tuned", language))
    for letter in [*answers_of(tuned, language), *long_letters(language)]:
        for point, other in permutations(range(len(letter.points)), 2):
            if not any({point, other} <= answers for _, _, answers in letter.parts):
                assert letter.left_open(point)[other] is False, (letter.name, point, other)
                apart += 1
    assert apart > 100


def test_a_reply_that_marks_no_sentence_for_a_point_is_seen():
    letter = next(long_letters("en"))
    bare = replace(letter, parts=tuple((start, end, answers - {0}) for start, end, answers in letter.parts))
    with pytest.raises(ValueError, match="No sentence"):
        bare.left_open(0)


def test_a_sentence_is_taken_out_whole_and_the_rest_stays():
    letter = next(long_letters("en"))
    without = letter.without(4)
    assert "We are returning 160 pounds" in letter.reply
    assert "160 pounds" not in without and "The receipt for your treasurer is enclosed." in without
