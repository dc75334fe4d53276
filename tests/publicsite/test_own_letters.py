"""All letters of one address: shown to whoever reads its mail, and to nobody before."""

from __future__ import annotations

import re
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.test import Client
from tests.cast import LATER_THAT_DAY, MAREN, MORNING, given_open_case, given_town

from presszero.cases.models import Case
from presszero.channels.email.keys import queue_key
from presszero.channels.email.models import Outgoing
from presszero.customers import keys
from presszero.customers.actions import confirm_address
from presszero.customers.keys import AskedTooOften, ask_for_key, forget_keys, use_key
from presszero.customers.models import AddressKey
from presszero.ground import clock
from presszero.ground.actors import SYSTEM
from presszero.ground.models import RecordLine
from presszero.pure.errors import NotFoundHere
from presszero.wiring import mail_the_key

pytestmark = pytest.mark.django_db
STRANGER = "nobody.we.know@elsewhere.example"


def mailed_link(address: str = MAREN) -> str:
    """Ask, let the mail be written, and return the path of the link in it."""
    key = ask_for_key(address=address, language="en", at=clock.now())
    assert key
    queue_key(key_id=key.pk, message_id=f"key-{key.pk}@x.example", at=clock.now())
    outgoing = Outgoing.objects.get(key=key)
    text = message_from_bytes(bytes(outgoing.raw or b""), policy=policy.default).get_body(("plain",))
    assert text and outgoing.recipient == address
    found = re.search(r"(/mine/[a-z2-7]{26}/)", text.get_content())
    assert found
    return found[1]


def given_two_cases() -> tuple[Case, Case]:
    clock.shift_to(LATER_THAT_DAY)
    return given_open_case(asks=["refund"]), given_open_case(asks=["lost glove"], at=LATER_THAT_DAY)


def test_nothing_is_shown_before_the_link_of_the_mail_is_opened(client: Client) -> None:
    given_town()
    case, _other = given_two_cases()
    page = client.post("/mine/", {"email": MAREN})
    assert page.status_code == 200
    assert case.reference not in page.content.decode()
    assert client.get("/mine/").content.decode().count(case.reference) == 0
    assert client.post(f"/mine/cases/{case.pk}/").status_code == 404


def test_known_and_unknown_addresses_read_the_same_and_only_the_known_one_gets_mail(client: Client) -> None:
    given_town()
    given_two_cases()
    pages = []
    for address in (MAREN, STRANGER):
        page = client.post("/mine/", {"email": address})
        words = re.sub(r'csrfmiddlewaretoken" value="[^"]+', "", page.content.decode())
        pages.append((page.status_code, words.replace(address, "x")))
    assert pages[0] == pages[1]
    for line in RecordLine.objects.filter(kind="key.asked"):
        mail_the_key(line)
        mail_the_key(line)
    assert list(Outgoing.objects.exclude(key=None).values_list("recipient", flat=True)) == [MAREN]


def test_mail_holds_nothing_of_any_letter() -> None:
    given_town()
    case, _other = given_two_cases()
    mailed_link()
    raw = bytes(Outgoing.objects.exclude(key=None).get().raw or b"").decode()
    assert case.reference not in raw
    assert "refund" not in raw


def test_link_opens_both_letters_once_and_looking_at_it_uses_nothing_up(client: Client) -> None:
    given_town()
    cases = given_two_cases()
    link = mailed_link()
    for _look in range(3):
        assert client.get(link).status_code == 200
    listed = client.post(link, follow=True).content.decode()
    assert all(case.reference in listed for case in cases)
    assert Client().post(link).status_code == 404
    opened = client.post(f"/mine/cases/{cases[1].pk}/", follow=True)
    assert cases[1].title in opened.content.decode()


def test_session_is_another_one_after_the_link_was_opened(client: Client) -> None:
    given_town()
    given_two_cases()
    session = client.session
    session["before"] = "yes"
    session.save()
    client.cookies["presszero_session"] = session.session_key
    client.post(mailed_link())
    assert client.cookies["presszero_session"].value != session.session_key


