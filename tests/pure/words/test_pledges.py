from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from presszero.pure.words import check_reply

MONDAY = datetime(2025, 9, 1, 14, 12, tzinfo=ZoneInfo("Europe/Paris"))


def pledges(draft):
    return check_reply("", (), draft, at=MONDAY).pledges


@pytest.mark.parametrize(
    ("draft", "due"),
    [
        ("We will call you by Friday 5 September.", "2025-09-05T17:00:00+02:00"),
        ("I will call you by Friday 5 September at 12:00.", "2025-09-05T12:00:00+02:00"),
        ("The refund will reach you within two working days.", "2025-09-03T17:00:00+02:00"),
        ("We'll write tomorrow before noon.", "2025-09-02T12:00:00+02:00"),
        ("If you send the receipt, we will refund it within 24 hours.", "2025-09-02T14:12:00+02:00"),
        ("Bram Iversund will write to you by the end of the week.", "2025-09-05T17:00:00+02:00"),
        ("I am going to ask the driver today.", "2025-09-01T17:00:00+02:00"),
        ("It will be on the shelf on Monday by 10:00.", "2025-09-08T10:00:00+02:00"),
        ("Nous vous rembourserons d'ici vendredi.", "2025-09-05T17:00:00+02:00"),
        ("Je vous rappellerai demain à 10 h.", "2025-09-02T10:00:00+02:00"),
        ("Un technicien passera sous 48 heures.", "2025-09-03T14:12:00+02:00"),
        ("La facture sera annulée dans les 3 jours ouvrés.", "2025-09-04T17:00:00+02:00"),
        ("Nous allons remplacer la lampe avant le 12 septembre.", "2025-09-11T17:00:00+02:00"),
        ("You will get it back on your October bill.", "2025-10-31T17:00:00+01:00"),
        ("I will look into the charge on your August bill.", None),
        ("I will correct the error in the May bill and call you.", None),
        ("Les 46 € vous seront remboursés sur la quittance de janvier.", "2026-01-31T17:00:00+01:00"),
        ("For 11 September we have booked a car that will wait.", "2025-09-11T17:00:00+02:00"),
        ("We will write to you on Thursday next week.", "2025-09-11T17:00:00+02:00"),
        ("A plumber will come a week on Tuesday.", "2025-09-09T17:00:00+02:00"),
        ("You will have it in two to three weeks.", "2025-09-22T17:00:00+02:00"),
        ("Give us two weeks and the ramp will be in place.", "2025-09-15T17:00:00+02:00"),
        ("We will fit it in the first week of October.", "2025-10-03T17:00:00+02:00"),
        ("You will hear within a month, no later than 20 September.", "2025-09-20T17:00:00+02:00"),
        ("Le panneau sera posé sous quinze jours.", "2025-09-15T17:00:00+02:00"),
        ("Je vous rappelle mardi en huit.", "2025-09-09T17:00:00+02:00"),
        ("Vous aurez la réponse d'ici la fin de la semaine prochaine.", "2025-09-12T17:00:00+02:00"),
        ("We will refund you on the day it arrives.", None),
        ("The lift is being repaired.", None),
        ("Il y aura deux bus de plus.", None),
        ("There will be extra buses on Harvest Night.", None),
    ],
)
def test_a_promise_is_found_with_its_due_time_in_the_given_zone(draft, due):
    (pledge,) = pledges(draft)
    assert (pledge.due_at.isoformat() if pledge.due_at else None) == due
    assert draft[pledge.start : pledge.end] == pledge.quote
    assert pledge.due_words in draft


@pytest.mark.parametrize(
    "draft",
    [
        "We will not be able to refund this.",
        "You will find the form on our page.",
        "Will we repair it?",
        "You asked whether we will run more buses.",
        "We hope that it will be better.",
        "Nous ne pourrons pas le faire.",
        "Vous trouverez le formulaire sur notre page.",
        "The bus was full and could not stop.",
        "We hope the ramp will be in place by the end of the month.",
        "I am writing to you about your letter of 2 August.",
        "The taxi is refunded in full, 41.50, within this week's payments.",
    ],
)
def test_denials_questions_hopes_and_what_the_customer_does_are_no_promises(draft):
    assert pledges(draft) == ()


def test_one_sentence_of_ten_thousand_small_words_is_read_to_its_end():
    assert pledges("le la " * 5_000) == ()


IN_NOVEMBER = datetime(2026, 11, 20, 9, tzinfo=UTC)  # a Friday


