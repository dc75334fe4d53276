from datetime import UTC, datetime

import pytest

from presszero.pure.words import language, sentences
from presszero.pure.words.drafts import Read
from presszero.pure.words.splitting import is_name


def parts(text, cuts=()):
    return [text[each.start : each.end] for each in sentences(text, cuts)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It cost 41.50. Why?", ["It cost 41.50.", "Why?"]),
        ("Mr. Vell came at 6 a.m. sharp. No. 7 left.", ["Mr. Vell came at 6 a.m. sharp.", "No. 7 left."]),
        ("I said no. Then he left.", ["I said no.", "Then he left."]),
        ("Will my pass (no. EG-40921) run on? Yes.", ["Will my pass (no. EG-40921) run on?", "Yes."]),
        ("I said no. In 2019 it was 5.", ["I said no.", "In 2019 it was 5."]),
        ("The answer was no. B12 never came.", ["The answer was no.", "B12 never came."]),
        ("He said “try a taxi.” We did.", ["He said “try a taxi.”", "We did."]),
        ("« Pourquoi ? » Il n'a rien dit…", ["« Pourquoi ? »", "Il n'a rien dit…"]),
        ("Well... it came. Ça va ? Oui !", ["Well... it came.", "Ça va ?", "Oui !"]),
        (
            "this line was wrapped by the mail program and\nit goes on here.",
            ["this line was wrapped by the mail program and\nit goes on here."],
        ),
        ("One.\n\nTwo", ["One.", "Two"]),
        ("Two things:\n- the lift\n- the stairs", ["Two things:", "the lift", "the stairs"]),
        (
            "Hello,\nthe lift is broken.\nKind regards,\nInes Corvaille",
            ["Hello,", "the lift is broken.", "Kind regards,", "Ines Corvaille"],
        ),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, expected):
    assert parts(text) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Why was the bus so late?", "en"),
        ("Pourquoi le bus est-il en retard ?", "fr"),
        ("Warum ist der Bus nicht gekommen?", None),
        ("¿Por qué no ha llegado el autobús de la mañana?", None),
        ("OK 4711", None),
        ("", None),
    ],
)
def test_language_is_named_or_left_undecided(text, code):
    assert language(text).code == code
    assert language(text).undecided is (code is None)


@pytest.mark.parametrize(
    "name", ["Joost Hale, Spoke & Anchor", "Julien Costes, inspecteur", "W. Iyer, valuation"]
)
def test_a_name_with_its_office_below_a_reply_answers_nothing(name):
    letter = "Nobody at the till could tell me what the additional £45 were for."
    draft = f"The chain is new.\n\n{name}"
    at = datetime(2026, 11, 5, 9, tzinfo=UTC)
    read = Read.of(letter, [], draft, at, ("en", "fr"))
    assert [part.written for part in read.parts] == ["The chain is new."]


@pytest.mark.parametrize(
    "line", ["Dear Anna Lee, thank you for your letter", "Hello Joe Hart, see you there"]
)
def test_a_greeting_is_no_name_with_an_office(line):
    assert not is_name(line)
