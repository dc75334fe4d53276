"""Macros and fields are written on their screens, read as they will stand, and retired without a loss."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from tests.cast import LATER_THAT_DAY, MORNING, NEXT_DAY, given_open_case, given_sent_reply, given_town

from presszero.cases.actions import close_case
from presszero.cases.errors import FieldsMissing
from presszero.cases.field_keeping import make_field
from presszero.cases.fields import set_field
from presszero.cases.models import Case, Field, FieldValue
from presszero.ground.actors import SYSTEM
from presszero.organisation.models import Topic, Worker
from presszero.replies.macros import make_macro
from presszero.replies.models import Macro

pytestmark = pytest.mark.django_db
Office = Callable[[Worker], Client]
MACRO = {"name": "Refund", "body": "Dear {customer}, {reference}: {vehicle}.", "shortcut": ";refund"}


def test_macro_is_written_and_read_as_it_will_stand(in_the_office: Office) -> None:
    town = given_town()
    page = in_the_office(town.noor).post("/office/macros/", MACRO, follow=True).content.decode()
    assert "Dear Robin Vale" in page and "[vehicle?]" in page
    assert "{customer} becomes “Robin Vale” here." in page and "{vehicle} is no field yet" in page
    make_field(name="Vehicle", kind="number", choices=[], team_id=None, by=SYSTEM, at=MORNING)
    macro = Macro.objects.get(name="Refund")
    page = in_the_office(town.noor).get(f"/office/macros/{macro.pk}/").content.decode()
    assert "[vehicle?]" not in page and "{vehicle} becomes “1042” here." in page


def test_macro_written_anew_keeps_its_shortcut_and_its_neighbour_keeps_theirs(in_the_office: Office) -> None:
    town = given_town()
    client = in_the_office(town.noor)
    client.post("/office/macros/", MACRO)
    make_macro(name="Late", body="Sorry.", shortcut="late", team_id=None, tags=[], by=SYSTEM, at=MORNING)
    address = f"/office/macros/{Macro.objects.get(name='Refund').pk}/"
    client.post(address, MACRO | {"body": "New words."})
    assert Macro.objects.get(name="Refund").body == "New words."
    refused = client.post(address, MACRO | {"shortcut": "late"})
    assert refused.status_code == 422 and "“;late” is another macro’s already." in refused.content.decode()
    client.post(address + "retirement/")
    assert client.get(address).status_code == 404


def test_field_is_made_ordered_retired_and_brought_back_with_its_values(in_the_office: Office) -> None:
    town = given_town()
    client = in_the_office(town.noor)
    case = given_open_case()
    for name in ("Meter", "Vehicle"):
        client.post("/office/fields/", {"name": name, "kind": "text"})
    meter, vehicle = Field.objects.all()
    client.post(f"/office/fields/{vehicle.pk}/place/")
    assert list(Field.objects.values_list("name", flat=True)) == ["Vehicle", "Meter"]
    set_field(case_id=case.pk, field_id=meter.pk, value="7", by=town.tomas.actor, at=MORNING)
    client.post(f"/office/fields/{meter.pk}/retirement/")
    assert "Bring back" in client.get("/office/fields/").content.decode()
    client.post(f"/office/fields/{meter.pk}/return/")
    assert Field.objects.get(pk=meter.pk).retired_at is None
    assert FieldValue.objects.get().value == "7"


def test_kind_of_a_field_stays_whatever_is_sent(in_the_office: Office) -> None:
    town = given_town()
    field = make_field(name="Meter", kind="number", choices=[], team_id=None, by=SYSTEM, at=MORNING)
    in_the_office(town.noor).post(f"/office/fields/{field.pk}/", {"name": "Meter no.", "kind": "text"})
    field.refresh_from_db()
    assert (field.name, field.kind) == ("Meter no.", "number")


def given_answered_case_of(topic: Topic, by: Worker) -> Case:
    case = given_open_case(asks=["refund"])
    given_sent_reply(case, by=by)
    Case.objects.filter(pk=case.pk).update(topic=topic)
    return case


def test_case_is_settled_only_with_the_facts_its_topic_needs() -> None:
    town = given_town()
    topic, other = Topic.objects.all()[:2]
    case = given_answered_case_of(topic, town.tomas)
    meter = make_field(
        name="Meter", kind="text", choices=[], team_id=None, needed_for=[topic.pk], by=SYSTEM, at=MORNING
    )
    make_field(
        name="Shelf", kind="text", choices=[], team_id=None, needed_for=[other.pk], by=SYSTEM, at=MORNING
    )

    def settle() -> Case:
        return close_case(case_id=case.pk, outcome="settled", words="", by=town.tomas.actor, at=NEXT_DAY)

    with pytest.raises(FieldsMissing, match="still missing: Meter\\."):
        settle()
    set_field(case_id=case.pk, field_id=meter.pk, value="7", by=town.tomas.actor, at=LATER_THAT_DAY)
    assert settle().is_closed


def test_what_is_not_ours_has_no_facts_to_write_down() -> None:
    town = given_town()
    topic = Topic.objects.first()
    assert topic
    case = given_answered_case_of(topic, town.tomas)
    make_field(
        name="Meter", kind="text", choices=[], team_id=None, needed_for=[topic.pk], by=SYSTEM, at=MORNING
    )
    assert close_case(
        case_id=case.pk, outcome="not_ours", words="", by=town.tomas.actor, at=NEXT_DAY
    ).is_closed
