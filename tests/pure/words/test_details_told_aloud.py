"""Days, hours, sums and numbers as people say them, in sentences that no rule was written from."""

from datetime import UTC, datetime

import pytest

from presszero.pure.words.details import details_of

THURSDAY = datetime(2027, 3, 11, 9, tzinfo=UTC)


def told(text, kind):
    return [each.value for each in details_of(text, THURSDAY) if each.kind == kind]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The nurse comes Monday week.", ["2027-03-22"]),
        ("It has been dark since last Tuesday fortnight.", ["2027-02-23"]),
        ("He fell on Friday a fortnight ago.", ["2027-02-19"]),
        ("Le technicien revient lundi en quinze.", ["2027-03-29"]),
        ("On Tue 9/3 I rang, and again the day after.", ["2027-03-09", "2027-03-10"]),
        ("Je suis venue le 4 mars, puis le lendemain.", ["2027-03-04", "2027-03-05"]),
        ("I wrote to you on the 26th of february.", ["2027-02-26"]),
        ("We are booked for Saturday 20th.", ["2027-03-20"]),
        ("I paid on 8.3. at the kiosk.", ["2027-03-08"]),
        ("Last week it rained in.", ["2027-03-01/2027-03-07"]),
        ("Le mois dernier tout allait bien.", ["2027-02"]),
        ("Is it still ours for 12 and 19 March?", ["2027-03-12", "2027-03-19"]),
        ("They came on the 3rd, 5th and 12th of February.", ["2027-02-03", "2027-02-05", "2027-02-12"]),
        ("Venez-vous les 15, 22 et 29 mars ?", ["2027-03-15", "2027-03-22", "2027-03-29"]),
        ("We paid 20 and 9 March was cold.", ["2027-03-09"]),
        ("My son turns 7 on Saturday.", ["2027-03-13"]),
        ("Does the Saturday service go on in May?", ["2027-05"]),
        ("Is the pool open in December?", ["2027-12"]),
        ("I am writing about my appointment on 9 March.", ["2027-03-09"]),
        ("We moved on the first of the month.", ["2027-03-01"]),
        ("The fee dated Feb. 14. What is it for?", ["2027-02-14"]),
        ("À matin il y avait pas un chat.", ["2027-03-11"]),
        ("They say they are at it since the 9th of February.", ["2027-02-09"]),
        ("We fly to Lisbon on Monday.", ["2027-03-15"]),
        ("Closing date Monday.", ["2027-03-15"]),
        ("It fell on January, the 20th.", ["2027-01-20"]),
        ("We got up at six on the first of February.", ["2027-02-01"]),
        ("Le premier février il neigeait.", ["2027-02-01"]),
        ("We are booked for 27-30 March.", ["2027-03-27/2027-03-30"]),
        ("He was off from 2 to 13 February.", ["2027-02-02/2027-02-13"]),
        ("It came on the twenty-first of February.", ["2027-02-21"]),
        ("You charged me on the first of last month.", ["2027-02-01"]),
        ("May the 4 of us travel on one ticket?", []),
        ("The £312.40 may be paid later.", []),
        ("Could you reply by Friday, when the sum is due?", ["2027-03-12"]),
        ("I'd be grateful if you could reply by Friday.", ["2027-03-12"]),
        ("Est-ce que le service continue en décembre ?", ["2027-12"]),
        ("Fermez-vous en février ?", ["2028-02"]),
        ("Does anybody know that I moved in December?", ["2026-12"]),
        ("Is there a record of my payment in December?", ["2026-12"]),
        ("Do you have the form from my visit in December?", ["2026-12"]),
        ("Est-ce que vous avez reçu ma lettre en décembre ?", ["2026-12"]),
    ],
)
def test_days_beyond_days_and_beside_days_are_counted(text, days):
    assert told(text, "date") == days


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("The bang came at half nine at night.", ["21:30"]),
        ("Nobody brought her home until 8.15 that night.", ["20:15"]),
        ("He came at 4 that afternoon.", ["16:00"]),
        ("The 7.40 to Leeds was full.", ["07:40"]),
        ("We will credit the £23.40 to your account.", []),
        ("He turned up at twenty past 4.", ["16:20"]),
        ("Yesterday evening at 8 the lights went.", ["20:00"]),
        ("The lesson ends at half past four.", ["16:30"]),
        ("The dust cart wakes us at half past four in the morning.", ["04:30"]),
        ("They shut at quarter to one.", ["12:45"]),
        ("It is now ten o'clock.", ["10:00"]),
        ("The table was booked for 9 o'clock.", ["09:00"]),
        ("Il était passé 22 h quand le bus est arrivé.", ["22:00"]),
        ("At five o'clock this morning the alarm rang.", ["05:00"]),
        ("The music goes on till half past two every night.", ["02:30"]),
        ("It stopped at about six this morning.", ["06:00"]),
        ("The ward shut at two o'clock.", ["14:00"]),
        ("On m'a fait attendre jusqu'à 17 h moins le quart.", ["16:45"]),
        ("Vers 9 heures et demie il n'y avait personne.", ["09:30"]),
        ("La séance est à 7 heures moins dix.", ["06:50"]),
        ("J'ai passé 3 h aux urgences.", []),
        ("We were let in at gone 11.", ["11:00"]),
        ("La cantine ouvre à midi et quart.", ["12:15"]),
        ("The hall is ours 9 to 5.", ["09:00-17:00"]),
        ("I missed the 7.40, 8.10 and 9.25 because of you.", ["07:40", "08:10", "09:25"]),
        ("Le bruit commence à 9 h du soir.", ["21:00"]),
    ],
)
def test_hours_take_the_part_of_the_day_and_the_shape_of_speech(text, hours):
    assert told(text, "time") == hours


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("They want three hundred and forty pounds.", ["340.00"]),
        ("I gave him two hundred euros.", ["200.00"]),
        ("Il me réclame mille deux cents euros.", ["1200.00"]),
        ("J'ai payé 2 450 € de caution.", ["2450.00"]),
        ("The deposit was 30,- at the door.", ["30.00"]),
    ],
)
def test_sums_in_words_and_with_spaces_are_whole(text, sums):
    assert told(text, "amount") == sums


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("My account is QB 5120-3341.", ["QB5120-3341"]),
        ("Ring me on 01722 905 330 please.", ["01722905330"]),
        ("My mobile is 07811 440275.", ["07811440275"]),
        ("Parcel TN 3051 880214 never came.", ["TN3051880214"]),
        ("Réf. locataire K/0913-D", ["K/0913-D"]),
        ("My patient number 512 330 4478 is on it.", ["5123304478"]),
        ("Le compteur 03 47 912 tourne.", ["0347912"]),
        ("The number on the sign is 555 0177.", ["5550177"]),
    ],
)
def test_numbers_in_groups_are_one_reference(text, numbers):
    assert told(text, "reference") == numbers
    assert told(text, "count") == []


