"""What letters and replies of other countries and other hands showed: their days, evenings, greetings and passed-on mails."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from presszero.pure.words import PointToAnswer, check_reply, quotation, read_letter, urgency

IN_NOVEMBER = datetime(2025, 11, 6, 10, tzinfo=UTC)  # a Thursday
NEW_YORK = ZoneInfo("America/New_York")


def days(text: str, at: datetime = IN_NOVEMBER) -> list[str | None]:
    return [each.value for each in read_letter(text, at).details if each.kind == "date"]


def due(sentence: str, at: datetime = IN_NOVEMBER) -> list[str]:
    return [
        f"{each.due_at:%d %b %H:%M}" for each in check_reply("", (), sentence, at=at).pledges if each.due_at
    ]


@pytest.mark.parametrize(
    ("sentence", "by"),
    [
        ("You will see it by Nov. 14.", "14 Nov 17:00"),
        ("You will have it by Dec. 5, 2025.", "05 Dec 17:00"),
        ("We will mail it before Jan. 9.", "08 Jan 17:00"),
        ("The check will be mailed by 11/14/2025.", "14 Nov 17:00"),
        ("I will ring you, and not Mr. Twomey, tomorrow at noon to hear how it went.", "07 Nov 12:00"),
    ],
)
def test_a_day_promised_as_americans_write_it(sentence: str, by: str) -> None:
    assert due(sentence) == [by]


@pytest.mark.parametrize(
    ("sentence", "by"),
    [
        ("Your badge goes into the system tonight.", "06 Nov 22:00"),
        ("We will ring you tonight at 8.", "06 Nov 20:00"),
        ("We will ring you at 8 tonight.", "06 Nov 20:00"),
        ("We will ring you tomorrow evening.", "07 Nov 22:00"),
        ("Nous vous appellerons ce soir.", "06 Nov 22:00"),
        ("Nous vous appellerons ce soir à 20 h.", "06 Nov 20:00"),
        ("We will call you on Monday after 5:40 pm.", "10 Nov 22:00"),
        ("Nous vous rappelons lundi après 17 h 40.", "10 Nov 22:00"),
        ("We will call tomorrow after 2 pm.", "07 Nov 17:00"),
        ("We will ring tomorrow morning at 7:10.", "07 Nov 07:10"),
        ("Il vous attendra demain matin à 7 h 10.", "07 Nov 07:10"),
    ],
)
def test_an_evening_ends_later_than_the_office(sentence: str, by: str) -> None:
    assert due(sentence) == [by]


def test_a_promise_for_tonight_written_at_night_is_one() -> None:
    assert due("Your badge goes into the system tonight.", datetime(2025, 11, 6, 21, tzinfo=UTC)) == [
        "06 Nov 22:00"
    ]


@pytest.mark.parametrize(
    ("text", "at", "found"),
    [
        ("I paid on 02/14/2025 and called on 10/07/2025.", IN_NOVEMBER, ["2025-02-14", "2025-10-07"]),
        ("I paid on 14/02/2025 and called on 10/07/2025.", IN_NOVEMBER, ["2025-02-14", "2025-07-10"]),
        ("I called on 10/07/2025.", IN_NOVEMBER, ["2025-07-10"]),
        ("I called on 10/07/2025.", datetime(2025, 11, 6, tzinfo=NEW_YORK), ["2025-10-07"]),
        ("I paid on 14/02/2025.", datetime(2025, 11, 6, tzinfo=NEW_YORK), ["2025-02-14"]),
        ("I need it before Nov. 14 please.", IN_NOVEMBER, ["2025-11-14"]),
        ("It was due in May. 5 people came.", IN_NOVEMBER, ["2025-05"]),
    ],
)
def test_days_in_figures_are_read_as_the_letter_or_the_zone_writes_them(
    text: str, at: datetime, found: list[str]
) -> None:
    assert days(text, at) == found


@pytest.mark.parametrize(("told", "doubted"), [("November 3, 2025", False), ("November 4, 2025", True)])
def test_a_day_that_may_be_read_both_ways_contradicts_neither(told: str, doubted: bool) -> None:
    letter = "I was charged $86.00 in Garage C on 11/03/2025. Where do I send the form?"
    start = letter.index("Where")
    points = [PointToAnswer(1, letter[start:], start, len(letter), letter[start:], "question")]
    draft = f"You were charged $86.00 in Garage C on {told}. Send the form to PO Box 418."
    check = check_reply(letter, points, draft, at=IN_NOVEMBER)
    assert ("detail-contradicted" in {each.rule for each in check.findings}) is doubted


PASSED_ON = """---------- Forwarded message ---------
From: Prairie Hydro <noreply@prairiehydro.example>
Date: Mon, Nov 3, 2025 at 4:12 PM
Subject: Your request
To: Anita Desjarlais

Dear customer,
Would you like to go paperless?

------

