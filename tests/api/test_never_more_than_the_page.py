"""What the API tells a role, the page of that role shows; no operation is a way round a screen."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from tests.api.conftest import Call
from tests.cast import MORNING, PortLumen, given_open_case, given_sent_reply

from presszero.cases.links import new_link
from presszero.cases.models import Case
from presszero.organisation.models import AccessToken, Worker

CODES = {
    "kind",
    "state",
    "channel",
    "direction",
    "language",
    "owner_why",
    "outcome",
    "content_type",
    "rule",
    "value",
}
# A case's team and the references of its customer's other cases stand on the lists of the same role.
ON_OTHER_PAGES = {"team", "reference"}
INSTANT = re.compile(r"\d{4}-\d\d-\d\d")


def _words(told: Any, name: str = "") -> Iterator[str]:
    if isinstance(told, dict):
        for key, value in told.items():
            yield from _words(value, key)
    elif isinstance(told, list):
        for value in told:
            yield from _words(value, name)
    elif isinstance(told, str) and name not in CODES | ON_OTHER_PAGES and told and not INSTANT.match(told):
        yield told


def _seen(page: str) -> str:
    text = re.sub(r"<script.*?</script>", " ", page, flags=re.S)
    # Markup between the words of a letter is no word; attributes hold what the composer shows.
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split()) + " " + html.unescape(text)


def _page(worker: Worker, path: str) -> str:
    browser = Client()
    browser.force_login(worker)
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return _seen(answer.content.decode())


def _missing(told: Any, page: str) -> list[str]:
    """Return the lines told that the page does not show; its markup stands between a letter's paragraphs."""
    lines = [" ".join(line.split()) for words in _words(told) for line in words.splitlines()]
    return [line for line in lines if line not in page]


@pytest.mark.parametrize("name", ["tomas", "noor", "edda"])
@pytest.mark.parametrize("answered", [False, True], ids=["open", "answered"])
def test_case_tells_no_word_that_its_page_does_not_show(
    town: PortLumen, open_case: Case, call: Call, name: str, answered: bool
) -> None:
    given_open_case(asks=["timetable"])
    if answered:
        given_sent_reply(open_case, by=town.tomas)
    worker = getattr(town, name)
    told = call(worker, "GET", f"/cases/{open_case.pk}/").json()
    assert _missing(told, _page(worker, f"/desk/cases/{open_case.pk}/")) == []


def test_team_tells_no_word_that_its_page_does_not_show(town: PortLumen, call: Call) -> None:
    told = call(town.noor, "GET", "/team/").json()
    page = _page(town.noor, "/office/team/")
    missing = [
        words for words in _missing(told["teams"], page) if words not in set(_presences_and_roles(told))
    ]
    assert missing == []


def _presences_and_roles(told: Any) -> Iterator[str]:
    for team in told["teams"]:
        for person in team["people"]:
            yield from (person["presence"], person["role"])


def test_earlier_case_of_another_team_is_not_told(town: PortLumen, open_case: Case, call: Call) -> None:
    other = given_open_case(asks=["library book"], to="library@portlumen.example")
    assert other.customer_id == open_case.customer_id and other.team_id != open_case.team_id
    told = call(town.tomas, "GET", f"/cases/{open_case.pk}/").json()
    assert told["earlier"] == []
    assert [case["id"] for case in call(town.edda, "GET", f"/cases/{open_case.pk}/").json()["earlier"]] == [
        other.pk
    ]


def test_no_secret_is_told(town: PortLumen, open_case: Case, call: Call) -> None:
    token = new_link(case=open_case, sent_to="", at=MORNING)
    paths = [
        f"/cases/{open_case.pk}/",
        "/cases/?view=team",
        f"/cases/{open_case.pk}/draft/",
        "/team/",
        "/promises/",
    ]
    told = "".join(call(town.noor, "GET", path).content.decode() for path in paths)
    secrets = [open_case.reply_token, token, *AccessToken.objects.values_list("hash", flat=True)]
    secrets += open_case.links.values_list("hash", flat=True)
    assert [secret for secret in secrets if secret in told] == []


def test_private_page_shows_no_note_and_no_strangers_letter(
    town: PortLumen, open_case: Case, call: Call
) -> None:
    from tests.cast import a_letter, given_letter

    given_letter(
        a_letter(text="I am not the customer at all.", address="eve@elsewhere.example"), joins=open_case
    )
    call(town.tomas, "POST", f"/cases/{open_case.pk}/notes/", {"words": "Keep this among us."})
    token = new_link(case=open_case, sent_to="", at=MORNING)
    told = Client().get(f"/api/v1/c/{token}/")
    assert told.status_code == 200
    assert "taxi" in told.content.decode()
    assert "not the customer" not in told.content.decode() and "among us" not in told.content.decode()