@pytest.mark.parametrize(
    ("text", "kind", "values"),
    [
        ("I stood at st brigids in the rain.", "place", ["st brigids"]),
        ("The tree in laurel avenue fell.", "place", ["laurel avenue"]),
        ("J'habite au 7 rue des lilas.", "place", ["7 rue des lilas"]),
        ("The tap in Flat 4, Dunmore House drips.", "place", ["Flat 4, Dunmore House"]),
        ("Freya's school pass has not come.", "person", ["Freya"]),
        ("It was signed by P. Radcliffe on the day.", "person", ["P. Radcliffe"]),
        ("The call took 1 hr 25 min.", "duration", ["PT85M"]),
        ("I was on hold 1 h 40 min before the line dropped.", "duration", ["PT100M"]),
        ("J'ai passé 3h aux urgences.", "duration", ["PT3H"]),
        ("We live at 118-4 Rosemount Avenue now.", "place", ["118-4 Rosemount Avenue"]),
        ("Please stop the letters.", "place", []),
        ("Je l'ai attendu à l'arrêt Cartier/Saint-Jean.", "place", ["arrêt Cartier/Saint-Jean"]),
        ("J'habite 9 rue des Tilleuls 38000 Grenoble.", "count", []),
        ("J'ai perdu deux après-midi.", "count", ["2"]),
        ("Write to us at Alston CA9 3QT.", "reference", ["CA93QT"]),
        ("The van's plate is WX21 KLP.", "reference", ["WX21KLP"]),
        ("L'avis 6630 0187 41 est faux.", "reference", ["6630018741"]),
        ("Mon colis 8V 204 118 377 52 est perdu.", "reference", ["8V20411837752"]),
        ("Mon abonnement (n° 51883) expire.", "reference", ["51883"]),
        ("My card ends in 8812. Ta!", "reference", ["8812"]),
        ("Mon numéro : 0470 55 01 88.", "reference", ["0470550188"]),
        ("Ring me on 418 555-0129.", "reference", ["418555-0129"]),
        ("Dossier 5902-TH-0071.", "reference", ["5902-TH-0071"]),
        ("He wanted Rs. 50 more.", "amount", ["50.00"]),
        ("The fare was 1865 rupees.", "amount", ["1865.00"]),
        ("I paid Rs. 1,12,000 for it.", "amount", ["112000.00"]),
        ("My order KL55 was lost.", "reference", ["KL55"]),
        ("The Block C3 1st floor lamp is out.", "reference", []),
        ("The lane ends in 200 metres.", "reference", []),
        ("My 2 bus tickets are gone.", "route", []),
        ("Après trois heures sans nouvelles, je suis parti.", "duration", ["PT3H"]),
        ("On a attendu 3 h.", "duration", ["PT3H"]),
        ("My hospital number is R 558 201.", "reference", ["R558201"]),
        ("Mon numéro fiscal est le 30 12 456 789 012.", "reference", ["3012456789012"]),
        ("The £312.40 may be paid later.", "amount", ["312.40"]),
        ("I rang 139 two times.", "count", ["139", "2"]),
        ("Not one 14 tram came.", "route", ["14"]),
        ("I waited a fortnight for an answer.", "duration", ["P2W"]),
    ],
)
def test_places_people_and_lengths_are_found_whole(text, kind, values):
    assert told(text, kind) == values


@pytest.mark.parametrize(
    "text", ["I stood on the main road.", "That's your own affair.", "Je l'ai vu dans la rue principale."]
)
def test_a_road_that_nobody_could_find_is_no_place(text):
    assert told(text, "place") == told(text, "person") == []


@pytest.mark.parametrize(
    ("text", "routes"),
    [
        ("Je voudrais savoir pourquoi le bus n'est pas venu.", []),
        ("J'ai attendu le bus scolaire 42 une heure.", ["42"]),
        ("The school bus 42 did not come.", ["42"]),
        ("La ligne B n'est pas passée.", ["B"]),
    ],
)
def test_a_word_cut_short_is_no_line(text, routes):
    assert told(text, "route") == routes
