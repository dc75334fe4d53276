"""What is no promise, by when one falls due, and who undertakes what."""

from datetime import UTC, datetime

import pytest

from presszero.pure.words import check_reply

AT = datetime(2026, 3, 12, 10, tzinfo=UTC)  # a Thursday


def pledges(draft):
    return check_reply("", (), draft, at=AT).pledges


@pytest.mark.parametrize(
    "draft",
    [
        "We mended the sluice on Tuesday and it closes again.",
        "Our joiner planed the door on Friday, and I pushed it myself this morning: it gives way.",
        "I have prolonged your card by a week, to 4 August.",
        "The dryer is working again.",
        "From now on a second claim stops the reminder.",
        "We take what you write seriously and will bear it in mind.",
        "That your mother stood there for an hour is something I am ashamed of.",
        "Votre réclamation est en cours de traitement.",
        "Le portillon fonctionne de nouveau.",
        "Le relevé est bloqué depuis ce matin.",
        "Votre demande sera traitée dans les meilleurs délais.",
        "Nous ne manquerons pas de prendre en compte votre remarque.",
    ],
)
def test_what_was_done_or_holds_for_anybody_is_no_promise(draft):
    assert pledges(draft) == ()


@pytest.mark.parametrize(
    "draft",
    [
        "Nous reviendrons vers vous dans les meilleurs délais.",
        "J'ai transmis le dossier à Mme Roche, qui reviendra vers vous dans les meilleurs délais.",
        "Nous ne manquerons pas de revenir vers vous.",
    ],
)
def test_answer_that_is_put_off_politely_is_a_promise(draft):
    assert [pledge.due_at for pledge in pledges(draft)] == [None]


@pytest.mark.parametrize(
    "draft", ["La gardienne suivra un cours de secourisme.", "Nous étudions le tracé de la piste."]
)
def test_what_somebody_will_learn_or_look_into_is_a_promise(draft):
    assert len(pledges(draft)) == 1


@pytest.mark.parametrize(
    ("draft", "due"),
    [
        ("Les images de ce matin-là seront revues d'ici mardi.", "2026-03-17T17:00"),
        ("Ms Okafor will come on Monday between 9 and 11.", "2026-03-16T11:00"),
        ("Ms Okafor will come on Monday between 2 and 4.", "2026-03-16T16:00"),
        ("Le plombier passera mardi 17 mars entre 14 h et 16 h 30.", "2026-03-17T16:30"),
        ("We will fetch it between 9 am and 1 pm on Monday.", "2026-03-16T13:00"),
        ("We will fetch it on Monday between 11 pm and 12 am.", "2026-03-16T23:59"),
        ("Nous enverrons lundi, de 8 à 10 camions.", "2026-03-16T17:00"),
    ],
)
def test_a_promise_falls_due_at_its_end(draft, due):
    (pledge,) = pledges(draft)
    assert f"{pledge.due_at:%Y-%m-%dT%H:%M}" == due


def test_two_days_parted_by_a_semicolon_are_two_promises():
    draft = "The new hinge arrives on 17 March; the gate will open on Friday 20 March."
    assert [f"{each.due_at:%d}" for each in pledges(draft)] == ["17", "20"]
    assert [draft[each.start : each.end] for each in pledges(draft)] == [
        each.quote for each in pledges(draft)
    ]


def test_a_part_without_a_day_stays_with_the_one_that_has_it():
    (pledge,) = pledges("Mr Dumas will come on Monday at 9:00; he will ring you half an hour before.")
    assert f"{pledge.due_at:%d %H:%M}" == "16 09:00"


@pytest.mark.parametrize(
    ("draft", "who", "what"),
    [
        ("Someone from the mill will ring you.", "Someone from the mill", "will ring you"),
        ("We'll repay the 61 francs.", "We", "will repay the 61 francs"),
        ("Please post the slip and we will repay you by Friday.", "we", "will repay you by Friday"),
        ("A voucher has been ordered and will reach you on Monday.", "A voucher", "will reach you on Monday"),
        ("Je ne manquerai pas de vous écrire lundi.", "Je", "ne manquerai pas de vous écrire lundi"),
        (
            "Let me check with the depot and write to you on Monday.",
            "I",
            "check with the depot and write to you on Monday",
        ),
        ("Our locksmith, Ms Reyes, will come on Monday.", "Our locksmith, Ms Reyes", "will come on Monday"),
        ("Vos photos sont chez la directrice, qui vous écrira mardi.", "la directrice", "vous écrira mardi"),
    ],
)
def test_who_undertakes_it_and_what_are_cut_as_one_would_take_them_down(draft, who, what):
    (pledge,) = pledges(draft)
    assert (pledge.who, pledge.what) == (who, what)
