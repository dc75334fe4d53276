"""The reason why a sentence seems to answer a point is in words that both texts have, as they stand there."""

from datetime import UTC, datetime

import pytest

from presszero.pure.words import PointToAnswer, check_reply, quotation, read_letter

SENT = datetime(2026, 3, 11, 9, tzinfo=UTC)


def whys(letter, draft, voice="en"):
    """Return the reason and the shared words of each point of a letter."""
    points = [
        PointToAnswer(number, letter[one.start : one.end], one.start, one.end, one.ask, one.kind)
        for number, one in enumerate(read_letter(letter, SENT, quotation(letter)).points)
    ]
    check = check_reply(letter, points, draft, at=SENT, voice=voice)
    return [(each.why, each.shared) for each in check.proposals]


def test_a_detail_is_said_as_the_reply_writes_it():
    letter = (
        "I bought a kettle on 2 March for £38 under order KX-20811. Please refund the £38 of order KX-20811."
    )
    why, shared = whys(letter, "The £38 for order KX-20811 went back to your card on 2 March.")[-1]
    assert why == "It says “£38”, “KX-20811”, as the customer did."
    assert shared[:2] == ("£38", "KX-20811")


@pytest.mark.parametrize(
    ("letter", "draft", "voice", "why"),
    [
        (
            "La mairie a déplacé la fête. Quand la médiathèque prêtera-t-elle les clés ?",
            "La médiathèque prêtera les clés dès jeudi.",
            "fr",
            "Les deux disent « médiathèque », « prêtera », « clés ».",
        ),
        (
            "Please mend the elevator in our stairwell.",
            "The lift has run since this morning.",
            "en",
            "It says “lift” where the customer says “elevator”.",
        ),
        (
            "The choir sang on Sunday and a gardener shouted. Could you say when the sauna opens?",
            "The sauna opens at noon.",
            "en",
            "Both say “sauna”, “opens”.",
        ),
    ],
)
def test_a_reason_has_the_accents_and_only_words_of_the_point_itself(letter, draft, voice, why):
    assert whys(letter, draft, voice)[-1][0] == why


def test_small_words_and_words_of_the_sentence_before_are_no_reason():
    letter = "The choir sang loudly since noon. Who told him that?"
    ((_, shared),) = whys(letter, "The choir has sung since noon, says the warden.")[-1:]
    assert shared == ()


def test_what_only_touches_a_point_says_why_in_the_same_words():
    letter = "Le portillon du square reste fermé le matin. Quand le portillon sera-t-il réparé ?"
    point = read_letter(letter, SENT, quotation(letter)).points[-1]
    asked = PointToAnswer(1, letter[point.start : point.end], point.start, point.end, point.ask, point.kind)
    check = check_reply(letter, [asked], "Nous étudions la question du portillon.", at=SENT, voice="fr")
    (finding,) = [each for each in check.findings if each.rule == "point-open"]
    assert "portillon" in finding.reason
    assert "de portillon" not in finding.reason


@pytest.mark.parametrize(
    ("words", "mend"),
    [
        ("Nous répondrons dans les meilleurs délais.", "Dites plutôt : le jour prévu."),
        ("Le retard est dû à des raisons d'exploitation.", "Dites plutôt : la raison elle-même."),
        ("We escalated your claim.", "Dites plutôt : qui s’en occupe."),
        ("Your claim was settled pursuant to rule 4.", "Écrivez plutôt : « under »."),
        ("Nonobstant ce refus, vous pouvez venir.", "Écrivez plutôt : « malgré »."),
    ],
)
def test_words_of_the_house_are_mended_in_the_language_of_who_reads_the_finding(words, mend):
    found = check_reply("", (), words, at=SENT, voice="fr").findings
    assert [each.mend for each in found if each.rule == "jargon"] == [mend]


def test_the_language_that_differs_has_its_article():
    letter = "Bonjour, le portillon du square est resté fermé toute la semaine et personne ne répond."
    draft = "Thank you, the gate of the square was repaired this morning by our own people."
    (found,) = [
        each
        for each in check_reply(letter, (), draft, at=SENT, voice="fr").findings
        if each.rule == "wrong-language"
    ]
    assert found.reason == "Le client ne lit peut-être pas l’anglais."
    assert found.mend == "Écrivez en français, sauf si le client demande l’anglais."


@pytest.mark.parametrize(
    ("letter", "ask"),
    [
        ("Dites-moi également qui garde les clés du local.", "Qui garde les clés du local"),
        ("Tell me also who keeps the keys of the boathouse.", "Who keeps the keys of the boathouse"),
        (
            "Pourquoi ne rappelez-vous pas les locataires par téléphone, alors que vous avez leurs numéros ?",
            "Pourquoi ne rappelez-vous pas les locataires par téléphone ?",
        ),
    ],
)
def test_an_ask_begins_with_what_is_asked_and_ends_as_it_was_written(letter, ask):
    assert [each.ask for each in read_letter(letter, SENT, ()).points] == [ask]
