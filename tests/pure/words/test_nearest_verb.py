"""Days, references, amounts and places as people write them, read by kind and not by one letter."""

from datetime import UTC, datetime

import pytest

from presszero.pure.words import PointToAnswer, check_reply, read_letter

SENT = datetime(2026, 3, 11, 9, tzinfo=UTC)  # a Wednesday


def details(text):
    return [(each.kind, each.text, each.value) for each in read_letter(text, SENT, ()).details]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("We need the scaffold gone before the 24th.", "2026-03-24"),
        ("Please send the forms by the 3rd.", "2026-04-03"),
        ("The hall was booked for the 24th.", "2026-02-24"),
        ("The phone was dead until Monday.", "2026-03-09"),
        ("Nobody opened the gate until Saturday night.", "2026-03-07"),
        ("Il me faut l'attestation avant vendredi.", "2026-03-13"),
        ("Le gaz n'est pas revenu avant samedi.", "2026-03-07"),
        ("Can you come on Friday?", "2026-03-13"),
        ("What time does the museum open on Sunday?", "2026-03-15"),
        ("Can I pick it up on Saturday?", "2026-03-14"),
        ("La piscine est-elle ouverte samedi ?", "2026-03-14"),
        ("My next dialysis is on Friday.", "2026-03-13"),
        ("Did the museum open on Sunday?", "2026-03-08"),
        ("Is there a record of my visit on Monday?", "2026-03-09"),
        ("Does anybody know who rang me on Friday?", "2026-03-06"),
        ("On Friday the parcel came back.", "2026-03-06"),
        ("Je voudrais la clé pour le 20.", "2026-03-20"),
    ],
)
def test_the_nearest_verb_says_whether_a_day_lies_ahead(text, value):
    assert [each[2] for each in details(text) if each[0] == "date"] == [value]


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("Notice ref DV5530817K came today.", ("reference", "DV5530817K", "DV5530817K")),
        ("The ticket 7B30K2281P was never read.", ("reference", "7B30K2281P", "7B30K2281P")),
        ("My member number is 6104 7729.", ("reference", "6104 7729", "61047729")),
        ("I paid 27 euros at the desk.", ("amount", "27 euros", "27.00")),
        ("J'ai payé 52,30 € en mars.", ("amount", "52,30 €", "52.30")),
        ("The cab was 7 pounds 60 each way.", ("amount", "7 pounds 60", "7.60")),
        ("J'ai donné 12 euros 50 au guichet.", ("amount", "12 euros 50", "12.50")),
        ("I gave 9 euros 20 minutes ago.", ("amount", "9 euros", "9.00")),
        ("Nous allons à la piscine des Marronniers.", ("place", "piscine des Marronniers", "piscine des Marronniers")),
        ("The Elm Street gate was shut.", ("place", "Elm Street", "Elm Street")),
        ("Is Tanner Row closed?", ("place", "Tanner Row", "Tanner Row")),
    ],
)  # fmt: skip
def test_a_detail_is_found_whole(text, detail):
    assert detail in details(text)


def test_a_named_place_is_no_person():
    assert {kind for kind, *_ in details("On m'a dit à la piscine des Marronniers de revenir.")} == {"place"}


def test_a_number_told_with_is_agrees_with_the_reply():
    letter = "My member number is 6104 7729 and the gate stays shut. Please open it."
    asked = [
        PointToAnswer(1, each.text, each.start, each.end, each.ask, each.kind, each.details)
        for each in read_letter(letter, SENT, ()).points
    ]
    check = check_reply(letter, asked, "Member 6104 7729 may pass the gate again.", at=SENT)
    assert not [each for each in check.findings if each.rule == "detail-contradicted"]


def test_days_of_the_letter_are_read_by_when_it_was_written():
    letter, later = "The door broke on Tuesday.", datetime(2026, 3, 18, 9, tzinfo=UTC)
    (day,) = [
        each
        for each in check_reply(letter, (), "Yes.", at=later, sent_at=SENT).details
        if each.kind == "date"
    ]
    assert day.value == "2026-03-10"


@pytest.mark.parametrize("done", ["made", "paid", "sent", "held", "brought", "kept", "found", "told"])
def test_what_will_be_done_on_a_day_lies_ahead_in_a_letter_too(done):
    def day(text):
        return [value for kind, _, value in details(text) if kind == "date"]

    assert day(f"You wrote that it will be {done} on Friday.") == ["2026-03-13"]
    assert day(f"I saw that it was {done} on Friday.") == ["2026-03-06"]