def test_list_closes_by_itself_and_by_the_button(client: Client) -> None:
    given_town()
    case, _other = given_two_cases()
    client.post(mailed_link())
    clock.shift_to(LATER_THAT_DAY + timedelta(hours=3))
    assert case.reference not in client.get("/mine/").content.decode()
    client.post(mailed_link())
    assert case.reference in client.get("/mine/").content.decode()
    client.post("/mine/closing/")
    assert case.reference not in client.get("/mine/").content.decode()


def test_link_is_too_old_after_half_an_hour(client: Client) -> None:
    given_town()
    given_two_cases()
    link = mailed_link()
    clock.shift_to(LATER_THAT_DAY + timedelta(minutes=31))
    assert client.get(link).status_code == 404
    assert client.post(link).status_code == 404


def test_somebody_elses_letter_is_not_in_the_list(client: Client) -> None:
    given_town()
    given_two_cases()
    other = given_open_case(asks=["refund"], address="eve@elsewhere.example", name="Eve")
    listed = client.post(mailed_link(), follow=True).content.decode()
    assert other.reference not in listed
    assert client.post(f"/mine/cases/{other.pk}/").status_code == 404


def test_who_once_claimed_the_address_and_proved_another_keeps_their_letters_to_themselves(
    client: Client,
) -> None:
    given_town()
    given_two_cases()
    theirs = given_open_case(asks=["refund"], address="eve@elsewhere.example", name="Eve")
    theirs.customer.addresses.create(value=MAREN)
    listed = client.post(mailed_link(), follow=True).content.decode()
    assert theirs.reference not in listed


def test_letter_that_was_never_proved_is_found_by_who_reads_the_mail(client: Client) -> None:
    given_town()
    clock.shift_to(LATER_THAT_DAY)
    case = given_open_case(asks=["refund"], proof="")
    listed = client.post(mailed_link(), follow=True).content.decode()
    assert case.reference in listed
    assert case.customer.addresses.get(value=MAREN).confirmed_at is not None


def test_address_hears_once_in_five_minutes_and_five_times_a_day() -> None:
    asked = [
        ask_for_key(address=MAREN, language="en", at=MORNING + timedelta(minutes=3 * turn))
        for turn in range(30)
    ]
    assert sum(key is not None for key in asked) == keys.MOST_IN_A_DAY
    assert asked[1] is None


def test_form_cannot_be_made_to_send_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "MOST_IN_AN_HOUR", 3)
    for turn in range(3):
        ask_for_key(address=f"{turn}@x.example", language="en", at=MORNING)
    with pytest.raises(AskedTooOften):
        ask_for_key(address="4@x.example", language="en", at=MORNING)


def test_one_link_used_closes_the_others() -> None:
    given_town()
    given_two_cases()
    first = mailed_link().split("/")[2]
    clock.shift_to(LATER_THAT_DAY + timedelta(minutes=6))
    second = mailed_link().split("/")[2]
    use_key(token=second, at=clock.now())
    with pytest.raises(NotFoundHere):
        use_key(token=first, at=clock.now())


def test_addresses_that_asked_are_forgotten_after_a_day() -> None:
    ask_for_key(address=STRANGER, language="en", at=MORNING)
    forget_keys(at=MORNING + timedelta(hours=23))
    assert AddressKey.objects.count() == 1
    forget_keys(at=MORNING + timedelta(hours=25))
    assert AddressKey.objects.count() == 0


def test_address_that_another_customer_proved_is_theirs_alone(client: Client) -> None:
    given_town()
    clock.shift_to(LATER_THAT_DAY)
    claimed = given_open_case(asks=["refund"], proof="")
    holder = given_open_case(asks=["lost glove"], address="second@lakemail.example")
    confirm_address(customer_id=holder.customer_id, email=MAREN, by=SYSTEM, at=LATER_THAT_DAY)
    listed = client.post(mailed_link(), follow=True).content.decode()
    assert holder.reference in listed
    assert claimed.reference in listed  # written as this address, by who reads its mail now


def test_words_that_are_no_address_are_given_back(client: Client) -> None:
    given_town()
    page = client.post("/mine/", {"email": "<b>maren"})
    assert page.status_code == 422
    assert "&lt;b&gt;maren" in page.content.decode()