"""


@pytest.mark.parametrize(
    "note",
    [
        "Hi again,\n\nWhy does my usage show 0 kWh for September?\n",
        "I never asked for a technician. Why does my usage show 0 kWh?\n",
    ],
)
def test_a_note_below_a_mail_that_is_passed_on_is_the_writers_own(note: str) -> None:
    text = PASSED_ON + note
    (cut,) = quotation(text)
    assert text[cut.end :].strip() == note.strip()
    assert len(read_letter(text, IN_NOVEMBER, quotation(text)).points) == 1


@pytest.mark.parametrize(
    "below",
    ["Prairie Hydro\nBrandon, Manitoba\n", "This e-mail is confidential. I am not liable for my mail.\n"],
)
def test_what_stands_below_is_no_note_where_nobody_speaks(below: str) -> None:
    text = PASSED_ON + below
    assert all(not text[cut.end :].strip() for cut in quotation(text)[-1:])


def test_a_rule_in_what_was_quoted_ends_no_quotation_below_a_letter() -> None:
    text = "Please see below.\n\n" + PASSED_ON + "Hi again,\n\nWhy does my usage show 0 kWh?\n"
    assert text[: quotation(text)[0].start].strip() == "Please see below."
    assert quotation(text)[-1].end == len(text.rstrip())


@pytest.mark.parametrize("greeting", ["Dear Mrs. Breathnach,", "Dear Dr. O'Brien,", "Bonjour M. Lambert,"])
def test_a_greeting_with_a_title_answers_nothing(greeting: str) -> None:
    letter = "I hope you will forgive an old woman, Mrs. Breathnach, but why did the van not come?"
    points = [PointToAnswer(1, letter, 0, len(letter), letter, "question")]
    check = check_reply(letter, points, f"{greeting}\n\nThe fine is cancelled.", at=IN_NOVEMBER)
    assert all(each.start is None or each.start >= len(greeting) for each in check.proposals)


@pytest.mark.parametrize(
    ("message", "rule"),
    [
        (
            "My mother is on an oxygen concentrator at home and there is a power cut daily.",
            "vulnerable.person",
        ),
        ("We have no heat since yesterday and a newborn in the house.", "vulnerable.child"),
        ("Quatre jours sans eau, avec un bébé de cinq mois !", "vulnerable.child"),
        ("Appeals have to be postmarked by November 14.", "deadline.day"),
        ("Je dois payer avant le 14 novembre, sinon le dossier s’en va au contentieux.", "deadline.day"),
    ],
)
def test_what_cannot_wait_in_other_words(message: str, rule: str) -> None:
    assert rule in {each.rule for each in urgency(message, IN_NOVEMBER)}


def test_a_barrier_that_stayed_shut_is_no_fall() -> None:
    found = {each.rule for each in urgency("La barrière du parking P2 ne s’est pas ouverte.", IN_NOVEMBER)}
    assert "safety.falling" not in found


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("I waited two hours and a half at the desk.", "duration", "PT150M"),
        ("J’ai attendu une heure et quart.", "duration", "PT75M"),
        ("Please call me at (555) 555-0173.", "reference", "(555)555-0173"),
        ("My complaint no. MH/PN/88214 is open.", "reference", "MH/PN/88214"),
        ("I put the bike back around 1130 pm, by the gate.", "time", "23:30"),
    ],
)
def test_figures_as_others_write_them(text: str, kind: str, value: str) -> None:
    assert (kind, value) in {(each.kind, each.value) for each in read_letter(text, IN_NOVEMBER).details}


def test_a_day_and_a_quarter_of_something_else_is_no_length() -> None:
    found = read_letter("It cost me two hours a day and a quarter of my wages.", IN_NOVEMBER).details
    assert {each.value for each in found if each.kind == "duration"} == {"PT2H"}


def points(text: str) -> list[tuple[str, str]]:
    return [(each.kind, each.text) for each in read_letter(text, IN_NOVEMBER).points]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I had been wondering whether it might be possible for the library van to stop again.", "question"),
        ("I was wondering whether the pool is open.", "question"),
        ("I was just wondering if you could send me a form.", "request"),
        ("Il me serait agréable que quelqu’un veuille bien revoir ce montant.", "request"),
        ("J’oserais suggérer que l’interphone soit réparé avant l’hiver.", "request"),
        ("Je me demandais aussi s’il n’existerait pas un abonnement.", "question"),
    ],
)
def test_a_very_polite_wish_is_a_point(text: str, kind: str) -> None:
    assert points(text) == [(kind, text)]


@pytest.mark.parametrize(
    "text",
    [
        "With due respect I beg to state that I am residing at Kothrud.",
        "Keep up the wonderful work!",
        "Ah bon ?",
        "I was wondering, sitting there, if anybody would come.",
    ],
)
def test_a_courtesy_is_no_point(text: str) -> None:
    assert points(text) == []


def test_what_only_announces_a_list_is_no_point() -> None:
    assert [
        kind
        for kind, _ in points("Please answer the following:\n1. Why was I fined?\n2. Can I pay in parts?")
    ] == ["question"] * 2


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("DON'T YOU DARE SEND ME ANOTHER ONE OF YOUR FORM LETTERS.", "no_form_letter"),
        ("Save me the canned response.", "no_form_letter"),
        ("Et inutile de m’envoyer votre lettre type.", "no_form_letter"),
        ("I would rather have this by e-mail than a phone call.", "in_writing"),
        ("Text me back, would you.", "in_writing"),
        ("Please ring me rather than him.", "by_phone"),
    ],
)
def test_how_to_be_answered_in_other_words(text: str, wish: str) -> None:
    assert wish in {each.kind for each in read_letter(text, IN_NOVEMBER).wishes}
