"""Points told by the build of a sentence: what was said against what was, two in one, one in a letter without stops."""

import pytest

from presszero.pure.words.reading import read_letter


def points(text):
    return [(each.kind, text[each.start : each.end]) for each in read_letter(text, None).points]


@pytest.mark.parametrize(
    "text",
    [
        "Your notice said ten o'clock although the gate opened at noon.",
        "You list a cellar. We don't have one.",
        "Your system still shows the kettle as mine.",
        "I was charged £31 for the parcel.",
        "My aunt tripped over the hose on the quay.",
        "The freezer's been off for a week.",
        "Votre site indique 14 h, mais la salle ouvre à 16 h.",
        "Le serrurier devait passer jeudi.",
        "L'eau coule dans la cave.",
    ],
)
def test_what_was_said_against_what_was_is_a_complaint(text):
    ((kind, _),) = points(text)
    assert kind == "complaint"


@pytest.mark.parametrize(
    "text",
    [
        "Your notice said ten o'clock.",
        "I do not have one.",
        "The parcel cost £31.",
        "Votre site indique 14 h.",
    ],
)
def test_what_is_only_told_is_none(text):
    assert points(text) == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (
            "The boiler has been leaking since Monday and nobody has answered my letters.",
            ["complaint", "complaint"],
        ),
        ("I would like to know who owns the wall, and whether it can be lowered.", ["question", "question"]),
        ("Pouvez-vous changer la serrure et m'expliquer pourquoi elle a rouillé ?", ["request", "question"]),
        (
            "The pool was closed again on Sunday. It would be good to tell people before.",
            ["complaint", "request"],
        ),
        ("Il serait utile de poser un banc.", ["request"]),
    ],
)
def test_two_in_one_sentence_are_two(text, kinds):
    assert [kind for kind, _ in points(text)] == kinds


def test_a_letter_without_stops_is_parted_where_it_asks_anew():
    text = (
        "hi so the lift in our block broke down on monday and it hasnt been fixed and my nan is on the sixth floor "
        "is there any way someone can bring her shopping up why dont you put a note on the door when it breaks"
    )
    assert [kind for kind, _ in points(text)] == ["complaint", "question", "question"]


def test_a_greeting_and_a_subject_line_are_no_part_of_a_point():
    text = "Objet : panne\nBonjour, le portail est bloqué depuis hier."
    assert points(text) == [("complaint", "le portail est bloqué depuis hier.")]


def test_a_plain_letter_stays_as_it_was():
    assert points("The band played well and the soup was hot.") == []
