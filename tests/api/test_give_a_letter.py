"""A letter given at the public door, with its files, and followed on the private page."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.api.conftest import Call
from tests.cast import PortLumen, given_sent_reply

from presszero.cases.models import Case, Contact
from presszero.ground.files import path_of

LETTER = {
    "name": "Maren Oduya",
    "email": "maren.oduya@lakemail.example",
    "message": "Please refund the taxi.",
}


def _photo(name: str = "stop.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"The stop at 22:35.")


def test_letter_with_a_file_becomes_a_case_and_the_file_is_handed_out_to_its_team(
    town: PortLumen, call: Call
) -> None:
    answer = Client().post("/api/v1/contacts/", LETTER | {"files": [_photo("../stop.txt")]})
    assert answer.status_code == 201
    case = Case.objects.get(reference=answer.json()["reference"])
    (told,) = call(town.edda, "GET", f"/cases/{case.pk}/").json()["contacts"][0]["attachments"]
    assert (told["name"], told["content_type"], told["size_bytes"]) == ("stop.txt", "text/plain", 18)
    handed = call(town.edda, "GET", f"/files/{told['id']}/")
    kept = Contact.objects.get().attachments.get().file_id
    assert handed["X-PressZero-File"] == str(path_of(kept))
    assert path_of(kept).read_bytes() == b"The stop at 22:35."
    assert (
        call(
            town.ivo if case.team != town.library else town.tomas, "GET", f"/files/{told['id']}/"
        ).status_code
        == 404
    )


def test_letter_with_too_many_files_is_refused_and_nothing_is_kept(town: PortLumen) -> None:
    answer = Client().post("/api/v1/contacts/", LETTER | {"files": [_photo() for _ in range(11)]})
    assert (answer.status_code, answer.json()["error"]["field"]) == (422, "files")
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("given", "field"),
    [({"email": "nowhere"}, "email"), ({"email": ""}, "email"), ({"message": " "}, "message")],
)
def test_letter_that_cannot_be_answered_is_refused_with_its_field(
    town: PortLumen, given: dict[str, str], field: str
) -> None:
    answer = Client().post("/api/v1/contacts/", LETTER | given)
    assert (answer.status_code, answer.json()["error"]["field"]) == (422, field)


def test_customer_follows_answers_and_says_that_one_was_missed(
    town: PortLumen, open_case: Case, call: Call
) -> None:
    given_sent_reply(open_case, by=town.tomas)
    letter = Client().post("/api/v1/contacts/", LETTER).json()
    assert letter["page"].endswith("/") and "/c/" in letter["page"]
    from tests.cast import NEXT_DAY

    from presszero.cases.links import new_link

    page = f"/api/v1/c/{new_link(case=open_case, sent_to='', at=NEXT_DAY)}/"
    told = Client().get(page).json()
    assert [point["state"] for point in told["points"]] == ["answered", "answered"]
    missed = Client().post(
        f"{page}points/2/missed/", {"words": "Not the reason."}, content_type="application/json"
    )
    assert [point["state"] for point in missed.json()["points"]] == ["answered", "open"]
    assert missed.json()["points"][1]["answer"] == ""


def test_revoked_page_is_closed(town: PortLumen, open_case: Case) -> None:
    from tests.cast import MORNING

    from presszero.cases.links import new_link

    page = f"/api/v1/c/{new_link(case=open_case, sent_to='', at=MORNING)}/"
    assert Client().post(f"{page}revocation/").json() == {"links": 1}
    closed = Client().get(page)
    assert (closed.status_code, closed.json()["error"]["kind"]) == (404, "closed_link")
