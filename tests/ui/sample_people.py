"""Contexts of the page about a person: their records, what would come together, and what was just said."""

from __future__ import annotations

from typing import Any

from tests.ui.sample_pages import frame, made

ACTS = ("person", "person_same", "person_parting", "number_note", "number_correct", "number_remove")


def record(number: int, mail: str, *, phones: tuple[str, ...] = (), cases: int = 1) -> dict[str, Any]:
    case = {"ref": f"PL-41{number}0", "title": "Two hours at Pier Street in the rain, and a form letter"}
    return {
        "id": number,
        "title": "Maren Oduya",
        "name": f"Maren Oduya, {mail}",
        "since": 2019 + number,
        "is_own": number == 1,
        "mails": [{"value": mail, "is_proved": number == 1}],
        "phones": [{"id": at, "value": phone} for at, phone in enumerate(phones, number * 10)],
        "cases": [case | {"state": "Open", "url": "/case/"}] * cases,
        "beyond": "1 case of a team whose cases you do not see" if number == 2 else "",
    }


def person_page(kind: str = "") -> dict[str, Any]:
    """Return the page. kind: several, coming, parting, found, refused, or empty for somebody with nothing but a case."""
    own = record(1, "maren.oduya@lakemail.example", phones=("+32470123456",), cases=2)
    other = record(2, "m.oduya@harbour-authority.example", phones=("0470123457",))
    coming = {"other": 2, "name": other["name"], "sides": [[own], [other]], "hears": "Answers only"}
    person = {
        "ref": "PL-4127",
        "name": "Maren Oduya",
        "case_url": "/case/",
        "records": [own, other] if kind in ("several", "parting") else [own],
        "is_several": kind == "several",
        "said": ["Odile Farrow said so, today 11:20"],
        "hears": "Every mail: receipts, answers, and what we promise",
        "may_say": kind != "empty",
        "error": "“12” is no phone number." if kind == "refused" else "",
        "q": "mar" if kind in ("found", "refused") else "",
        "found": [{"name": "Maren Oduya", "since": 2021, "ways": "m.oduya@harbour.example", "url": "/same/"}]
        if kind == "found"
        else [],
        "coming": coming | {"shown": "a" * 16} if kind == "coming" else None,
        "parting": coming | {"shown": "a" * 16} if kind == "parting" else None,
        "joined": coming | {"shown": "a" * 16} if kind == "several" else None,
        "parted": kind == "found",
        "urls": {name: f"/{name}/" for name in ACTS},
    }
    if kind == "empty":
        person |= {"records": [own | {"mails": [], "phones": [], "cases": []}]}
    return {"frame": frame("inbox"), "person": made(person)}
