"""What is announced to everybody is promised to nobody, and an apology names its failing in the subjunctive too."""

from datetime import UTC, datetime

import pytest

from presszero.pure.words import check_reply

MONDAY = datetime(2027, 5, 10, 10, tzinfo=UTC)


def checked(sentence):
    return check_reply("", (), sentence, at=MONDAY)


@pytest.mark.parametrize(
    "sentence",
    [
        "The baths will be closed from 2 to 6 June.",
        "The autumn tariff will come into force on 1 September.",
        "The arts panel will meet on 20 May.",
        "Le gymnase sera fermé du 2 au 6 juin.",
        "La séance publique se tiendra le 20 mai.",
        "Il vous faudra une copie du bail.",
    ],
)
def test_what_is_announced_to_everybody_is_no_promise(sentence):
    assert checked(sentence).pledges == ()


@pytest.mark.parametrize(
    ("sentence", "due"),
    [
        ("The screen at your stop will show the right hour from 20 May.", "2027-05-20"),
        ("Your desk will be open for you on 20 May.", "2027-05-20"),
        ("A glazier has been asked to see you on Thursday.", "2027-05-13"),
        ("Ms Adler rings you on Friday week.", "2027-05-21"),
        ("J'en parle au gardien jeudi.", "2027-05-13"),
    ],
)
def test_what_is_done_for_this_customer_is_one_with_its_day(sentence, due):
    (pledge,) = checked(sentence).pledges
    assert pledge.due_at is not None
    assert pledge.due_at.date().isoformat() == due


@pytest.mark.parametrize(
    ("sentence", "empty"),
    [
        ("Je regrette que votre tante ait dû monter cinq étages.", False),
        ("Nous sommes désolés que la grille soit restée fermée samedi.", False),
        ("I am sorry about the £12: it should not have been taken.", False),
        ("Nous regrettons ce désagrément.", True),
        ("We are sorry that this should not have happened.", True),
    ],
)
def test_an_apology_is_empty_when_it_names_nothing(sentence, empty):
    assert any(each.rule == "apology-without-act" for each in checked(sentence).findings) == empty
