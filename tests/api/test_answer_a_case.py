"""A case answered by a machine, act for act as at the desk."""

from __future__ import annotations

import pytest
from tests.api.conftest import Call
from tests.cast import ANSWERS, PortLumen, answering_body, points_of, recorded

from presszero.cases.models import Case, Contact

PLEDGE = "We will refund the taxi by Friday."


def test_case_is_read_marked_and_sent(town: PortLumen, open_case: Case, call: Call) -> None:
    draft = f"/cases/{open_case.pk}/draft/"
    first, second = points_of(open_case)
    body = answering_body(open_case)
    saved = call(town.tomas, "POST", draft, {"body": body}).json()
    assert (saved["body"], saved["version"], saved["may_send"]) == (body, 1, False)
    start = body.index(ANSWERS["refund"])
    named = {"point": first.pk, "said": "answered", "start": start, "end": start + len(ANSWERS["refund"])}
    call(town.tomas, "POST", draft + "marks/", named)
    declined = {"point": second.pk, "said": "declined", "reason": "The timetable is the county's."}
    checked = call(town.tomas, "POST", draft + "marks/", declined).json()
    assert [(mark["number"], mark["said"]) for mark in checked["marks"]] == [(1, "answered"), (2, "declined")]
    assert checked["may_send"], checked["findings"]
    sent = call(town.tomas, "POST", f"/cases/{open_case.pk}/replies/", {})
    assert sent.status_code == 201
    assert sent.json()["text"] == body
    assert "reply.sent" in recorded(open_case)
    whole = call(town.tomas, "GET", f"/cases/{open_case.pk}/").json()
    assert (whole["state"], [point["state"] for point in whole["points"]]) == (
        "waiting",
        ["answered", "declined"],
    )


def test_send_waits_for_what_no_person_has_said_and_says_so(
    town: PortLumen, open_case: Case, call: Call
) -> None:
    refused = call(town.tomas, "POST", f"/cases/{open_case.pk}/replies/", {"body": "Thank you."})
    assert refused.status_code == 409
    assert refused.json()["error"]["kind"] == "not_yet_said"
    assert not Contact.objects.filter(kind="reply").exists()
    assert call(town.tomas, "GET", f"/cases/{open_case.pk}/draft/").json()["body"] == "Thank you."


def test_withdrawn_mark_leaves_the_point_open(town: PortLumen, open_case: Case, call: Call) -> None:
    marks, point = f"/cases/{open_case.pk}/draft/marks/", points_of(open_case)[0]
    call(town.tomas, "POST", marks, {"point": point.pk, "said": "declined", "reason": "Not ours."})
    assert call(town.tomas, "POST", marks + "withdrawal/", {"point": point.pk}).json()["marks"] == []


def test_pledge_in_the_draft_gets_its_owner_and_time(town: PortLumen, open_case: Case, call: Call) -> None:
    draft = f"/cases/{open_case.pk}/draft/"
    found = call(town.tomas, "POST", draft, {"body": PLEDGE}).json()["found_pledges"]
    assert [(pledge["quote"], pledge["settled"]) for pledge in found] == [(PLEDGE, False)]
    given = {"quote": PLEDGE, "owner": town.odile.pk, "due": "2025-07-18T10:00:00+02:00"}
    settled = call(town.tomas, "POST", draft + "pledges/", given).json()
    assert settled["found_pledges"][0]["settled"]
    assert settled["pledges"][0]["due_at"] == "2025-07-18T08:00:00Z"


@pytest.mark.parametrize("owner", [2**40, 0])
def test_promise_by_nobody_who_works_here_is_refused(
    town: PortLumen, open_case: Case, call: Call, owner: int
) -> None:
    given = {
        "point": points_of(open_case)[0].pk,
        "said": "promised",
        "owner": owner,
        "due": "2025-07-18T10:00:00Z",
    }
    refused = call(town.tomas, "POST", f"/cases/{open_case.pk}/draft/marks/", given)
    assert (refused.status_code, refused.json()["error"]["field"]) == (422, "owner")


def test_time_without_a_zone_is_refused_with_its_field(town: PortLumen, open_case: Case, call: Call) -> None:
    promise = open_case.promises.get()
    refused = call(
        town.tomas, "POST", f"/promises/{promise.pk}/new-time/", {"due": "2025-07-18T10:00", "words": "x"}
    )
    assert (refused.status_code, refused.json()["error"]["field"]) == (422, "due")


def test_new_time_is_a_letter_that_a_person_sends(town: PortLumen, open_case: Case, call: Call) -> None:
    promise = open_case.promises.get()
    given = {"due": "2025-07-18T10:00:00Z", "words": "It takes until Friday."}
    letter = call(town.tomas, "POST", f"/promises/{promise.pk}/new-time/", given)
    assert (letter.status_code, letter.json()["may_send"]) == (201, True)
    assert "It takes until Friday." in letter.json()["body"]
    sent = call(town.tomas, "POST", f"/cases/{open_case.pk}/replies/", {})
    assert (sent.status_code, sent.json()["kind"]) == (201, "notice")
    due = call(town.tomas, "GET", "/promises/").json()["promises"]
    assert [(one["case_id"], one["due_at"]) for one in due] == [(open_case.pk, "2025-07-18T10:00:00Z")]


def test_list_goes_on_where_the_page_ended(
    town: PortLumen, open_case: Case, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.cast import given_open_case

    others = [given_open_case(asks=["refund"], address=f"rider{n}@lakemail.example") for n in range(3)]
    monkeypatch.setattr("presszero.inbox.lists.PAGE_ROWS", 2)
    first = call(town.noor, "GET", "/cases/?view=team").json()
    from urllib.parse import quote

    rest = call(town.noor, "GET", f"/cases/?view=team&after={quote(first['next_after'])}").json()
    listed = [row["id"] for row in first["cases"] + rest["cases"]]
    assert listed == [open_case.pk, *(case.pk for case in others)]
    assert rest["next_after"] == ""


@pytest.mark.parametrize(
    "place", ["here", "none,", "2025-07-13T08:00,1", "2025-07-13T08:00:00Z,²", "9999-99-99,1"]
)
def test_place_that_is_none_of_ours_is_refused(town: PortLumen, call: Call, place: str) -> None:
    refused = call(town.noor, "GET", f"/cases/?after={place}")
    assert (refused.status_code, refused.json()["error"]["field"]) == (422, "after")
