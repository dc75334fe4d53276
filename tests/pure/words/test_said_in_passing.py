"""Ordinary sentences that look like a day ahead, an hour, a name or a sum of two, and are not; with those that are."""

from datetime import UTC, datetime

import pytest

from presszero.pure.words import check_reply
from presszero.pure.words.details import details_of

NOVEMBER = datetime(2026, 11, 12, 9, tzinfo=UTC)  # a Thursday


def told(text, *kinds):
    return [(each.kind, each.value) for each in details_of(text, NOVEMBER) if each.kind in kinds]


def values(text, kind):
    return [each.value for each in details_of(text, NOVEMBER) if each.kind == kind]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Could you credit my travel card from August?", ["2026-08"]),
        ("We want our money back for the swimming course we booked in April.", ["2026-04"]),
        ("Kindly forward the invoice for February.", ["2026-02"]),
        ("Will you refund the coach trip we made in May?", ["2026-05"]),
        ("You will find the bill of June in the post.", ["2026-06"]),
        ("Merci de corriger la facture de février.", ["2026-02"]),
        ("Je voudrais être remboursée pour l'abonnement acheté en avril.", ["2026-04"]),
        ("Je souhaite recevoir le compte rendu du 14 septembre.", ["2026-09-14"]),
        ("Nous souhaitons un double de notre courrier du 2 octobre.", ["2026-10-02"]),
        ("You will surely refund the money taken in January.", ["2026-01"]),
        ("When did we move in May?", ["2026-05"]),
        ("J'ai déménagé en juin.", ["2026-06"]),
        ("We are moving out in February.", ["2027-02"]),
        ("My son starts school in January.", ["2027-01"]),
        ("I shall be away in May.", ["2027-05"]),
        ("Please send it by March.", ["2027-03"]),
        ("The hall has been booked for April.", ["2027-04"]),
        ("Nous déménageons en mars.", ["2027-03"]),
        ("Je vais partir au mois de mars.", ["2027-03"]),
        ("In February we will need two seats.", ["2027-02"]),
        ("The footbridge will be closed until April.", ["2027-04"]),
        ("Can the change be done for January?", ["2027-01"]),
        ("We were told to book in April.", ["2026-04"]),
        ("The room must be free by the end of March.", ["2027-03"]),
        ("The course is full until April.", ["2027-04"]),
        ("Please book us a pitch for May.", ["2027-05"]),
    ],
)
def test_who_asks_for_something_speaks_of_a_month_that_is_over(text, days):
    assert values(text, "date") == days


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("The repair costs between forty and sixty pounds.", ["60.00"]),
        ("Comptez entre trente et quarante euros.", ["40.00"]),
        ("They took four and five pounds.", ["5.00"]),
        ("It was two hundred and three hundred euros.", ["300.00"]),
        ("I lost one thousand and sixty pounds.", ["1060.00"]),
        ("The bill says four hundred and twelve euros.", ["412.00"]),
        ("Je dois vingt et un euros.", ["21.00"]),
        ("On me demande soixante et onze euros.", ["71.00"]),
        ("C'est quatre-vingt-dix-neuf euros.", ["99.00"]),
        ("On réclame deux mille cinq cents euros.", ["2500.00"]),
    ],
)
def test_and_between_two_sums_adds_nothing_up(text, sums):
    assert values(text, "amount") == sums


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We met at Gate D. Everyone was cold.", [("place", "Gate D")]),
        ("The lift is in Block C. Please mend it.", [("place", "Block C")]),
        ("Water drips in Room B. Tenants complain.", [("place", "Room B")]),
        ("Je vis au bâtiment C. Merci de passer.", [("place", "bâtiment C")]),
        ("He waited on platform A. The guard laughed.", [("place", "platform A")]),
        ("So we took plan C. Our guests walked.", []),
        ("She lacks vitamin D. Doctors say so.", []),
        ("He was marked with an A. Thanks for that.", []),
        ("It went to P.O. Box by mistake.", []),
        ("The form was stamped by K. Lindqvist at noon.", [("person", "K. Lindqvist")]),
        ("You run from A to B. Trams are better.", []),
        ("I wrote to H. Osei and J. Bright.", [("person", "H. Osei"), ("person", "J. Bright")]),
        ("I spoke with R. T. Moss about it.", [("person", "R. T. Moss")]),
    ],
)
def test_a_letter_that_names_a_place_is_no_initial(text, found):
    assert told(text, "person", "place") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He had gone four stops before he noticed.", [("count", "4")]),
        ("The bus had gone 9 miles in fog.", [("count", "9")]),
        ("At least half 6 adults were ill.", [("count", "6")]),
        ("You kept half 9 euros for it.", [("amount", "9.00")]),
        ("The desk is open nine till five.", [("time", "09:00-17:00")]),
        ("It was shut from eleven till two.", [("time", "11:00-14:00")]),
        ("It took five to 8 boxes.", [("count", "8")]),
        ("It had gone seven when she rang.", [("time", "07:00")]),
        ("It was gone 10, and dark.", [("time", "10:00")]),
        ("He came at half 7 with a ladder.", [("time", "07:30")]),
        ("I was there half 4 already.", [("time", "16:30")]),
        ("The van came at quarter to 6.", [("time", "17:45")]),
    ],
)
def test_what_is_counted_is_no_hour(text, found):
    assert told(text, "time", "count", "amount") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tram 4 25 minutes late once more.", [("route", "4"), ("duration", "PT25M")]),
        ("Bus 17 40 people on it.", [("route", "17"), ("count", "40")]),
        (
            "Bus 17 at 14:30, line 8 11:15 and bus 5 10 stops on.",
            [("route", "17"), ("route", "8"), ("route", "5"), ("count", "10")],
        ),
        ("La ligne 6 30 minutes d'attente.", [("route", "6"), ("duration", "PT30M")]),
        ("The number on the door is 555 0166.", [("reference", "5550166")]),
    ],
)
def test_a_line_stays_one_before_what_is_counted(text, found):
    assert told(text, "route", "duration", "count", "reference") == found


