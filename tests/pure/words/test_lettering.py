import pytest

from presszero.pure.words.lettering import profile, runs_of, shared, standing_out
from presszero.pure.words.normal import level


def test_a_word_is_cut_into_runs_of_three_to_five_letters_with_its_borders():
    assert list(runs_of("bus")) == [" bu", "bus", "us ", " bus", "bus ", " bus "]


def test_a_text_shares_all_with_itself_and_nothing_with_an_empty_one():
    text = profile(level("Why was the lift at Pier Street out of order?"))
    assert shared(text, text) == pytest.approx(1.5)
    assert shared(text, profile("")) == 0.0


def test_sharing_is_mutual_and_words_of_one_root_share_some():
    one, other = profile("the registration"), profile("the registry opens at nine")
    assert shared(one, other) == pytest.approx(shared(other, one))
    assert shared(one, other) > shared(one, profile("the bakery opens at nine"))


def test_the_point_that_no_text_is_about_stands_out_least():
    points = ["the lift at the museum is broken", "where is my parcel", "the driver shouted at me"]
    texts = ["the parcel is at the counter", "the museum's lift runs again since monday"]
    leads = [lead for _, lead in standing_out([level(each) for each in points], texts)]
    assert leads.index(min(leads)) == 2


def test_without_texts_nothing_is_near_and_nothing_leads():
    assert standing_out(["where is my parcel"], []) == [(0.0, 0.0)]
