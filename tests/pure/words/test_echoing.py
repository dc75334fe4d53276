"""An experience is taken up by its own words, not by the subject of the letter."""

from datetime import UTC, datetime

import pytest

from presszero.pure.words import check_reply, quotation, read_letter

AT = datetime(2026, 3, 12, 10, tzinfo=UTC)
HALL = (
    "Dear Corn Hall,\n\nThe heating was off during the concert of 4 March and we sat shivering in our coats for two hours. "
    "My mother is ninety and cried on the way home.\n\nWhy was the heating off at the concert, and will the ticket be refunded?\n\nJo Finch"
)
SALLE = (
    "Bonjour,\n\nLe chauffage de la salle était coupé et nous avons grelotté deux heures en manteau avec ma mère. "
    "J'en ai pleuré de rage.\n\nPourquoi le chauffage de la salle était-il coupé ? Le billet sera-t-il remboursé ?\n\nLou Martin"
)


def unnamed(letter, draft):
    lived = read_letter(letter, AT, quotation(letter)).experience
    assert lived
    check = check_reply(letter, (), draft, at=AT, experience=lived)
    return "experience-unnamed" in [each.rule for each in check.findings]


@pytest.mark.parametrize(
    ("letter", "draft"),
    [
        (HALL, "The heating runs again. The ticket is refunded."),
        (HALL, "Thank you for taking the time to write about the concert."),
        (SALLE, "Le chauffage est réparé. Le billet sera remboursé."),
        (SALLE, "Merci d'avoir pris le temps de nous écrire au sujet de la salle."),
    ],
)
def test_the_subject_of_the_letter_names_no_experience(letter, draft):
    assert unnamed(letter, draft)


@pytest.mark.parametrize(
    ("letter", "draft"),
    [
        (HALL, "Nobody should sit shivering at a concert."),
        (HALL, "That it made your mother cry is on us. The ticket is refunded."),
        (SALLE, "Vous avez grelotté par notre faute."),
        (SALLE, "Personne ne devrait garder son manteau chez nous. Le billet sera remboursé."),
    ],
)
def test_a_word_of_what_they_went_through_names_it(letter, draft):
    assert not unnamed(letter, draft)
