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


@pytest.mark.parametrize(
    ("sentence", "due"),
    [
        ("Il faudra trois jours, et nous vous enverrons le badge jeudi.", "2027-05-13"),
        ("Il vous faudra attendre un peu : je vous écris mardi.", "2027-05-11"),
        ("Il faudra patienter, le serrurier passe chez vous mercredi : notre gardien le suit.", "2027-05-12"),
        ("The sauna will be mended on Wednesday and will be shut until then.", "2027-05-12"),
        ("The cellar hatch will be shut on Thursday by our carpenter.", "2027-05-13"),
        ("The hole in the hedge will be closed by Wednesday.", "2027-05-12"),
        ("The reduction will take effect on Thursday.", "2027-05-13"),
        ("The concert will last two hours, and the seats will be changed by Friday.", "2027-05-14"),
        ("La brèche dans le mur sera fermée mercredi.", "2027-05-12"),
        ("Le portillon sera fermé jeudi par notre menuisier.", "2027-05-13"),
        ("La remise s'appliquera mardi.", "2027-05-11"),
    ],
)
def test_a_promise_beside_an_announcement_is_kept(sentence, due):
    (pledge,) = checked(sentence).pledges
    assert pledge.due_at is not None
    assert pledge.due_at.date().isoformat() == due


@pytest.mark.parametrize(
    "sentence",
    [
        "The skating rink will be shut from 7 to 9 June.",
        "The winter timetable will take effect on 12 December.",
        "The lane will be closed because of a hole in the dam until 4 June.",
        "Il vous faudra apporter votre passeport jeudi.",
        "La médiathèque sera fermée le 14 juillet.",
    ],
)
def test_an_announcement_alone_stays_one(sentence):
    assert checked(sentence).pledges == ()
