"""Somebody outside is asked by mail: their answer is a note, and nothing of it can reach the customer by itself."""

from __future__ import annotations

from email.message import EmailMessage
from typing import Any

import pytest
from django.test import Client
from tests.cast import MAREN, PortLumen, given_sent_reply, given_town, recorded
from tests.channels.email.correspondence import Correspondence
from tests.channels.email.test_bounces_come_back import letter, report_of

from presszero.cases.asking import ask_outside
from presszero.cases.errors import NoSuchCase
from presszero.cases.links import new_link
from presszero.cases.merging import merge_case
from presszero.cases.models import Answer, Case, Contact, Inquiry, News, Note, NoteFile
from presszero.ground import clock
from presszero.pure.errors import BadInput

pytestmark = pytest.mark.django_db
DEPOT, SECRET_WORDS = "depot@bus.example", "Bus 7043 was full because the driver overslept."


@pytest.fixture
def town() -> PortLumen:
    return given_town()


@pytest.fixture
def post(town: PortLumen, settings: Any) -> Correspondence:
    return Correspondence(settings)


@pytest.fixture
def case(post: Correspondence) -> Case:
    post.arrives(letter(), sender=MAREN)
    return Case.objects.get()


def asked(case: Case, town: PortLumen, post: Correspondence, **more: Any) -> Inquiry:
    facts: dict[str, Any] = {
        "address": DEPOT,
        "name": "The depot",
        "subject": "Line 7 on Saturday",
        "text": "Was bus 7043 full at 22:40?",
        "by": town.tomas.actor,
        "message_id": "question-1@portlumen.example",
        **more,
    }
    inquiry = ask_outside(case_id=case.pk, at=clock.now(), our_domain="portlumen.example", **facts)
    post.goes_on()
    return inquiry


def answer(number: int = 1, *, words: str = SECRET_WORDS, **headers: str) -> bytes:
    message = EmailMessage()
    message["From"] = f"Depot <{headers.pop('sender', DEPOT)}>"
    message["To"] = headers.pop("to", "transit@portlumen.example")
    message["Subject"] = "Re: Line 7 on Saturday"
    message["Message-ID"] = f"<answer-{number}@bus.example>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(words)
    return message.as_bytes()


def nothing_reached_the_customer(case: Case, post: Correspondence, words: str = SECRET_WORDS) -> None:
    """Their letters, their page, the API of their page, and every mail that left for them."""
    assert not Contact.objects.filter(text__contains=words).exists()
    token = new_link(case=case, sent_to=MAREN, at=clock.now())
    for address in (f"/c/{token}/", f"/api/v1/c/{token}/"):
        page = Client().get(address)
        assert page.status_code == 200
        assert words not in page.content.decode()
        assert DEPOT not in page.content.decode()
    for mail in post.left:
        if MAREN in str(mail["To"]):
            assert words not in mail.as_string()


def test_question_leaves_with_nothing_of_the_customers(
    case: Case, town: PortLumen, post: Correspondence
) -> None:
    inquiry = asked(case, town, post)
    sent = post.left[-1]
    assert (
        sent["To"].addresses[0].addr_spec == DEPOT
        if hasattr(sent["To"], "addresses")
        else DEPOT in sent["To"]
    )
    assert inquiry.token in str(sent["Reply-To"])
    whole = sent.as_string()
    for secret in (case.reply_token, MAREN, "/c/", case.reference, "1@lakemail.example"):
        assert secret not in whole
    assert sent["In-Reply-To"] is None
    assert sent["References"] is None


@pytest.mark.parametrize(
    "how", ["its address", "its Message-ID", "an earlier answer", "both and the reply address"]
)
def test_answer_becomes_a_note_however_it_comes_back(
    how: str, case: Case, town: PortLumen, post: Correspondence
) -> None:
    inquiry = asked(case, town, post)
    its_address = f"ask+{inquiry.token}@portlumen.example"
    left = len(post.left)
    if how == "its address":
        post.arrives(answer(), sender=DEPOT, to=its_address)
    elif how == "its Message-ID":
        post.arrives(answer(In_Reply_To=f"<{inquiry.message_id}>"), sender="someone@bus.example")
    elif how == "an earlier answer":
        post.arrives(answer(1, words="Looking."), sender=DEPOT, to=its_address)
        post.arrives(answer(2, In_Reply_To="<answer-1@bus.example>"), sender="boss@bus.example")
    else:
        stolen = f"reply+{case.reply_token}@portlumen.example"
        post.arrives(
            answer(to=f"{stolen}, {its_address}", References="<1@lakemail.example>"), sender=DEPOT, to=stolen
        )
    note = Note.objects.get(text__contains=SECRET_WORDS)
    assert (note.case, note.author) == (case, None)
    assert Contact.objects.filter(direction="in").count() == 1
    assert Case.objects.count() == 1
    assert len(post.left) == left  # nobody is thanked for it, the customer least of all
    assert "inquiry.answered" in recorded(case)
    nothing_reached_the_customer(case, post)


