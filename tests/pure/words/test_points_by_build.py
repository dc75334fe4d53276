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
    ("text", "kinds"),
    [
        ("En attendant la réponse, dois-je payer avant le 15 décembre ?", ["question"]),
        ("Also dad left his scarf under seat F11.", ["request"]),
        ("J'ai oublié mon parapluie dans le bus 12.", ["request"]),
        ("Il faut donc le refaire, et sans tarder.", ["request"]),
        ("Je n'ai pas trouvé non plus vos horaires du samedi.", ["complaint"]),
        ("I have been billed for water in a house that was pulled down in 2019.", ["complaint"]),
        ("Votre contrôleur m'a insultée devant tout le wagon.", ["complaint"]),
        ("The escalator at Kingsway has been standing still for five weeks.", ["complaint"]),
        ("Mon père ne marche plus.", []),
        ("My husband does not work on Fridays.", []),
        ("Le portail ne marche plus.", ["complaint"]),
        ("I know how busy you must all be in the run-up to Christmas.", []),
        ("Some days I wonder why I bother.", []),
        ("Vous me direz que ce n'est pas bien grave.", []),
    ],
)
def test_what_is_lost_missing_or_owed_is_asked_for_and_what_somebody_can_do_is_not(text, kinds):
    assert [kind for kind, _ in points(text)] == kinds


@pytest.mark.parametrize(
    "wish",
    [
        "I should be grateful for a proper letter and not a printed card.",
        "Je préfère une réponse écrite.",
        "I need an answer to this today please.",
    ],
)
def test_how_one_wants_to_be_answered_is_no_point_beside_others(wish):
    told = "Where has the bench gone? The lamps have been out for a week."
    assert len(points(f"{told} {wish}")) == len(points(f"{told} It is November. {wish}")) == 2


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


@pytest.mark.parametrize(
    "text",
    [
        "J'ai pris 4 billets pour dimanche.",
        "J'ai pris le 7 à 9h.",
        "Nous avons facturé 60 euros au comité.",
        "J'ai bien reçu votre facture de 25 EUR et je l'ai payée.",
        "J'ai reçu votre facture de 80 euros et je l'ai payée lundi.",
        "Cela fait trois fois que je viens avec ma fille.",
        "Je suis tombé sur votre annonce dans le hall.",
        "On nous a donné le formulaire jaune.",
        "The pump has been running nicely since Easter.",
        "My uncle has been running by the river.",
        "I keep coming to your concerts.",
        "We turned back at the gate and took the ferry.",
        "The march was called off, happily.",
        "We have been four times this spring and my sons love the slide.",
        "I took £20 out of my account.",
        "I charged 3 batteries on the way.",
        "Her birthday fell on a Monday.",
        "The concert was sold out.",
        "My letter was addressed to the mayor.",
        "My mother still comes to your café on Tuesdays.",
        "No hurry, no rush.",
    ],
)
def test_what_went_well_or_was_done_by_the_writer_is_no_complaint(text):
    assert points(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "On m'a prélevé 18 € pour un café.",
        "Votre service nous a débité 60 euros en trop.",
        "Mon compte a été débité de 45 € lundi.",
        "Cela fait trois fois que je vous écris.",
        "On nous a servi une soupe froide.",
        "The bank took £30 from my account.",
        "The sweeper keeps waking the baby.",
        "They turned off the radiators on Friday.",
        "I have called four times and only got a recording.",
        "We have been twice but the office was shut.",
        "Today's bill is addressed to a Mr Lund.",
    ],
)
def test_what_was_taken_tried_in_vain_or_done_to_the_writer_is_one(text):
    ((kind, _),) = points(text)
    assert kind == "complaint"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Subject: please block my badge 7781\nMy badge was stolen on Friday.",
            [("request", "please block my badge 7781"), ("complaint", "My badge was stolen on Friday.")],
        ),
        (
            "Objet : merci de m'envoyer le plan\nJe suis au 6 rue du Lac.",
            [("request", "merci de m'envoyer le plan")],
        ),
        (
            "Re: when does the ferry sail\nI shall be on the quay on Monday at 9.",
            [("question", "when does the ferry sail")],
        ),
    ],
)
def test_a_subject_line_that_asks_is_a_point(text, found):
    assert points(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Re: please block my badge\nPlease block my badge 7781 today.",
            [("request", "Please block my badge 7781 today.")],
        ),
        (
            "Objet : demande de plan\nMerci de m'envoyer le plan.",
            [("request", "Merci de m'envoyer le plan.")],
        ),
        ("Subject: Visit to the lighthouse\nWe are eleven.", []),
        ("Objet : merci pour tout\nLa salle était belle.", []),
    ],
)
def test_a_subject_line_that_names_or_repeats_is_none(text, found):
    assert points(text) == found


