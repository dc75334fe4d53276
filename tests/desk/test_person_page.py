"""The page about a person: found while typing, looked at, said, taken back; their numbers; and what a leader may not."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.cast import MAREN, MORNING, given_open_case, given_town, known_to_search
from tests.intake.test_open_on_behalf import opened

from presszero.cases.links import new_link
from presszero.cases.models import Case
from presszero.customers.choices import choose_mails
from presszero.customers.models import Address, SamePerson

pytestmark = pytest.mark.django_db
WORK = "m.oduya@harbour.example"
SHOWN = re.compile(r'name="shown" value="(\w+)"')


def read(client: Client, address: str, **asked: str) -> str:
    answer = client.get(address, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def given_two() -> tuple[Case, Case]:
    return given_open_case(asks=["refund"]), given_open_case(asks=["timetable"], address=WORK)


def test_person_is_found_looked_at_joined_and_taken_back(at_the_desk: Callable[..., Client]) -> None:
    town = given_town()
    case, other = given_two()
    known_to_search()
    client, page = at_the_desk(town.tomas, script=False), f"/desk/cases/{case.pk}/person/"
    assert f'href="{page}"' in read(client, f"/desk/cases/{case.pk}/")
    assert f'href="{page}"' in read(client, f"/desk/cases/{case.pk}/more/")
    found = read(at_the_desk(town.tomas), page, q="oduy")
    assert (f"{page}?other={other.customer_id}" in found, WORK in found, MAREN in found) == (
        True,
        True,
        False,
    )

    looked = read(client, page, other=str(other.customer_id))
    assert MAREN in looked and WORK in looked and other.reference in looked
    said = {"other": other.customer_id, "shown": SHOWN.findall(looked)[0]}
    answer = client.post(f"{page}same/", said)
    assert answer.status_code == 302 and SamePerson.objects.count() == 1
    done = read(client, answer["Location"])
    assert "is the same person from now on" in done and f"{page}?apart={other.customer_id}" in done

    back = {"other": other.customer_id, "shown": SHOWN.findall(done)[0]}
    assert client.post(f"{page}parting/", back).status_code == 302
    assert not SamePerson.objects.exists()
    assert "They are two people again" in read(client, page, parted="1")
    assert "from now on" not in read(client, answer["Location"]), (
        "a page loaded again says nothing that is over"
    )
    again = client.post(f"{page}parting/", back)
    assert (again.status_code, "Nobody says any longer" in again.content.decode()) == (409, True)


def test_number_is_corrected_and_a_wrong_one_is_refused_on_the_page(
    at_the_desk: Callable[..., Client],
) -> None:
    town = given_town()
    case = opened(town, phone="0470 12 34 56").case
    client, page = at_the_desk(town.tomas, script=False), f"/desk/cases/{case.pk}/person/"
    phone = Address.objects.get(kind="phone")
    refused = client.post(f"{page}numbers/correction/", {"number": phone.pk, "phone": "12"})
    assert (refused.status_code, "is no phone number" in refused.content.decode()) == (422, True)
    client.post(f"{page}numbers/correction/", {"number": phone.pk, "phone": "0470 12 34 57"})
    client.post(f"{page}numbers/", {"phone": "1200 3400"})
    shown = read(client, page)
    assert "0470123457" in shown and "12003400" in shown and "0470123456" not in shown
    client.post(f"{page}numbers/removal/", {"number": phone.pk})
    assert "0470123457" not in read(client, page)


def test_leader_reads_the_page_and_changes_nothing_and_a_stranger_finds_none(
    at_the_desk: Callable[..., Client],
) -> None:
    town = given_town()
    case, other = given_two()
    page = f"/desk/cases/{case.pk}/person/"
    shown = read(at_the_desk(town.edda, script=False), page)
    assert MAREN in shown and "find-person" not in shown
    refused = at_the_desk(town.edda).post(f"{page}same/", {"other": other.customer_id, "shown": "x"})
    assert refused.status_code == 403
    assert at_the_desk(town.hanne).get(page).status_code == 404


def test_private_page_of_one_address_shows_nothing_of_the_other(at_the_desk: Callable[..., Client]) -> None:
    town = given_town()
    case, other = given_two()
    client, page = at_the_desk(town.tomas, script=False), f"/desk/cases/{case.pk}/person/"
    token = new_link(case=case, sent_to=MAREN, at=MORNING)
    before = read(Client(), f"/c/{token}/")
    looked = read(client, page, other=str(other.customer_id))
    client.post(f"{page}same/", {"other": other.customer_id, "shown": SHOWN.findall(looked)[0]})
    after = read(Client(), f"/c/{token}/")
    hidden = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
    assert hidden.sub("", after) == hidden.sub("", before)
    assert other.reference not in after and WORK not in after


def test_own_page_shows_ones_own_choice_of_mails_and_keeps_it(at_the_desk: Callable[..., Client]) -> None:
    town = given_town()
    case, other = given_two()
    client, page = at_the_desk(town.tomas, script=False), f"/desk/cases/{case.pk}/person/"
    choose_mails(customer_id=other.customer_id, hears="required", at=MORNING)
    looked = read(client, page, other=str(other.customer_id))
    client.post(f"{page}same/", {"other": other.customer_id, "shown": SHOWN.findall(looked)[0]})
    token = new_link(case=case, sent_to=MAREN, at=MORNING)
    [checked] = re.findall(r'value="(\w+)"[^>]* checked', read(Client(), f"/c/{token}/"))
    assert checked == "all"


def test_page_of_a_case_asks_few_questions_more_for_a_person_of_many_records(
    at_the_desk: Callable[..., Client],
) -> None:
    town = given_town()
    case, other = given_two()
    client, page = at_the_desk(town.tomas, script=False), f"/desk/cases/{case.pk}/"

    def asked() -> int:
        read(client, page)
        with CaptureQueriesContext(connection) as queries:
            read(client, page)
        return sum('"ground_installation"' not in one["sql"] for one in queries.captured_queries)

    alone = asked()
    looked = read(client, f"{page}person/", other=str(other.customer_id))
    client.post(f"{page}person/same/", {"other": other.customer_id, "shown": SHOWN.findall(looked)[0]})
    assert asked() <= alone + 4  # the records (twice), their numbers, the points of the earlier case
