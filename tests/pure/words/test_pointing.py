"""What deserves an answer though no rule knows its words."""

import pytest
from tests.corpora.letters import practice_letters, told_letters

from presszero.pure.words import quotation, read_letter
from presszero.pure.words.asking import points_in
from presszero.pure.words.reading import cues_for, message_of
from presszero.pure.words.splitting import sentences
from presszero.pure.words.weighing import weights

SHED = """Good morning,

We have rented allotment 31 behind the tannery since the spring of 2019. On Sunday the padlock hung open and the wheelbarrow
lay in the brook with its handle off. Two of the beds had been walked over. Your warden told my husband it happens everywhere.
Who has keys besides the tenants? We come by bike most evenings.

Joris and Nel Appelman
"""
PIANO = """Bonjour,

J'ai réservé la petite salle pour le récital de mes élèves. Le piano avait été roulé dans le couloir et il y manquait deux
touches. On a joué sur mon clavier de voyage, devant trente parents. Annuler la facture de ménage, du coup. Mes élèves ont entre
huit et douze ans.

Corentin Le Goff
"""


def points(text):
    return read_letter(text, None, quotation(text)).points


def by_rules(text, language):
    parts = message_of(text, sentences(text, quotation(text)))
    return points_in(text, parts, cues_for(language, ("en", "fr")))


def test_a_wrong_that_is_only_told_is_a_point():
    found = {point.text.split("\n")[0]: point for point in points(SHED)}
    assert any("padlock hung open" in words for words in found)
    assert all("padlock" not in SHED[each.start : each.end] for each in by_rules(SHED, "en"))
    assert not any("by bike" in words for words in found)


def test_in_french_too_and_a_request_without_its_verb_is_one():
    found = {point.text.split("\n")[0]: point.kind for point in points(PIANO)}
    assert any("touches" in words or "piano" in words for words in found)
    assert found["Annuler la facture de ménage, du coup."] == "request"
    assert not any("entre" in words for words in found)


def test_a_point_names_the_model_that_found_it():
    model = weights("points").id
    assert model.startswith("points-")
    assert model in {point.rule for point in points(SHED)}


def test_what_the_next_words_ask_to_be_put_right_is_one_point():
    words = "My neighbour told me of you. We have a ticket for the year. Good morning. 41.50 was taken from my card on Saturday. "
    assert [point.kind for point in points(words + "Please refund it.")] == ["request"]
    assert [point.kind for point in points(words + "Please call me.")] == ["complaint", "request"]


@pytest.mark.parametrize(("language", "letters"), [("en", told_letters), ("fr", practice_letters)])
def test_what_rules_found_stays(language, letters):
    for letter in letters(language):
        found = [(point.start, point.end) for point in points(letter.text)]
        assert all((each.start, each.end) in found for each in by_rules(letter.text, language)), letter.name
        assert found == sorted(found)


def test_a_few_lines_are_left_to_the_rules():
    assert (
        points("On Sunday the padlock hung open and the wheelbarrow lay in the brook. We come by bike.") == ()
    )


def test_what_the_next_words_ask_about_is_no_point_of_its_own():
    told = SHED.replace("Who has keys besides the tenants?", "Is that what he is told to say?")
    assert not any("Your warden told my husband" in point.text for point in points(told))
    assert any("Is that what he is told to say?" in point.text for point in points(told))


def test_what_was_written_before_and_how_to_answer_are_none():
    more = "I wrote to you about it last year too, and your letter was about tulips. Please don't thank me for my patience."
    told = SHED.replace("We come by bike most evenings.", more)
    assert not any("tulips" in point.text or "patience" in point.text for point in points(told))


def test_what_only_goes_on_about_the_wrong_before_it_is_no_other_point():
    more = "The lift beside the gate is broken. It has been so since the fair, with a rope across it."
    told = SHED.replace("We come by bike most evenings.", more)
    assert any("lift beside the gate" in point.text for point in points(told))
    assert not any("since the fair" in point.text for point in points(told))


def test_who_wants_no_answer_is_asked_for_none():
    kind = "On Wednesday the driver of the 19:12 waited for my mother. She is 81. He carried her bags. She has talked of nothing else since."
    assert points(f"{kind} That is all. No answer needed.") == ()
    assert points(f"{kind} Et voilà. Inutile de répondre.") == ()