@pytest.mark.parametrize(
    ("draft", "due"),
    [
        ("The panel meets on 3 December. I will ring you that evening.", "2026-12-03T17:00"),
        ("The panel meets on 3 December. You will have our answer the day after.", "2026-12-04T17:00"),
        ("The site visit is on Monday. I will be at the gate for you at half ten.", "2026-11-23T10:30"),
        ("The van comes on Thursday. Two days before, we will text you the hour.", "2026-11-24T17:00"),
        ("You need it by the 30th. You have my word that it is with you by then.", "2026-11-30T17:00"),
        (
            "You told us you fly on Thursday. A man will be waiting at a quarter past eight.",
            "2026-11-26T08:15",
        ),
        ("Your contract renews on 1 December. Before that we will write to you.", "2026-11-30T17:00"),
        ("Le conseil se réunit le 3 décembre. Je vous écrirai le soir même.", "2026-12-03T17:00"),
        ("Votre départ est le 25 novembre. La veille, nous vous confirmerons l'heure.", "2026-11-24T17:00"),
        ("L'état des lieux a lieu le 26. Je serai chez vous à dix heures.", "2026-11-26T10:00"),
        ("Our fitter will come on Thursday. He brings two heaters with him.", "2026-11-26T17:00"),
        ("Our fitter will come on Thursday. We will send two heaters.", None),
        ("A new pole goes in on Thursday, and Mick will ring you the evening before.", "2026-11-25T17:00"),
        ("I will bring it to you on Tuesday afternoon, unless you would rather come in.", "2026-11-24T17:00"),
        ("We will ring you on Thursday, the day before your hearing.", "2026-11-26T17:00"),
        ("On Thursday 3 December we will ring you, not the day before.", "2026-12-03T17:00"),
        ("We will not charge you before 3 December.", "2026-12-03T17:00"),
        ("I can offer you a refund of £20 by Thursday.", "2026-11-26T17:00"),
        (
            "We have found the error and thank you, and we will refund you £20 by Thursday.",
            "2026-11-26T17:00",
        ),
        ("The gritter will come to you at five tomorrow morning.", "2026-11-21T05:00"),
        ("I will ring you by 10.30 this morning.", "2026-11-20T10:30"),
        ("I will ring you tomorrow morning.", "2026-11-21T12:00"),
        (
            "L'option a été retirée du contrat et les trois mois vous seront rendus sur la facture du 5 décembre.",
            "2026-12-05T17:00",
        ),
        ("The panel meets on 3 December. We will put a bench there.", None),
        ("The panel met on 3 November. I will ring you that evening.", None),
        ("I ring you at five today.", "2026-11-20T17:00"),
        ("I will ring you at two.", "2026-11-20T14:00"),
        ("We will have it up before Saturday.", "2026-11-20T17:00"),
        ("Je vous rappelle avant lundi.", "2026-11-22T17:00"),
        ("Je vous rappelle avant lundi midi.", "2026-11-23T12:00"),
        ("A crew will come to you on Saturday or Sunday.", "2026-11-22T17:00"),
        ("Je vous appelle lundi à huit heures.", "2026-11-23T08:00"),
        ("Allow us three working days and we will pay it out.", "2026-11-25T17:00"),
        ("We will look into the matter and hope to see you again.", None),
    ],
)
def test_a_promise_takes_its_day_from_the_sentence_before_and_its_hour_from_the_working_day(draft, due):
    pledge = check_reply("", (), draft, at=IN_NOVEMBER).pledges[-1]
    assert (pledge.due_at and f"{pledge.due_at:%Y-%m-%dT%H:%M}") == due
    assert pledge.due_words in draft


@pytest.mark.parametrize(
    ("draft", "who", "what"),
    [
        ("Oui, nous vous remboursons le taxi.", "nous", "vous remboursons le taxi"),
        ("Our engineer is coming on Friday.", "Our engineer", "is coming on Friday"),
        ("Le technicien intervient lundi.", "Le technicien", "intervient lundi"),
        ("Un autre livreur vous l'apportera samedi.", "Un autre livreur", "vous l'apportera samedi"),
        ("Il y aura deux bus de plus.", "", "aura deux bus de plus"),
    ],
)
def test_who_promises_is_told_without_what_leads_to_it(draft, who, what):
    (pledge,) = check_reply("", (), draft, at=IN_NOVEMBER).pledges
    assert (pledge.who, pledge.what) == (who, what)


@pytest.mark.parametrize(
    "draft",
    [
        "Your passport was printed at six this morning and lies at our counter.",
        "The 7.20 tomorrow is not going, but the 7.35 is.",
        "The council votes on the fares next Tuesday.",
        "La médiathèque reste ouverte jusqu'à 20 h le jeudi.",
        "Le train de 7 h 12 ne circulera pas demain.",
    ],
)
def test_what_was_done_or_goes_on_without_us_is_no_promise(draft):
    assert check_reply("", (), draft, at=IN_NOVEMBER).pledges == ()


@pytest.mark.parametrize(
    ("draft", "quotes"),
    [
        ("Pour l'enfant, ouvrez votre compte dans les soixante jours suivant la naissance.", []),
        (
            "Appelez-moi, et je vous rembourse vendredi.",
            ["Appelez-moi, et je vous rembourse vendredi."],
        ),
        ("Comptez sur un appel de ma part mercredi.", ["Comptez sur un appel de ma part mercredi."]),
        ("As of today it belongs to the duty manager.", []),
        ("L'amende de dimanche est annulée, je le confirme par ce courrier.", []),
        ("It travels to you tomorrow by insured post.", ["It travels to you tomorrow by insured post."]),
        (
            "The fitter will be with you on Tuesday at 10, and the mould will be treated by 11 December.",
            ["The fitter will be with you on Tuesday at 10", "the mould will be treated by 11 December."],
        ),
    ],
)
def test_steps_of_the_customers_and_what_is_so_today_are_none_and_two_days_are_two(draft, quotes):
    check = check_reply("When will it come?", (), draft, at=datetime(2026, 11, 10, 9, tzinfo=UTC))
    assert [each.quote for each in check.pledges] == quotes