@pytest.mark.parametrize(
    "text",
    [
        "Il dort dans la rue depuis lundi.",
        "La rue était bloquée.",
        "Le chemin serait trop long.",
        "Le quai du train est loin.",
        "They asked us to clean street signs.",
        "He wanted to cross lane and bridge.",
        "You strew it on winter road salt.",
        "Lidl's delivery van was late.",
        "Vodafone's website was down.",
    ],
)
def test_roads_and_firms_in_passing_are_no_places_and_nobody(text):
    assert told(text, "place", "person") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The lamp in willow street is out.", ("place", "willow street")),
        ("On creuse jusqu'à 5h30, avenue Carnot.", ("place", "avenue carnot")),
        ("I walked from st oswalds in the wet.", ("place", "st oswalds")),
        ("Je loge au 9 rue pasteur.", ("place", "9 rue pasteur")),
        ("La borne de la rue des acacias clignote.", ("place", "rue des acacias")),
        ("Ines's school bag was left there.", ("person", "Ines")),
        ("Omar's wheelchair broke on the ramp.", ("person", "Omar")),
    ],
)
def test_small_roads_and_owners_are_still_found(text, found):
    assert found in told(text, "place", "person")


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("The drilling is between 7 and 9 in the evening.", ["19:00-21:00"]),
        ("I was in between 1 and 3 in the afternoon.", ["13:00-15:00"]),
        ("He knocks between 10 and 2 at night.", ["22:00-02:00"]),
        ("They swept between 11 and 1 in the morning.", ["23:00-01:00"]),
        ("I am free between 3 and 5 pm.", ["15:00-17:00"]),
        ("The desk is ours between 11 and 2 in the afternoon.", ["11:00-14:00"]),
        ("Le bruit dure entre 9 h et 11 h du soir.", ["21:00-23:00"]),
        ("We open from 8:00 to 10 pm.", ["08:00-22:00"]),
        ("Nobody came between 9 and 11.", ["09:00-11:00"]),
        ("The hall is open 8 to 6.", ["08:00-18:00"]),
    ],
)
def test_two_hours_take_the_part_of_the_day(text, hours):
    assert values(text, "time") == hours


@pytest.mark.parametrize(
    ("draft", "due"),
    [
        ("A fitter will come between 8 and 12 am on Tuesday.", "2026-11-17T12:00"),
        ("A fitter will come on Tuesday between 7 and 9 in the evening.", "2026-11-17T21:00"),
        ("A fitter will come on Tuesday between 10 pm and 12 am.", "2026-11-17T23:59"),
        ("A fitter will come on Tuesday between 1 and 3.", "2026-11-17T15:00"),
        ("A fitter will come on Tuesday between 8 and 10 in the morning.", "2026-11-17T10:00"),
    ],
)
def test_a_visit_between_two_hours_is_due_by_the_second(draft, due):
    (pledge,) = check_reply("", (), draft, at=NOVEMBER).pledges
    assert pledge.due_at is not None
    assert pledge.due_at.isoformat()[:16] == due