@pytest.mark.parametrize(
    ("item", "kinds"),
    [
        ("who signed", ["question"]),
        ("why no notice", ["question"]),
        ("qui a signé", ["question"]),
        ("quand rouvre-t-il", ["question"]),
        ("what a mess", []),
        ("who cares", []),
        ("how nice of you", []),
        ("ou la porte grince", []),
    ],
)
def test_an_item_of_a_list_asks_without_a_question_mark(item, kinds):
    found = points(f"My parcel is gone.\n\n1) {item}\n2) thanks")
    assert found[:1] == [("complaint", "My parcel is gone.")]
    assert [kind for kind, _ in found[1:]] == kinds


def asks(text):
    return [(each.kind, each.ask) for each in read_letter(text, None).points]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (
            "A quick one: when does the Elm branch open on Sunday, and may I bring a book back elsewhere?",
            ["When does the Elm branch open on Sunday", "May I bring a book back elsewhere?"],
        ),
        (
            "Petite question : le bassin est-il ouvert lundi ?",
            ["Le bassin est-il ouvert lundi ?"],
        ),
        (
            "What I'd like to hear is when the line will work, how much comes off my bill and whether I can leave.",
            [
                "What I'd like to hear is when the line will work",
                "How much comes off my bill",
                "Whether I can leave",
            ],
        ),
        (
            "Je voudrais savoir comment cela arrive et ce que vous changez.",
            ["Comment cela arrive", "Ce que vous changez"],
        ),
        (
            "I'd like to know what you do about the guard and I need a guarantee that she is met.",
            ["What you do about the guard", "I need a guarantee that she is met"],
        ),
        (
            "I should be grateful for the collar, which we were promised today, and for a copy of the bill.",
            ["I should be grateful for the collar", "For a copy of the bill"],
        ),
        (
            "We would like to know why the lift was out, when we needed it.",
            ["Why the lift was out, when we needed it"],
        ),
        (
            "I'd be very grateful if you could send me the form again, as the first one never came to my house.",
            ["I'd be very grateful if you could send me the form again"],
        ),
        ("I'd rather have the money back than a new one.", ["I'd rather have the money back than a new one"]),
        ("Je préférerais un remboursement.", ["Je préférerais un remboursement"]),
        (
            "I have a pass of ten baths (no. 51883) which runs out on 15 December, can I make it last longer?",
            ["Can I make it last longer?"],
        ),
    ],
)
def test_each_thing_asked_in_one_sentence_is_asked_by_itself(text, asked):
    assert [ask for _, ask in asks(text)] == asked


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "What I need from you:\n1. Proof that my account is closed\n2. That the letters stop",
            [("request", "Proof that my account is closed"), ("request", "That the letters stop")],
        ),
        (
            "Je souhaite :\n- un autre rendez-vous,\n- savoir pourquoi personne n'a prévenu.",
            [("request", "Un autre rendez-vous"), ("question", "Savoir pourquoi personne n'a prévenu")],
        ),
    ],
)
def test_what_opens_a_list_asks_nothing_itself(text, found):
    assert asks(text) == found


LIFT = "The lift is broken. My wife has used a chair since May. It makes no difference to anyone.\n\n"


@pytest.mark.parametrize(
    ("letter", "none"),
    [
        (
            "PCN: CM70412988\nVehicle: WX21 KLP\nDate of issue: 12/11/2026\n\nI wish to challenge the above penalty.\n\n- I paid by phone at 18:02, see receipt 5583021\n- the sign in Mill Lane is hidden by a tree",
            "Date of issue",
        ),
        (LIFT + "I like the new benches at the harbour.", "benches"),
        (LIFT + "I'm sure you'll tell me my call is important to you.", "my call"),
        (LIFT + "The dog was put to sleep on the 2nd, and Dr Farrow could not have been kinder.", "kinder"),
    ],
)
def test_labels_mockery_and_praise_deserve_no_answer(letter, none):
    found = asks(letter)
    assert found
    assert not any(none in ask for _, ask in found)


def test_a_month_cut_short_ends_no_sentence_before_its_day():
    assert asks("The fee dated Nov. 14 is wrong.") == [("complaint", "The fee dated Nov. 14 is wrong")]
    assert len(asks("It was broken on 3 Nov. 2 lifts were stuck.")) == 2


def test_brackets_part_no_point():
    assert points("My mother (wheelchair, 6th floor, block C) cannot get out since the lift broke.")[0][
        1
    ].startswith("My mother (wheelchair, 6th floor, block C)")
