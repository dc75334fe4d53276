"""How a customer wished to be answered is held against the draft."""

from datetime import UTC, datetime

import pytest

from presszero.pure.words import History, PastReply, check_reply, quotation, read_letter

AT = datetime(2026, 3, 12, 10, tzinfo=UTC)


def rules(letter, draft, history=(), voice="en"):
    wishes = read_letter(letter, AT, quotation(letter)).wishes
    check = check_reply(letter, (), draft, at=AT, wishes=wishes, history=history, voice=voice)
    return [each.rule for each in check.findings if each.rule in ("unwanted-call", "unwanted-form")]


NO_CALLS = "The oven arrived with a dent. Please don't phone me, I work nights."
IN_WRITING = "The oven arrived with a dent. Please answer in writing."
PAS_D_APPEL = "Le four est arrivé cabossé. Pas d'appel surtout, je travaille la nuit."
NO_FORM = "The oven arrived with a dent. And please no standard reply."
PAS_DE_TYPE = "Le four est arrivé cabossé. Surtout, pas de réponse toute faite."


@pytest.mark.parametrize(
    ("letter", "draft"),
    [
        (NO_CALLS, "Our fitter will call you on Friday about the door."),
        (NO_CALLS, "You will get a call from Mrs Reed."),
        (IN_WRITING, "I will give you a call on Friday."),
        (PAS_D_APPEL, "Notre monteur vous appellera vendredi."),
        (PAS_D_APPEL, "Rappelez-nous au sujet de la porte."),
        (
            "The oven is dented. Please reply by letter, I can't hear on the phone.",
            "I will call you on Friday.",
        ),
        ("The oven is dented. I'd rather not be phoned.", "I will call you on Friday."),
        ("The oven is dented. Please answer by e-mail.", "I will call you on Friday."),
        ("Le four est cabossé. J'entends mal au téléphone.", "Notre monteur vous appellera vendredi."),
        ("Le four est cabossé. Merci de ne pas me téléphoner.", "Notre monteur vous appellera vendredi."),
        ("Le four est cabossé. Je préfère une réponse écrite.", "Notre monteur vous appellera vendredi."),
    ],
)
def test_a_call_to_who_wants_none_is_pointed_out(letter, draft):
    assert rules(letter, draft) == ["unwanted-call"]


@pytest.mark.parametrize(
    ("letter", "draft"),
    [
        (NO_CALLS, "Our fitter writes to you on Friday; nobody will phone you."),
        (NO_CALLS, "We will not ring you, as you asked."),
        (NO_CALLS, "What people call us is one thing, the dent another: a new door comes on Friday."),
        (PAS_D_APPEL, "Nous ne vous appellerons pas ; la porte arrive vendredi."),
        (PAS_D_APPEL, "Nous vous rappelons que la porte est garantie deux ans."),
        (PAS_D_APPEL, "Ce que vous appelez une bosse est un défaut de la porte."),
        ("The oven arrived with a dent.", "Our fitter will call you on Friday."),
    ],
)
def test_who_is_not_called_or_may_be_called_hears_nothing(letter, draft):
    assert rules(letter, draft) == []


FORM = "Thank you for your message. It has been passed to the relevant department."
FORMULE = "Nous vous remercions de votre message. Votre demande a été transmise au service concerné."


@pytest.mark.parametrize(("letter", "draft"), [(NO_FORM, FORM), (PAS_DE_TYPE, FORMULE)])
def test_a_form_to_who_wants_none_is_pointed_out(letter, draft):
    assert rules(letter, draft) == ["unwanted-form"]


def test_a_form_that_repeats_a_date_stays_one():
    assert rules(NO_FORM, FORM.replace("message", "message of 12 March")) == ["unwanted-form"]


@pytest.mark.parametrize(
    ("letter", "draft"),
    [
        (
            NO_FORM,
            "I am sorry that the 3 pm van left your oven on the step with its dent. I spoke with him today.",
        ),
        (
            PAS_DE_TYPE,
            "Je suis désolée que la camionnette de 15 h ait laissé votre four sur la marche. Je lui ai parlé.",
        ),
    ],
)
def test_an_apology_for_what_happened_there_is_no_form(letter, draft):
    assert rules(letter, draft) == []


def test_what_others_got_is_a_form_too():
    sent = "Ovens with a dent are exchanged within three weeks at the nearest depot."
    history = History.from_replies([PastReply(sent)] * 4)
    assert rules(NO_FORM, sent, history) == ["unwanted-form"]


def test_an_answer_of_its_own_is_no_form():
    assert rules(NO_FORM, "A new door for your oven comes on Friday.") == []
