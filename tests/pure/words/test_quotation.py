import email
import os
from email import policy
from pathlib import Path

import pytest

from presszero.pure.words import quotation

ROOT = Path(__file__).parents[3]
MAILS = Path(os.environ.get("PRESSZERO_TEST_DATA") or ROOT.parent / "shared" / "data") / "mail" / "talon"
needs_mails = pytest.mark.skipif(not MAILS.is_dir(), reason="PRESSZERO_TEST_DATA holds no mail/talon")


def own_words(text):
    kept, at = "", 0
    for cut in quotation(text):
        kept += text[at : cut.start]
        at = cut.end
    return kept + text[at:]


def kinds(text):
    return [each.kind for each in quotation(text)]


@pytest.mark.parametrize(
    "quoted",
    [
        "On Mon, 2 June 2025 at 10:14, Ann Bell <ann@example.org>\nwrote:\n> Is it late?",
        "Le lun. 2 juin 2025 à 10:14, Ann Bell <ann@example.org> a écrit :\n> Est-ce tard ?",
        "Am 02.06.2025 um 10:14 schrieb Ann Bell:\n> Ist es spät?",
        "El lun, 2 jun 2025 a las 10:14, Ann Bell escribió:\n> ¿Es tarde?",
        "-----Original Message-----\nFrom: Ann\n\nIs it late?",
        "________________________________\nFrom: Ann Bell\nSent: Monday, 2 June 2025 10:14\nTo: Help\nSubject: Late\n\nIs it late?",
        "De : Ann Bell\nEnvoyé : lundi 2 juin 2025 10:14\nÀ : Aide\nObjet : Retard\n\nEst-ce tard ?",
        "Von: Ann Bell\nGesendet: Montag, 2. Juni 2025 10:14\nAn: Hilfe\nBetreff: Spät\n\nIst es spät?",
        "De: Ann Bell\nEnviado: lunes, 2 de junio de 2025\nPara: Ayuda\nAsunto: Tarde\n\n¿Es tarde?",
    ],
)
def test_the_mail_that_was_answered_is_cut(quoted):
    own = own_words(f"It came late again.\n\n{quoted}\n")
    assert own.strip("_ \n") == "It came late again."


def test_answers_between_quoted_lines_stay():
    text = "On 2 June 2025, Ann wrote:\n> Which bus?\nLine 7.\n> Which stop?\nPier Street.\n"
    assert own_words(text).split("\n") == ["", "Line 7.", "", "Pier Street.", ""]


@pytest.mark.parametrize(
    ("tail", "kind"),
    [
        ("-- \nInes Corvaille\nHead of nothing", "signature"),
        ("Sent from my iPhone", "signature"),
        ("Envoyé de mon iPhone", "signature"),
        ("Kind regards,\nInes Corvaille\nAccountant\nTel. 0555 0199", "signature"),
        ("Veuillez agréer, Madame, mes salutations distinguées.\nInes Corvaille", "signature"),
        ("Ines Corvaille\nines@example.org\n0555 019 912", "signature"),
        ("This e-mail and any attachments are confidential.\nIf it is not for you, delete it.", "disclaimer"),
    ],
)
def test_signatures_and_disclaimers_are_cut(tail, kind):
    text = f"The lift is broken.\n\nWhen will it work?\n\n{tail}\n"
    assert own_words(text).strip() == "The lift is broken.\n\nWhen will it work?"
    assert set(kinds(text)) == {kind}


def test_a_name_alone_and_a_postscript_stay():
    assert quotation("The lift is broken.\n\nInes Corvaille\n") == []
    text = "The lift is broken.\n\nKind regards,\nInes\n\nP.S. When will it work?\n"
    assert own_words(text).endswith("P.S. When will it work?\n")


@needs_mails
@pytest.mark.parametrize(
    "mail", sorted((MAILS / "standard_replies").glob("*.eml")), ids=lambda path: path.stem
)
def test_public_replies_keep_only_what_was_written(mail):
    message = email.message_from_bytes(mail.read_bytes(), policy=policy.default)
    body = message.get_body(preferencelist=("plain",))
    assert body is not None
    assert own_words(body.get_content()).strip() == "Hello"


@needs_mails
@pytest.mark.parametrize("name", ["jeff", "long", "short_url", "sparse", "johndoeexamplecom"])
def test_public_signatures_are_cut_where_a_person_cut_them(name):
    folder = MAILS / "signature" / "emails" / "stripped"
    body = (folder / f"{name}_body").read_text(encoding="utf-8").replace("#sig#", "")
    signature = (folder / f"{name}_signature").read_text(encoding="utf-8").replace("#sig#", "")
    assert own_words(body).strip() == body.replace(signature.strip(), "").strip()
