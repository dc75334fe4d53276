"""Points told without a question mark and without the usual words of failing."""

import pytest

from presszero.pure.words import read_letter


def kinds_and_words(text):
    return [(each.kind, each.text) for each in read_letter(text, None).points]


def kinds(text):
    return [kind for kind, _ in kinds_and_words(text)]


@pytest.mark.parametrize(
    "text",
    [
        "What we would like: new keys for the allotment and a plan of the beds.",
        "What I am asking for is the deposit of €80.",
        "All I ask for is a second copy of my school report.",
        "I'm after the price of the tickets and a proper seat.",
        "Ce que je souhaite : deux billets pour une autre date.",
        "Tout ce que je demande, c'est un double de mon bulletin.",
    ],
)
def test_a_wish_without_a_verb_is_a_request(text):
    assert kinds(text) == ["request"]


@pytest.mark.parametrize(
    "text",
    [
        "I handed the skates in and you still charge me for them.",
        "We had paid the fee and yet the museum sent a collector.",
        "J'avais rendu les patins et vous me les facturez quand même.",
        "Nous avions payé et malgré cela le musée nous a relancés.",
        "I was asked, in front of the whole class, to turn out my pockets.",
        "On m'a demandé devant tout le monde de vider mes poches.",
        'The clerk told me that "people like you always forget".',
        "The ranger would not listen to my son.",
        "The cashier wouldn't even glance at our voucher.",
        "Le gardien n'a même pas voulu regarder notre bon.",
        "I filled in the claim on 3 May and have had no word from you since.",
        "I sent the forms in June and have heard nothing.",
        "J'ai envoyé le dossier en juin et n'ai eu aucune nouvelle.",
        "I dispute the reading of 4 June.",
        "We object to the higher rent.",
        "Je m'oppose à cette hausse de loyer.",
        "Nous contestons le relevé du 4 juin.",
        "Rideau baissé à la mairie annexe ce matin.",
        "Guichet fermé jeudi à midi.",
        "Closed doors again at the tip on Friday.",
    ],
)
def test_a_failing_told_in_plain_words_is_a_complaint(text):
    assert kinds(text) == ["complaint"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Please send a plumber to the hall and return my spare key.",
            ["Please send a plumber to the hall", "return my spare key."],
        ),
        (
            "Cancel the lesson of Monday and give me the name of the teacher.",
            ["Cancel the lesson of Monday", "give me the name of the teacher."],
        ),
        (
            "Pouvez-vous réparer la grille avant Noël et annuler la pénalité ?",
            ["Pouvez-vous réparer la grille avant Noël", "annuler la pénalité ?"],
        ),
        (
            "Merci de remplacer le badge et de rembourser la caution.",
            ["Merci de remplacer le badge", "rembourser la caution."],
        ),
    ],
)
def test_two_requests_in_one_sentence_are_two_points(text, expected):
    assert kinds_and_words(text) == [("request", each) for each in expected]


@pytest.mark.parametrize(
    "text",
    [
        "Please come and see the fence.",
        "Please try and find it.",
        "Please clean and repair the bench.",
        "Pouvez-vous venir et voir la clôture ?",
    ],
)
def test_one_request_in_two_verbs_stays_one_point(text):
    assert len(kinds(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "I was on my own at the counter.",
        "I sat there on my own for the evening.",
        "I would not say that of your colleagues.",
        "My sister told me that the play was a delight.",
        "We would not miss it.",
        "The scarf came back, and the brooch is still on it.",
    ],
)
def test_who_was_there_is_no_point(text):
    assert kinds(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Your conductor was really kind and let my aunt rest in her compartment.",
        "Your librarian was lovely and put the atlas aside for us.",
        "Votre contrôleur a été très gentil et nous a ouvert la salle.",
    ],
)
def test_praise_of_one_of_ours_is_to_note_and_no_request(text):
    assert kinds(text) == ["fact"]


@pytest.mark.parametrize(
    "text",
    [
        "Et merci de me renvoyer la caution de 30 euros, la clé n'était pas perdue.",
        "Enfin, veuillez annuler la pénalité reçue à tort.",
        "Alors merci de nous rendre les billets, la salle était fermée.",
    ],
)
def test_a_request_that_names_the_failing_is_a_request(text):
    assert kinds(text)[0] == "request"


@pytest.mark.parametrize(
    ("text", "ask"),
    [
        (
            "I want to know if the evenings on which the hall is shut are taken off our yearly rent.",
            "If the evenings on which the hall is shut are taken off…",
        ),
        (
            "We queued at the box office from 7.15 until a quarter past nine because nobody had the key.",
            "We queued at the box office from 7.15 until a quarter past…",
        ),
        (
            "Je voudrais savoir si les soirs pour lesquels la salle était fermée seront déduits du loyer.",
            "Si les soirs pour lesquels la salle était fermée seront…",
        ),
    ],
)
def test_a_short_form_is_not_cut_within_what_belongs_together(text, ask):
    assert [each.ask for each in read_letter(text, None).points] == [ask]
