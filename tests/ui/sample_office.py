"""Pages of the office, full, empty and refused, made of the shapes their views make them of."""

from __future__ import annotations

from typing import Any

from django.utils.safestring import mark_safe
from tests.ui.sample_pages import frame, made

from presszero.office.places import GROUPS, Group, Place
from presszero.office.shapes import Field, Form, OfficePage, Row, Section
from presszero.ui.charts import Chart, Series
from presszero.ui.charts.drawing import draw

NAV = [
    Group(words, [Place(name, "/", name == "Macros") for _address, name, _act in places])
    for words, places in GROUPS
]


def office_page(empty: bool = False, wrong: bool = False) -> dict[str, Any]:
    """Return a page with every kind of section, row and field."""
    error = "“nine to five” is no opening time. Write it like 08:00-12:00, 13:00-18:00." if wrong else ""
    fields = [
        Field("name", "Name", value="Harbour day", hint="Such as a holiday's.", required=True),
        Field("monday", "Monday", value="nine to five" if wrong else "08:00-18:00", error=error),
        Field("words", "Words", "lines", "bus\nstop"),
        Field("team", "Team", "choice", "2", (("1", "Library"), ("2", "Transit"))),
        Field("skills", "Skills", "many", ["1"], (("1", "Timetables"), ("2", "French"))),
        Field("escalates", "The lead on duty answers for it", "yes", "on"),
        Field("file", "Calendar file", "file"),
        Field("first", "First answer within", "number", "8", short=True),
        Field(
            "if0",
            "If",
            "group",
            parts=[
                Field("asks0", "What", "choice", "team", (("", "nothing"), ("team", "the team is"))),
                Field("value0", "Which", value="Ferries", suggests=["Transit", "Library"], error=error),
                Field("not0", "Not", "yes", ""),
            ],
        ),
    ]
    remove = Form("/", "Take out", grave=True)
    rows = [
        Row("Transit", "Monday–Sunday 08:00-20:00", "/", state="3 to come", number="1"),
        Row("A very long name of a place " * 4, "closed", acts=[remove], state="never proved", tone="bad"),
    ]
    page = OfficePage(
        title="Hours",
        lead="When somebody is there.",
        above=("Hours", "/"),
        told="1 new, 0 changed, 0 left out.",
        sections=[
            Section(
                "Teams",
                letter="Dear Robin Vale,\n\nYour refund is on its way.",
                rows=[] if empty else rows,
                empty="There is no team yet.",
                links=[("As a file", "/")],
            ),
            Section(
                "The plain week",
                "An empty day is closed.",
                form=Form("/", "Keep", fields, primary=True, look="Look at it first"),
            ),
            Section(
                "Beside", form=Form("/", "Keep", fields[:2], beside=True, error=error), lines=["One", "Two"]
            ),
            Section("Note a place", form=Form("/", "Note it", []), folded=True),
        ],
    )
    return {"frame": frame("team"), "page": page, "nav": NAV}


def begin_page(wrong: bool = False) -> dict[str, Any]:
    error = "This password is too short. It must contain at least 12 characters." if wrong else ""
    zones = ["Europe/Berlin", "Europe/Zurich"]
    groups = [
        (
            "Your organisation",
            [Field("organisation", "Its name"), Field("time_zone", "Time zone", suggests=zones)],
        ),
        ("The first team", [Field("week", "Open Monday to Friday", value="08:00-18:00", short=True)]),
        ("You, its lead", [Field("password", "Password", "password", hint="12 signs or more.", error=error)]),
    ]
    return {"groups": groups, "error": "Something else." if wrong else ""}


def figures_page(empty: bool = False) -> dict[str, Any]:
    chart = Chart(
        "Half of the first answers came within 3 h.",
        "hours",
        "day",
        ["11 Jul", "12 Jul", "13 Jul"],
        [Series("median", [None, 2.5, 3.0], named_on_line=False)],
    )
    drawn = {
        "says": chart.says,
        "wide": mark_safe(draw(chart, width=820, height=260, shown_class="wide-only")),
        "narrow": mark_safe(draw(chart, width=358, height=240, shown_class="narrow-only")),
        "headings": ["Day", "Median"],
        "rows": [["11 Jul", "–"], ["12 Jul", "2 h 30 min"], ["13 Jul", "3 h"]],
    }
    cells = ["12", "3 h; 9 h", "92 %", "26 h; 4 days", "40 %", "8 %", "97 %", "2", "88 %", "31"]
    choices = [
        {"words": words, "url": "/", "current": words == "By team"} for words in ("By team", "By topic")
    ]
    figures = {
        "by": choices,
        "periods": [{"words": "28 days", "url": "/", "current": True}],
        "csv_url": "/",
        "daily_csv_url": "/",
        "rows": [] if empty else [{"name": "Transit", "cells": cells}],
        "all": {"name": "All", "cells": ["–"] * 9 if empty else cells},
        "marks": [] if empty else [{"name": "Transit", "cells": ["128", "6", "12", "1"]}],
        "marks_all": {"name": "All", "cells": ["128", "6", "12", "1"]},
        "backlog": drawn | {"says": "31 cases are open; 4 of them for a week or longer."},
        "daily": drawn,
    }
    return {"frame": frame("team"), "figures": made(figures), "nav": NAV}
