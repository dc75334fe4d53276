"""What each change of the office is sent, so that the rightful one would be let through."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.cast import PortLumen

from presszero.cases.models import Case

CALENDAR = (
    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20300101\r\nSUMMARY:New Year\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
)


def office_bodies(case: Case, town: PortLumen) -> dict[str, dict[str, Any]]:
    targets = {"first_hours": 8, "warn_before_hours": 2}
    holiday = {"name": "Harbour day", "first_on": "2030-07-14"}
    return {
        "set_week": {"week": ["08:00-18:00"] * 7},
        "set_targets": targets,
        "office:hours_targets": {"first": "8", "warn": "2"},
        "add_special_day": holiday,
        "office:hours_special": holiday,
        "take_in_calendar": {"text": CALENDAR},
        "office:hours_take_in": {"file": SimpleUploadedFile("days.ics", CALENDAR.encode())},
        "make_place": {"name": "Quay Street counter"},
        "office:place_make": {"name": "Quay Street counter"},
    }
