"""Every act answers the script with the parts it changed, a plain form with the case, and a stranger with nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.cast import (
    ANSWERS,
    PortLumen,
    given_draft,
    given_marks,
    given_open_case,
    given_sent_reply,
    given_town,
    known_to_search,
    points_of,
)

from presszero.cases.models import Case
from presszero.ground.models import RecordLine

pytestmark = pytest.mark.django_db
Desk = Callable[..., Client]

WHOLE = {
    "head",
    "handed",
    "tabs",
    "letter",
    "ledger",
    "promises",
    "saved",
    "check",
    "send",
    "history",
    "notes",
} | {
    "steps",
    "topic",
    "alike",
    "beside",
    "writers",
    "carries",
}
MARKED = {"saved", "check", "send", "ledger", "tabs", "letter", "promises"}
MENDED = {"tabs", "letter", "ledger", "check", "send"}
KEPT = {"head", "beside", "notes", "steps"}
PLEDGE = "We will send you the timetable of the extra buses."


def case_of(town: PortLumen) -> Case:
    case = given_open_case(asks=["refund", "timetable"])
    given_draft(case, by=town.tomas)
    return case


def address(case: Case, act: str) -> str:
    (first, second) = points_of(case)
    return {
        "take": f"/desk/cases/{case.pk}/owner/",
        "hand over": f"/desk/cases/{case.pk}/handover/",
        "note": f"/desk/cases/{case.pk}/notes/",
        "follow": f"/desk/cases/{case.pk}/following/",
        "snooze": f"/desk/cases/{case.pk}/snooze/",
        "wake": f"/desk/cases/{case.pk}/snooze/end/",
        "tag": f"/desk/cases/{case.pk}/tags/",
        "untag": f"/desk/cases/{case.pk}/tags/removal/",
        "steps": f"/desk/cases/{case.pk}/steps/",
        "writing": f"/desk/cases/{case.pk}/writing/",
        "writing end": f"/desk/cases/{case.pk}/writing/end/",
        "draft": f"/desk/cases/{case.pk}/draft/",
        "mark": f"/desk/cases/{case.pk}/draft/marks/",
        "unmark": f"/desk/cases/{case.pk}/draft/marks/withdrawal/",
        "pledge": f"/desk/cases/{case.pk}/draft/pledges/",
        "add": f"/desk/cases/{case.pk}/points/",
        "edit": f"/desk/points/{first.pk}/words/",
        "merge": f"/desk/points/{second.pk}/merging/",
        "split": f"/desk/points/{first.pk}/splitting/",
        "take out": f"/desk/points/{first.pk}/removal/",
        "keep": f"/desk/promises/{case.promises.get().pk}/keeping/",
        "break": f"/desk/promises/{case.promises.get().pk}/breaking/",
        "new time": f"/desk/promises/{case.promises.get().pk}/new-time/",
    }[act]


def form(case: Case, town: PortLumen, act: str) -> dict[str, Any]:
    first = points_of(case)[0]
    return {
        "take": {},
        "hand over": {"to": town.odile.pk, "words": "She has the receipt."},
        "note": {"words": "She has the receipt."},
        "follow": {},
        "snooze": {"until": "2025-07-13T10:00", "why": "She calls back."},
        "wake": {},
        "tag": {"tag": "fireworks"},
        "untag": {"tag": "fireworks"},
        "steps": {"words": "Call the driver."},
        "writing": {},
        "writing end": {},
        "draft": {"body": "Dear Maren,", "version": 1},
        "mark": {"point": first.pk, "as": "answered"},
        "unmark": {"point": first.pk},
        "pledge": {"quote": PLEDGE, "as": "promise", "owner": town.tomas.pk, "due": "2025-07-20T12:00"},
        "add": {"contact": first.contact_id, "start": 0, "end": 12},
        "edit": {"ask": "Refund of the taxi"},
        "merge": {"into": first.pk},
        "split": {"at": 10},
        "take out": {"why": "She tells, she does not ask."},
        "keep": {"words": "Done."},
        "break": {"words": "It will not happen."},
        "new time": {"due": "2025-07-20T12:00", "words": "Planning needs longer."},
    }[act]


CHANGES: dict[str, set[str]] = {
    "take": WHOLE,
    "hand over": WHOLE,
    "note": {"notes"},
    "snooze": KEPT,
    "wake": KEPT,
    "tag": KEPT,
    "untag": KEPT,
    "steps": KEPT,
    "writing": {"writers"},
    "writing end": {"writers"},
    "draft": {"saved", "check", "send", "ledger", "tabs"},
    "mark": MARKED,
    "unmark": MARKED,
    "pledge": MARKED,
    "add": MENDED,
    "edit": MENDED,
    "merge": MENDED,
    "split": MENDED,
    "take out": MENDED,
    "keep": WHOLE,
    "break": WHOLE,
}
# Acts that end elsewhere: the letter with a new time stands in the reply of its case.
ENDS_AT = {"new time": "#part-composer"}


@pytest.mark.parametrize("act", list(CHANGES))
def test_script_gets_the_parts_that_changed(act: str, at_the_desk: Desk) -> None:
    town = given_town()
    case = case_of(town)
    answer = at_the_desk(town.tomas).post(address(case, act), form(case, town, act))
    assert answer.status_code == 200, answer.content
    swapped = re.findall(r'id="part-([a-z]+)" hx-swap-oob', answer.content.decode())
    assert set(swapped) == CHANGES[act]
    assert len(swapped) == len(set(swapped))
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("act", ["add", "edit", "merge", "split", "take out"])
def test_the_case_offers_each_way_to_mend_a_point(act: str, at_the_desk: Desk) -> None:
    town = given_town()
    case = case_of(town)
    page = at_the_desk(town.tomas, script=False).get(f"/desk/cases/{case.pk}/").content.decode()
    assert f'action="{address(case, act)}"' in page


def test_a_point_taken_out_is_in_no_part_any_more(at_the_desk: Desk) -> None:
    town = given_town()
    case = case_of(town)
    first, second = points_of(case)
    answer = at_the_desk(town.tomas).post(address(case, "take out"), form(case, town, "take out"))
    numbers = set(re.findall(r'data-point="([0-9]+)"', answer.content.decode()))
    assert numbers == {str(second.number)}


@pytest.mark.parametrize("act", list(ENDS_AT))
def test_script_is_led_to_where_the_act_ends(act: str, at_the_desk: Desk) -> None:
    town = given_town()
    case = case_of(town)
    answer = at_the_desk(town.tomas).post(address(case, act), form(case, town, act))
    assert answer.headers["HX-Redirect"] == f"/desk/cases/{case.pk}/{ENDS_AT[act]}"
    assert answer.headers["HX-Refresh"] == "true"


@pytest.mark.parametrize("act", [*CHANGES, *ENDS_AT])
def test_plain_form_gets_the_case(act: str, at_the_desk: Desk) -> None:
    town = given_town()
    case = case_of(town)
    answer = at_the_desk(town.tomas, script=False).post(address(case, act), form(case, town, act))
    ends = f"/desk/cases/{case.pk}/{ENDS_AT.get(act, '')}"
    assert (answer.status_code, answer.headers["Location"]) == (302, ends)


@pytest.mark.parametrize("act", [*CHANGES, *ENDS_AT])
def test_stranger_gets_a_sentence_and_changes_nothing(act: str, at_the_desk: Desk) -> None:
    town = given_town()
    case = case_of(town)
    before = RecordLine.objects.count()
    for script in (True, False):
        answer = at_the_desk(town.ivo, script=script).post(address(case, act), form(case, town, act))
        assert answer.status_code == 404
    assert RecordLine.objects.count() == before
    assert case.draft.body == type(case.draft).objects.get().body


@pytest.mark.parametrize("act", [*CHANGES, *ENDS_AT])
def test_leader_sees_all_and_changes_nothing(act: str, at_the_desk: Desk) -> None:
    town = given_town()
    case = case_of(town)
    before = RecordLine.objects.count()
    assert at_the_desk(town.edda).get(f"/desk/cases/{case.pk}/").status_code == 200
    assert at_the_desk(town.edda).post(address(case, act), form(case, town, act)).status_code == 403
    assert RecordLine.objects.count() == before


@pytest.mark.parametrize("act", [*CHANGES, *ENDS_AT])
def test_nobody_is_sent_to_sign_in(act: str) -> None:
    town = given_town()
    case = case_of(town)
    assert Client().post(address(case, act), form(case, town, act)).status_code == 302
    answer = Client(headers={"HX-Request": "true"}).post(address(case, act), form(case, town, act))
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/account/login/")


def test_send_takes_the_script_to_the_case_once_every_point_has_a_persons_word(at_the_desk: Desk) -> None:
    town = given_town()
    case = case_of(town)
    desk, sending = at_the_desk(town.tomas), f"/desk/cases/{case.pk}/replies/"
    refused = desk.post(sending)
    assert refused.status_code == 409
    assert sentence(refused).startswith("Sending waits for 2: ")
    given_marks(case, by=town.tomas)
    sent = desk.post(sending)
    assert (sent.status_code, sent.headers["HX-Redirect"]) == (200, f"/desk/cases/{case.pk}/")
    assert case.contacts.filter(kind="reply").count() == 1


def test_closed_case_opens_again_by_its_own_act(at_the_desk: Desk) -> None:
    town = given_town()
    case = given_open_case(asks=["refund"])
    given_sent_reply(case, by=town.tomas)
    desk = at_the_desk(town.tomas)
    closed = desk.post(f"/desk/cases/{case.pk}/closure/", {"outcome": "settled", "words": "Refunded."})
    assert closed.status_code == 200
    case.refresh_from_db()
    assert case.is_closed
    assert desk.post(f"/desk/cases/{case.pk}/reopening/").status_code == 200
    case.refresh_from_db()
    assert not case.is_closed


def sentence(answer: Any) -> str:
    found = re.search(r"data-sentence>(.*?)</p>", answer.content.decode(), re.DOTALL)
    assert found, answer.content
    return found[1].strip()


REFUSALS = [
    ("hand over", {"words": " "}, 422, "Write what you learnt"),
    ("hand over", {"to": "ivo"}, 422, "“to” must be a whole number"),
    ("hand over", {"to": "²"}, 422, "must be a whole number"),
    ("note", {"words": ""}, 422, "Write the note first."),
    ("draft", {"version": "first"}, 422, "“version” must be a whole number"),
    ("mark", {"as": "maybe"}, 422, "answered, promised or declined"),
    ("mark", {"as": "declined"}, 422, "Say why it is declined"),
    ("mark", {"as": "promised", "due": "tomorrow"}, 422, "“tomorrow” is no date and time"),
    ("pledge", {"due": "2020-01-01T12:00"}, 422, "A promise lies ahead"),
    ("pledge", {"quote": ""}, 422, "Name the words of the reply"),
    ("add", {"start": 12, "end": 12}, 422, "Select the words"),
    ("edit", {"ask": ""}, 422, "Say in a few words"),
    ("merge", {"into": 999_999_999}, 422, "Choose another point"),
    ("split", {"at": 0}, 422, "Put the cut between two"),
    ("take out", {"why": ""}, 422, "Say why"),
    ("break", {"words": ""}, 422, "Tell the customer why"),
    ("new time", {"due": ""}, 422, "Give the new time."),
    ("new time", {"due": "2020-01-01T12:00"}, 422, "has passed already"),
]


@pytest.mark.parametrize(("act", "wrong", "status", "words"), REFUSALS)
def test_refusal_is_one_sentence_beside_the_act(
    act: str, wrong: dict[str, Any], status: int, words: str, at_the_desk: Desk
) -> None:
    town = given_town()
    case = case_of(town)
    before = RecordLine.objects.count()
    answer = at_the_desk(town.tomas).post(address(case, act), form(case, town, act) | wrong)
    assert answer.status_code == status
    assert words in sentence(answer)
    assert "<html" not in answer.content.decode()
    assert RecordLine.objects.count() == before


def test_refusal_quotes_what_was_typed_as_words_and_not_as_markup(at_the_desk: Desk) -> None:
    town = given_town()
    case = case_of(town)
    wrong = {"to": "<img src=x onerror=alert(1)>", "words": "x"}
    answer = at_the_desk(town.tomas).post(address(case, "hand over"), wrong)
    assert "<img" not in answer.content.decode()


def test_draft_saved_over_a_colleagues_is_refused_with_what_to_do(at_the_desk: Desk) -> None:
    town = given_town()
    case = case_of(town)
    saving = address(case, "draft")
    assert at_the_desk(town.odile).post(saving, {"body": "Dear Ms Oduya,", "version": 1}).status_code == 200
    answer = at_the_desk(town.tomas).post(saving, {"body": "Dear Maren,", "version": 1})
    assert answer.status_code == 409
    assert "Odile Farrow saved this reply after you opened it." in sentence(answer)


def test_mark_takes_the_sentence_the_caret_stands_in(at_the_desk: Desk) -> None:
    town = given_town()
    case = case_of(town)
    start = case.draft.body.index(ANSWERS["timetable"])
    given = form(case, town, "mark") | {"start": start, "end": start + len(ANSWERS["timetable"])}
    assert at_the_desk(town.tomas).post(address(case, "mark"), given).status_code == 200
    assert case.draft.marks.get().quote == ANSWERS["timetable"]


def test_places_counted_in_words_of_another_window_name_no_sentence(at_the_desk: Desk) -> None:
    town = given_town()
    case = case_of(town)
    older = {"start": 0, "end": 10, "version": case.draft.version, "window": "one"}
    given_draft(case, by=town.tomas, body=f"Before. {case.draft.body}")
    answer = at_the_desk(town.tomas).post(address(case, "mark"), form(case, town, "mark") | older)
    assert answer.status_code == 409
    assert "in another window" in sentence(answer)
    assert not case.draft.marks.exists()


def test_windows_line_ends_do_not_move_places_in_the_draft(at_the_desk: Desk) -> None:
    town = given_town()
    case = case_of(town)
    given_draft(case, by=town.tomas, body="x")
    body = f"Dear Maren,\r\n\r\n{ANSWERS['refund']}\x00"
    at_the_desk(town.tomas).post(address(case, "draft"), {"body": body})
    case.draft.refresh_from_db()
    assert case.draft.body == f"Dear Maren,\n\n{ANSWERS['refund']}"


@pytest.mark.parametrize(
    ("asked", "status"),
    [("after=foo,12", 422), ("after=none,99999999999999999999", 422), ("after=,", 422), ("after=2025-07-13,²", 422),
     ("q=%00", 200), ("q=taxi%00", 200), ("q=%F0%9F%8C%A7", 200), ("view=nothing", 200), ("q=" + "x" * 300, 200)],
)  # fmt: skip
def test_inbox_answers_whatever_stands_in_its_address(asked: str, status: int, at_the_desk: Desk) -> None:
    town = given_town()
    case_of(town)
    assert at_the_desk(town.tomas, script=False).get(f"/desk/?view=team&{asked}").status_code == status


def test_closed_and_team_views_keep_another_teams_cases_out(at_the_desk: Desk) -> None:
    town = given_town()
    case = case_of(town)
    known_to_search()
    for view in ("mine", "team", "waiting", "closed"):
        assert case.reference not in at_the_desk(town.ivo).get(f"/desk/?view={view}&q=taxi").content.decode()
    assert case.reference in at_the_desk(town.tomas).get("/desk/?view=team&q=taxi").content.decode()