def test_who_asked_and_the_owner_are_told_and_a_waiting_case_comes_back(
    case: Case, town: PortLumen, post: Correspondence
) -> None:
    inquiry = asked(case, town, post)
    given_sent_reply(case, by=town.tomas, at=clock.now())
    post.goes_on()
    post.arrives(answer(), sender=DEPOT, to=f"ask+{inquiry.token}@portlumen.example")
    case.refresh_from_db()
    inquiry.refresh_from_db()
    assert case.state == "open"
    assert inquiry.answered_at is not None
    told = set(News.objects.filter(why="outside").values_list("worker__name", flat=True))
    assert told == {"Tomas Vell", case.owner.name}
    nothing_reached_the_customer(case, post)


def test_note_of_absence_is_kept_and_is_no_answer(case: Case, town: PortLumen, post: Correspondence) -> None:
    inquiry = asked(case, town, post)
    back_to = str(post.left[-1]["X-Envelope-From"])
    post.arrives(answer(Auto_Submitted="auto-replied"), sender="", to=back_to)
    inquiry.refresh_from_db()
    assert inquiry.answered_at is None
    assert Answer.objects.get().automatic
    assert not News.objects.filter(why="outside").exists()
    nothing_reached_the_customer(case, post)


def test_question_that_comes_back_is_told_as_such(case: Case, town: PortLumen, post: Correspondence) -> None:
    asked(case, town, post)
    arrival = post.arrives(report_of(post.left[-1]), sender="", to=str(post.left[-1]["X-Envelope-From"]))
    assert arrival.state == "bounce"
    assert f"What you asked {DEPOT} did not arrive" in Note.objects.latest("id").text


def test_answer_to_a_merged_case_is_a_note_on_the_one_kept(
    case: Case, town: PortLumen, post: Correspondence
) -> None:
    inquiry = asked(case, town, post)
    post.arrives(letter(2, subject="Again"), sender=MAREN)
    kept = Case.objects.exclude(pk=case.pk).get()
    Case.objects.filter(pk=kept.pk).update(customer=case.customer)
    merge_case(case_id=case.pk, into=kept.pk, by=town.tomas.actor, at=clock.now())
    post.arrives(answer(), sender=DEPOT, to=f"ask+{inquiry.token}@portlumen.example")
    assert Note.objects.get(text__contains=SECRET_WORDS).case == kept


def test_file_of_an_answer_is_the_colleagues_alone(case: Case, town: PortLumen, post: Correspondence) -> None:
    inquiry = asked(case, town, post)
    message = EmailMessage()
    message["From"], message["To"], message["Message-ID"] = DEPOT, "x@portlumen.example", "<file@bus.example>"
    message.set_content("See the list.")
    message.add_attachment(b"7043 full", maintype="text", subtype="plain", filename="list.txt")
    post.arrives(message.as_bytes(), sender=DEPOT, to=f"ask+{inquiry.token}@portlumen.example")
    file = NoteFile.objects.get()
    statuses = []
    for worker in (town.tomas, town.ivo):
        desk = Client()
        desk.force_login(worker, backend="allauth.account.auth_backends.AuthenticationBackend")
        statuses.append(desk.get(f"/desk/note-files/{file.pk}/").status_code)
    assert statuses == [200, 404]
    token = new_link(case=case, sent_to=MAREN, at=clock.now())
    assert Client().get(f"/c/{token}/files/{file.pk}/").status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"address": MAREN},
        {"address": MAREN.upper()},
        {"address": "library@portlumen.example"},
        {"address": "nobody"},
        {"text": " "},
        {"subject": ""},
        {"text": "See https://service.example/c/abcdefghijklmnopqrstuvwxyz/"},
        {"text": "Write to reply+abcdefghijklmnopqrstuvwxyz@portlumen.example"},
    ],
)
def test_what_could_leak_or_loop_is_refused(
    wrong: dict[str, str], case: Case, town: PortLumen, post: Correspondence
) -> None:
    with pytest.raises(BadInput):
        asked(case, town, post, **wrong)
    assert not Inquiry.objects.exists()


def test_stranger_asks_nobody(case: Case, town: PortLumen, post: Correspondence) -> None:
    with pytest.raises(NoSuchCase):
        asked(case, town, post, by=town.ivo.actor)
