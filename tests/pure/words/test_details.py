"""Details in their normal form, as people write them."""

from datetime import UTC, datetime

import pytest

from presszero.pure.words import quotation, read_letter

SENT = datetime(2026, 11, 18, 21, 40, tzinfo=UTC)  # a Wednesday


def details(text):
    return {(each.kind, each.value) for each in read_letter(text, SENT, quotation(text)).details}


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("The scanner on the 31 refused my pass.", "route", "31"),
        ("I took the 6 back.", "route", "6"),
        ("The 8.04 on line 52 never waits.", "time", "08:04"),
        ("Please refund the 3.20 today.", "amount", "3.20"),
        ("The counter closed at quarter past ten.", "time", "10:15"),
        ("We came at half ten.", "time", "10:30"),
        ("I was away from 12 to 15 October.", "date", "2026-10-12/2026-10-15"),
        ("It failed on 14, 18 and 19 October.", "date", "2026-10-14"),
        ("Ouvert de 8h30 à 17h.", "time", "08:30-17:00"),
        ("They came between 8 h and 18 h.", "time", "08:00-18:00"),
        ("The lamp at 41 Sexton Road is out.", "place", "41 Sexton Road"),
        ("She lies on Ward 11.", "place", "Ward 11"),
        ("Does the bus run on Good Friday?", "date", "2027-03-26"),
        ("Appelez le 05 55 01 77 20.", "reference", "0555017720"),
        ("It was booked for the 12th.", "date", "2026-11-12"),
        ("Personne n'est venu samedi 14.", "date", "2026-11-14"),
        ("On Thursday 12/11 he came.", "date", "2026-11-12"),
        ("It rained in through Christmas.", "date", "2026-12-25"),
        ("I paid 612 for the pass.", "amount", "612.00"),
        ("The freezer was 429.- in July.", "amount", "429.00"),
        ("The bill of 1,206.30 came.", "amount", "1206.30"),
        ("They want 30p a page.", "amount", "0.30"),
        ("My card no. 7741 0093 is new.", "reference", "77410093"),
        ("It is notice PA/26/0288 again.", "reference", "PA/26/0288"),
        ("We waited 1.5 hours there.", "duration", "PT90M"),
        ("There were 14 degrees inside.", "count", "14"),
        ("This is the second time I write.", "count", "2"),
        ("Twenty-six children came.", "count", "26"),
        ("He lies in ward 6 now.", "place", "ward 6"),
        ("We went on to Docks.", "place", "Docks"),
        ("The bus left.\n\nKind regards,\nOona Lehto", "person", "Oona Lehto"),
        ("The bus left. Greetings, Rafael & Bea Monteiro", "person", "Rafael & Bea Monteiro"),
        ("I was with our son Matteo.", "person", "Matteo"),
        ("They owe me twenty pounds.", "amount", "20.00"),
        ("Les prélèvements de février et de mars sont faux.", "date", "2026-03"),
    ],
)
def test_a_detail_has_its_kind_and_normal_form(text, kind, value):
    assert (kind, value) in details(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I go there three times a week.", "duration"),
        ("My two year old screamed.", "duration"),
        ("Mon fils de quatre ans pleurait.", "duration"),
        ("Please refund the 3.20.", "time"),
        ("Yours,\nbooking SO-4417", "person"),
        ("Please ask for the Freedom of Information Act there.", "person"),
        ("They asked me to move a Corsa.", "person"),
        ("The list says Priority 2.", "person"),
        ("Could you come on a Saturday?", "date"),
        ("Je nage le dimanche.", "date"),
        ("Please look at question 14 again.", "count"),
    ],
)
def test_what_only_looks_like_a_detail_is_none(text, kind):
    assert kind not in {kind for kind, _ in details(text)}


def test_easter_is_the_right_sunday():
    spring = datetime(2026, 3, 20, tzinfo=UTC)
    found = [each.value for each in read_letter("You are shut over Easter.", spring).details]
    assert found == ["2026-04-05"]


@pytest.mark.parametrize("text", ["Born 1/2/1850.", "Ref 12.11.4567", "It is 10.12.123.", "Serial 1/2/20181"])
def test_figures_that_go_on_are_no_day(text):
    assert not [each for each in read_letter(text, SENT).details if each.kind == "date"]


@pytest.mark.parametrize("year", [1, 9999])
@pytest.mark.parametrize("named", ["Christmas", "Easter Monday", "Good Friday", "Noël"])
def test_feast_at_the_ends_of_the_calendar_has_no_date(year, named):
    sent = datetime(year, 6, 1, tzinfo=UTC)
    (found,) = [each for each in read_letter(f"We came at {named}.", sent).details if each.kind == "date"]
    assert found.value is None


@pytest.mark.parametrize(
    ("year", "text"),
    [(9999, "We came on 31 December and the day after."), (1, "We came on 1 January and the day before.")],
)
def test_day_beyond_the_calendar_has_no_date(year, text):
    sent = datetime(year, 12 if year > 1 else 1, 8, tzinfo=UTC)
    values = [each.value for each in read_letter(text, sent).details if each.kind == "date"]
    assert len(values) == 2 and values[1] is None
