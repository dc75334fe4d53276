"""Which mails reach a customer: chosen on their page, ended by one click, and never what the law obliges us to send."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from django.conf import settings
from django.test import Client
from tests.cast import LATER_THAT_DAY, MAREN, given_open_case, given_sent_reply, given_town, recorded

from presszero.cases.history import history_of_case
from presszero.cases.links import new_link
from presszero.cases.models import Case, Contact
from presszero.channels.email.deliver import queue_letter
from presszero.channels.email.models import Outgoing
from presszero.config.addresses import BadSetting, from_environment
from presszero.customers.choices import choose_mails, hears_of
from presszero.customers.models import MailChoice
from presszero.ground import clock
from presszero.intake.acknowledging import acknowledge_contact

pytestmark = pytest.mark.django_db


@pytest.fixture
def over_tls(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(
        settings, "PRESSZERO", replace(settings.PRESSZERO, public_url="https://service.example.org")
    )
    yield


def given_receipt(case: Case) -> Contact:
    letter = case.contacts.get(kind="letter")
    receipt = acknowledge_contact(
        contact_id=letter.pk, at=LATER_THAT_DAY, message_id=f"receipt-{case.pk}@x.example"
    )
    assert receipt
    return receipt


def mail_of(contact: Contact) -> EmailMessage | None:
    """Write the mail of a letter and return it; None where the customer wants none."""
    outgoing = queue_letter(contact_id=contact.pk, at=LATER_THAT_DAY)
    assert outgoing
    if outgoing.raw is None:
        return None
    return message_from_bytes(bytes(outgoing.raw), policy=policy.default)


@pytest.mark.parametrize(
    ("hears", "receipt", "answer"),
    [("all", True, True), ("answers", False, True), ("required", False, False)],
)
def test_customer_hears_what_they_chose(hears: str, receipt: bool, answer: bool) -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    choose_mails(customer_id=case.customer_id, hears=hears, at=LATER_THAT_DAY)
    assert (mail_of(given_receipt(case)) is not None) == receipt
    assert (mail_of(given_sent_reply(case, by=town.tomas)) is not None) == answer


def test_mail_that_was_spared_is_told_in_the_story_and_written_down_once() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    choose_mails(customer_id=case.customer_id, hears="required", at=LATER_THAT_DAY)
    reply = given_sent_reply(case, by=town.tomas)
    for _twice in range(2):
        queue_letter(contact_id=reply.pk, at=LATER_THAT_DAY)
    assert recorded(case).count("mail.spared") == 1
    assert any("read on their page" in one.words for one in history_of_case(case=case))
    assert Outgoing.objects.get(contact=reply).state == "spared"


def test_what_the_law_obliges_us_to_send_goes_out_whatever_was_chosen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    choose_mails(customer_id=case.customer_id, hears="required", at=LATER_THAT_DAY)
    kinds = from_environment({"PRESSZERO_MAILS_REQUIRED_BY_LAW": "acknowledgement"}).mails_required_by_law
    monkeypatch.setattr(settings, "PRESSZERO", replace(settings.PRESSZERO, mails_required_by_law=kinds))
    receipt = mail_of(given_receipt(case))
    assert receipt is not None
    assert receipt["List-Unsubscribe"] is None
    with pytest.raises(BadSetting, match="'receipts'"):
        from_environment({"PRESSZERO_MAILS_REQUIRED_BY_LAW": "receipts"})


def test_receipt_can_be_ended_by_one_click_and_an_answer_cannot(over_tls: None) -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    receipt, answer = mail_of(given_receipt(case)), mail_of(given_sent_reply(case, by=town.tomas))
    assert receipt is not None and answer is not None
    assert receipt["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert receipt["List-Unsubscribe"].startswith("<https://service.example.org/u/")
    assert answer["List-Unsubscribe"] is None


def test_without_tls_no_click_is_promised() -> None:
    given_town()
    receipt = mail_of(given_receipt(given_open_case(asks=["refund"])))
    assert receipt is not None
    assert receipt["List-Unsubscribe-Post"] is None


def test_one_click_needs_no_cookie_and_ends_receipts_alone(over_tls: None) -> None:
    given_town()
    case = given_open_case(asks=["refund"])
    receipt = mail_of(given_receipt(case))
    assert receipt is not None
    path = receipt["List-Unsubscribe"].strip("<>").removeprefix("https://service.example.org")
    program = Client(enforce_csrf_checks=True)
    assert "No more receipts" in program.get(path).content.decode()
    assert hears_of(case.customer) == "all"  # a look, as link checkers take one, ends nothing
    for _twice in range(2):
        assert program.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert hears_of(case.customer) == "answers"


def test_unknown_unsubscribe_address_ends_nothing(client: Client) -> None:
    given_town()
    case = given_open_case(asks=["refund"])
    given_receipt(case)
    MailChoice.objects.create(customer=case.customer)
    assert client.post("/u/" + "a" * 26 + "/").status_code == 404
    assert hears_of(case.customer) == "all"


def test_choice_is_made_on_the_page_that_was_mailed(client: Client) -> None:
    given_town()
    case = given_open_case(asks=["refund"])
    token = new_link(case=case, sent_to=MAREN, at=clock.now())
    page = client.get(f"/c/{token}/").content.decode()
    assert 'name="hears"' in page
    done = client.post(f"/c/{token}/mails/", {"hears": "answers"}, follow=True).content.decode()
    assert "You can choose again at any time." in done
    assert hears_of(case.customer) == "answers"
    assert client.post(f"/c/{token}/mails/", {"hears": "loud"}).status_code == 422


def test_whoever_filled_a_form_with_somebody_elses_address_cannot_silence_us(client: Client) -> None:
    given_town()
    case = given_open_case(asks=["refund"], proof="")
    token = new_link(case=case, sent_to="", at=clock.now())
    assert 'name="hears"' not in client.get(f"/c/{token}/").content.decode()
    assert client.post(f"/c/{token}/mails/", {"hears": "required"}).status_code == 403
    assert hears_of(case.customer) == "all"
