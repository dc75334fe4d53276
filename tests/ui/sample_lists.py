"""Contexts for the lists of desk and office, and for the smaller public pages, full and empty."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm
from tests.ui.sample_pages import ASKS, OWNERS, SITE, case_page, customer_page, frame, made

from presszero.inbox.phrases import filter_choices

WAITING = [
    ("chat", "By chat", "Juno Akkerly", "PL-4151", ["writing now"],
     "“I am at the kiosk, it took my card and no ticket came out”", ["open"], "1 open", "2 min", "14:14", "bad"),
    ("phone", "By phone", "Teo Vasquell", "PL-4098", ["call-back"],
     "“You said somebody would ring me about the lift at Mill Square”",
     ["answered", "promised"], "promised", "48 min", "15:00", "warn"),
    ("mail", "By email", "Maren Oduya", "PL-4127", ["fireworks night"],
     "“Why were there no extra buses, when the fireworks have been on your own calendar since March?”",
     ["answered", "answered", "open", "answered", "promised"], "1 open", "1 h 48 min", "16:00", "warn"),
]  # fmt: skip
LATER = [
    ("form", "By web form", "Hester Quill", "PL-4119", [],
     "“The reading room has been 14 degrees for two weeks. Is the heating broken or switched off?”",
     ["answered", "open", "open"], "2 open", "3 h 10 min", "17:22", ""),
    ("mail", "By email", "Sami Thorne-Bell", "PL-4133", ["fireworks night"],
     "“Four of us walked home along the shore road, it has no pavement”",
     ["open", "open", "open"], "3 open", "3 h 48 min", "18:00", ""),
    ("counter", "At a counter", "Odile Marchetaux", "PL-4140", ["in French"],
     "« On m’a donné deux réponses différentes pour la carte réduite »",
     ["open", "open"], "2 open", "3 h 48 min", "18:00", ""),
    ("social", "Mention", "@lakeside_ped", "PL-4149", ["mention"],
     "“Third night running the crossing button at Quay 4 does nothing”",
     ["declined"], "asked where", "5 h 02 min", "19:14", ""),
]  # fmt: skip


def row(told: tuple[Any, ...]) -> dict[str, Any]:
    """Return one row of the inbox from its told order."""
    names = [
        "channel",
        "channel_name",
        "customer",
        "ref",
        "notes",
        "words",
        "pips",
        "owed_word",
        "due_in",
        "due_at",
        "due_tone",
    ]
    seen = dict(zip(names, told, strict=True))
    number = seen["ref"].removeprefix("PL-")
    return {
        **seen,
        "id": number,
        "url": f"/cases/{number}/",
        "preview_url": "",
        "hit": [],
        "owner_words": "Owner: Tomas Vell",
        "owner_initials": "TV",
        "choose_words": f"Choose {seen['customer']}, {seen['ref']}",
        "show_owner": False,
        "pressing": "Somebody is stranded: “stuck at the last stop with no way home”"
        if number == "4127"
        else "",
        "now": number == "4127",
    }


def preview() -> dict[str, Any]:
    notes = {3: ("Not yet answered", "warn"), 5: ("Promise needs an owner", "")}
    return {
        "case_id": 7,
        "ref": "PL-4127",
        "by_words": "by email, Sunday 08:12",
        "title": "Two hours at Pier Street in the rain, and a form letter",
        "customer_first": "Maren",
        "url": "/cases/4127/",
        "may_take": True,
        "url_take": "/take/",
        "url_handover": "/handover/",
        "owners": OWNERS,
        "excerpt": "",
        "points": [
            {
                "number": number,
                "state": state,
                "owed": False,
                "ask": ask,
                "note": notes.get(number, ("", ""))[0],
                "note_tone": notes.get(number, ("", ""))[1],
            }
            for number, (ask, _, state) in ASKS.items()
        ],
        "before": [
            {"icon": "warn", "words": "Last year: a form letter that answered none of 4 points."},
            {"icon": "heart", "words": "Asked not to be thanked for feedback."},
        ],
        "facts": [
            ["Owner", "Tomas Vell, since Sunday 08:13"],
            ["First answer", "by today 16:00"],
            ["Draft", "saved 14:09, 3 of 5 settled"],
        ],
    }


def views(*told: tuple[str, int, str]) -> list[dict[str, Any]]:
    return [
        {"key": name, "name": name, "count": count, "url": "#", "current": at == 0, "tone": tone}
        for at, (name, count, tone) in enumerate(told)
    ]


def saved_views(search: str = "") -> dict[str, Any]:
    kept = {"Fireworks night": "fireworks", "In French": "lang:fr state:open"}
    return {
        "views": [
            {"name": name, "url": "#", "current": words == search, "team": "Riders"}
            for name, words in kept.items()
        ],
        "may_keep": bool(search) and search not in kept.values(),
        "keep_url": "/views/",
        "teams": [{"id": 1, "name": "Riders"}],
        "remove_url": "/views/1/removal/" if search in kept.values() else "",
        "current": "Fireworks night",
    }


def filters() -> list[dict[str, Any]]:
    """Return the filters that can be pressed, the first of them pressed."""
    return [
        {"title": title, "filters": [{"typed": typed, "name": name, "on": at == 0} for typed, name in group]}
        for at, (title, group) in enumerate(filter_choices())
    ]


def found_page(empty: bool = False) -> dict[str, Any]:
    """Return what Tomas found: a word put right, or nothing and a filter that names nothing."""
    hit = ("…the driver said to try a ", "taxi", " but a ", "taxi", " cost 41.50, and nobody…")
    rows = [row(told) | {"hit": hit, "show_owner": True} for told in WAITING]
    group = {"title": "Found", "tone": "", "count": "1,000+", "rows": rows}
    inbox = {
        "views": views(("My cases", 12, ""), ("Team", 48, ""), ("Promises due", 5, "")),
        "saved": saved_views("fireworks" if empty else "taix"),
        "groups": [] if empty else [group],
        "selected": None if empty else preview(),
        "search": "topic:bussses" if empty else "taix",
        "search_url": "/inbox/",
        "order": "The newest comes first",
        "next_url": None if empty else "/inbox/?q=taxi&before=7",
        "now_words": "Monday 14 July, 14:12",
        "choices": filters(),
        "examples": [("from:maren", "a writer’s name or address")],
        "many": many("q", "taix"),
        "told": None,
        "found": {"meant": [] if empty else [{"typed": "taix", "taken": "taxi"}], "exactly_url": "#"},
        "empty": {
            "title": "Nothing found",
            "words": "“topic:bussses” names nothing here. There are: Lost property, Timetables.",
            "url": "/inbox/",
            "label": "Back to my cases",
        },
    }
    return {"frame": frame("inbox"), "inbox": made(inbox)}


def many(name: str, value: str) -> dict[str, Any]:
    """Return the bar for the chosen cases of a list."""
    return {
        "url": "/batches/",
        "here": [(name, value)],
        "owners": OWNERS,
        "topics": [{"id": 1, "name": "Fireworks night"}],
        "incidents": [{"id": 1, "title": "No buses after the fireworks"}],
        "choices_url": "",
        "until_value": "2025-07-14T09:00",
        "outcomes": [("settled", "Settled"), ("no_answer_needed", "No answer needed")],
    }


ANOTHER_CROWD = {
    "id": 2,
    "words": "9 people wrote about “lamps” since 19:05.",
    "incident": "A dark street",
    "why": "",
}


def gathered() -> dict[str, Any]:
    """Return the banner of a crowd that was seen."""
    return {
        "id": 1,
        "words": "214 people wrote about “fireworks”, “bus” since 21:40.",
        "why": "Of 25 letters in a row, 5 were alike. In the days before, it was one in 250.",
        "incident": "",
        "title": "Two hours in the rain after the fireworks",
        "cases": [{"ref": "PL-4127", "title": "Two hours in the rain", "url": "/case/"}],
        "url": "/gatherings/1/incident/",
        "url_dismiss": "/gatherings/1/dismissal/",
    }


def incident() -> dict[str, Any]:
    return {
        "title": "Fireworks night",
        "people_words": "214 people, 153 not closed",
        "url": "/incident/",
        "more_words": "1 more incident",
        "more_url": "/incidents/",
    }


def inbox_page(empty: bool = False) -> dict[str, Any]:
    """Return Tomas's inbox on the afternoon after the fireworks, or with nobody waiting."""
    groups = [
        {
            "title": "Due within two hours",
            "tone": "warn",
            "count": 3,
            "rows": [row(told) for told in WAITING],
        },
        {"title": "Later today", "tone": "", "count": 4, "rows": [row(told) for told in LATER]},
    ]
    inbox = {
        "views": views(
            ("My cases", 12, ""),
            ("Team", 48, ""),
            ("Unowned", 2, "bad"),
            ("Waiting for the customer", 3, ""),
            ("Put aside", 4, ""),
            ("Promises due", 5, ""),
            ("Incidents", 2, ""),
            ("Mentions", 1, ""),
        ),
        "groups": [] if empty else groups,
        "saved": saved_views(),
        "many": many("view", "mine"),
        "told": {"words": "3 cases are yours. 1 was left as it was.", "undo_url": "/undoing/", "here": []},
        "gathered": [] if empty else [gathered(), gathered() | ANOTHER_CROWD],
        "incident": None if empty else incident(),
        "found": None,
        "choices": filters(),
        "examples": [("from:maren", "a writer’s name or address")],
        "order": "What is due first comes first",
        "selected": None if empty else preview(),
        "search": "",
        "search_url": "/inbox/",
        "next_url": None if empty else "/inbox/?after=7",
        "now_words": "Monday 14 July, 14:12",
        "empty": {
            "title": "Nobody is waiting",
            "words": "The next promise is due at 17:22. Two unowned cases could use you.",
            "url": "/inbox/?view=unowned",
            "label": "Show unowned",
        },
    }
    return {"frame": frame("inbox"), "inbox": made(inbox)}


def promises_page(empty: bool = False) -> dict[str, Any]:
    """Return the promises that are due, one overdue and one of next week."""
    one = {
        "id": 1,
        "what": "A call about the lift at Mill Square",
        "case_ref": "PL-4098",
        "case_title": "The lift at Mill Square",
        "case_url": "/cases/4098/",
        "customer": "Teo Vasquell",
        "owner": "Tomas Vell",
        "owner_initials": "TV",
        "due_in": "12 min ago",
        "due_at": "14:00",
        "due_tone": "bad",
        "may_keep": True,
        "acts_open": "kept",
        "due_value": "2025-07-14T16:00",
        "url_kept": "/kept/",
        "url_new_time": "/new-time/",
        "url_broken": "/broken/",
    }
    far = {
        "id": 2,
        "what": "Extra buses on Harvest Night, and their times sent",
        "due_in": "in 53 days",
        "due_at": "Fri 5 Sep",
        "due_tone": "",
        "acts_open": "",
    }
    groups = [
        {"title": "Overdue", "tone": "bad", "count": 1, "rows": [one]},
        {"title": "Later", "tone": "", "count": 1, "rows": [{**one, **far}]},
    ]
    due = {
        "views": views(("Mine", 2, ""), ("Team", 9, "")),
        "groups": [] if empty else groups,
        "here": [("view", "mine")],
        "next_url": None,
        "empty": {"title": "No promise is due", "words": "What a reply promises is listed here."},
    }
    return {"frame": frame("promises"), "due": made(due)}


def quarantine_page(empty: bool = False) -> dict[str, Any]:
    mail = {
        "id": 1,
        "when": "Monday 14 July, 09:02",
        "when_iso": "2025-07-14T09:02",
        "from_words": "kiosk-7@portlumen.example",
        "subject": "Störung",
        "size_words": "31 MB",
        "reason": "Its parts are nested 120 deep; 40 are read at most.",
        "raw_url": "/raw/1/",
    }
    return {
        "frame": frame("quarantine"),
        "quarantine": made({"mails": [] if empty else [mail], "next_url": None}),
    }


def parked_page(empty: bool = False) -> dict[str, Any]:
    left = {
        "id": 4,
        "name": "Send the acknowledgement",
        "event": "contact.received",
        "case_ref": "PL-4127",
        "case_url": "/cases/4127/",
        "when": "today 13:40",
        "when_iso": "2025-07-14T13:40",
        "tries": 6,
        "error": "The mail server answered 554. Check the address, then try again.",
        "retry_url": "/retry/",
        "dismiss_url": "/dismiss/",
    }
    let_be = {
        "name": "Send the acknowledgement",
        "words": "Maren was told by phone, and has no mail address any more.",
        "who": "Piet Lund",
        "when": "today 11:05",
        "when_iso": "2025-07-14T11:05",
    }
    return {
        "frame": frame("parked"),
        "parked": made(
            {
                "consequences": [] if empty else [left],
                "given_up": [] if empty else [let_be],
                "next_url": None,
            }
        ),
    }


def team_page(empty: bool = False) -> dict[str, Any]:
    person = {
        "name": "Tomas Vell",
        "initials": "TV",
        "email": "tomas@portlumen.example",
        "role": "Agent",
        "presence": "here",
        "presence_words": "available",
        "cases": 12,
        "is_bot": False,
    }
    team = {"name": "Riders", "lead": "Noor Halvane", "people": [person]}
    roles = [{"name": "Agent", "may": ["answer a case", "take a case"]}]
    return {"frame": frame("team"), "team": made({"teams": [] if empty else [team], "roles": roles})}


def form_page(errors: bool = False) -> dict[str, Any]:
    """Return the web form, fresh or come back with two things to look at again."""
    form = {
        "url": "/write/",
        "intro": "A person reads every letter and answers each thing you ask.",
        "name": "",
        "email": "maren.oduya" if errors else "",
        "message": "We waited two hours at Pier Street." if errors else "",
        "place": "",
        "topic": "",
        "topics": [{"key": "bus", "name": "Buses", "chosen": False}],
        "places": ["Pier Street", "Harbour Loop"],
        "files_lost": errors,
        "size_words": "Up to 10 files, 20 MB together.",
        "privacy_words": "Your letter is read by the people who answer it, and is erased when you ask.",
        "trap_name": "website",
        "token": "a1",
    }
    told = {"email": "This address has no @. Try maren.oduya@example.org.", "files": "Those files are 31 MB."}
    context = made(form)
    context.errors = told if errors else {}
    return {"site": made(SITE), "form": context}


def sent_page() -> dict[str, Any]:
    sent = {
        "reference": "PL-4127",
        "answerer": "Noor Halvane",
        "when_words": "by today, 18:00",
        "page_url": "/c/abc/",
        "email": "maren@example.org",
        "late": False,
    }
    return {"site": made(SITE), "sent": made(sent)}


def closed_page() -> dict[str, Any]:
    return {
        "site": made(SITE),
        "closed": made({"why": "expired", "when_words": "This one closed on 13 October.", "write_url": "/"}),
    }


def home_page() -> dict[str, Any]:
    home = {
        "words": "A person reads every letter and answers each thing you ask.",
        "mail_address": "riders@portlumen.example",
        "write_url": "/write/",
        "flows_url": "/machines/",
        "own_url": "/mine/",
        "sign_in_url": "/account/login/",
        "doors_url": "/demo/",
        "post_office_url": "/demo/post/",
    }
    return {"site": made(SITE), "home": made(home)}


def doors_page() -> dict[str, Any]:
    people = [
        {
            "name": "Tomas Vell",
            "initials": "TV",
            "role": "Agent, Riders",
            "try_words": "Answer Maren’s letter, point by point.",
            "url": "/demo/in/1/",
            "email": "tomas@portlumen.example",
            "suggested": True,
        }
    ]
    doors = {"people": people, "post_office_url": "/demo/post/", "form_url": "/write/", "desk_url": "/desk/"}
    return {"site": made(SITE), "doors": made(doors)}


def post_office_page(empty: bool = False) -> dict[str, Any]:
    mail = {
        "id": 1,
        "when": "today 08:13",
        "when_iso": "2025-07-13T08:13",
        "to": "maren@example.org",
        "subject": "We have your letter (PL-4127)",
        "body": "Dear Maren Oduya,\n\nNoor Halvane answers for it.",
        "links": ["/c/abc/"],
    }
    post = {"mails": [] if empty else [mail], "next_url": None, "doors_url": "/demo/"}
    return {"site": made(SITE), "post": made(post)}


def sign_in_page(refused: bool = False) -> dict[str, Any]:
    """Return the sign-in page, fresh or come back because nothing was filled in."""
    return {
        "form": LoginForm(data={}) if refused else LoginForm(),
        "is_demo": True,
        "single_sign_on": {"name": "Lumen ID"},
    }


def sign_out_page() -> dict[str, Any]:
    return {"redirect_field_name": "next", "redirect_field_value": "/desk/"}


def error_page(*, at_work: bool = False) -> dict[str, Any]:
    said = {"sentence": "What you sent is kept. Try again in a minute."}
    return said | {"around": "desk/refused.html", "frame": frame("inbox")} if at_work else said


def bare_case() -> dict[str, Any]:
    """Return a case nobody has taken yet: no point found, no draft, nothing known of the customer."""
    context = case_page()
    page = context["page"]
    page.case.owner_is_me, page.case.why_owner = False, "lead on duty"
    page.points, page.points_words, page.promises, page.history = [], "", [], []
    page.draft.body, page.draft.saved_words = "", ""
    page.check.findings, page.check.marks, page.check.summary = [], [], ""
    page.previous_url = page.next_url = None
    return context


def unproved_customer() -> dict[str, Any]:
    """Return the customer's page before the address is confirmed, closed, with a form that came back."""
    context = customer_page()
    page = context["page"]
    page.confirm, page.not_fixed = made({"url": "/confirm/"}), made({"url": "/not-fixed/"})
    page.closed_words, page.notice = "This was closed on 20 July.", "Thank you, Tomas has it."
    page.points[0].state = "declined"
    page.write_back.form_error = "Write a word or two first."
    page.write_back.files_error = "Those files are 31 MB; 20 MB fit."
    page.answerer = page.mails = None
    page.files = []
    page.promises[0].state, page.promises[0].state_words = (
        "broken",
        "Not kept by Fri 5 Sep; we still owe it to you",
    )
    return context


def own_page(kind: str) -> dict[str, Any]:
    """Return the pages of one's own letters: "ask", "wrong", "asked", "open", "list", "empty"."""
    case = {
        "title": "Two hours at Pier Street in the rain, and a form letter",
        "when_words": "Sunday 13 July 2025",
        "reference": "PL-4127",
        "owner": "Tomas Vell",
        "state_words": "You hear from us by today, 18:00",
        "is_closed": False,
        "url": "/open/",
    }
    closed = {**case, "reference": "PL-3007", "is_closed": True, "state_words": "Closed"}
    own = {
        "kind": {"wrong": "ask", "empty": "list"}.get(kind, kind),
        "url": "/mine/",
        "email": "maren.oduya@lakemail.example",
        "error": "“maren” is no mail address. One looks like name@example.org." if kind == "wrong" else "",
        "close_url": "/close/",
        "cases": [] if kind == "empty" else [case, closed],
    }
    return {"site": made(SITE), "own": made(own)}


def reading_page(kept: bool = False) -> dict[str, Any]:
    def choice(value: str, words: str, checked: bool) -> dict[str, Any]:
        return {"value": value, "words": words, "checked": checked}

    size = [choice("usual", "As usual", not kept), choice("large", "Large", kept)]
    spacing = [choice("usual", "As usual", True), choice("wide", "Wide: more room between letters", False)]
    groups = [
        {"name": "size", "title": "Size of the text", "choices": size},
        {"name": "spacing", "title": "Spacing", "choices": spacing},
    ]
    return {"site": made(SITE), "reading": made({"url": "/", "groups": groups, "next": "/c/", "kept": kept})}


def unsubscribe_page(ended: bool = False) -> dict[str, Any]:
    return {"site": made(SITE), "mails": made({"url": "/u/", "ended": ended})}


def clocks_page(empty: bool = False) -> dict[str, Any]:
    piece = {
        "begins": "08:12",
        "ends": "20:00",
        "begins_iso": "2025-07-13T06:12:00+00:00",
        "ends_iso": "2025-07-13T18:00:00+00:00",
        "words": "ran 11 h 48 min: the customer wrote",
        "runs": True,
    }
    clock = {
        "name": "First answer",
        "used": "11 h 48 min of 16 open hours used",
        "standing": "by tomorrow 12:12",
        "tone": "warn",
        "stretches": [piece, piece | {"words": "stood still: closed at that hour", "runs": False}],
    }
    clocks = {"case_ref": "PL-4118", "case_url": "/", "clocks": [] if empty else [clock]}
    return {"frame": frame("inbox"), "clocks": made(clocks)}


def invitation_page(refused: bool = False) -> dict[str, Any]:
    error = "This password is too short. It must contain at least 12 characters." if refused else ""
    return {"invitation": made({"email": "lea@x.example"}), "name": "Lea Brandt", "error": error}


def day_page(empty: bool = False) -> dict[str, Any]:
    """Return the day of a lead at ten, or of an agent for whom nothing waits."""
    counts = [{"now": 0 if empty else 12 + at, "before": 40 + at} for at in range(5)]
    told = [("past their time", 3, "bad"), ("due within two hours", 4, "warn"), ("open in all", 48, "")]
    day = {
        "now_words": "Monday 14 July, 14:12",
        "inbox_url": "/inbox/",
        "next_case_url": "/turns/" if empty else "",
        "waits": [
            {"words": words, "count": "0" if empty else str(count), "tone": "" if empty else tone, "url": "#"}
            for words, count, tone in told
        ],
        "done": [{"words": "letters answered", "count": 0 if empty else 9}],
        "teams": []
        if empty
        else [{"name": "Riders", "open": "1,000+", "late": "3", "is_late": True, "counts": counts}],
    }
    return {"frame": frame("day"), "day": made(day)}


def asks_page(empty: bool = False) -> dict[str, Any]:
    """Return what Tomas was asked and what he asked, or nothing yet."""
    one = {
        "id": 1,
        "title": "Odile Farrow asks you",
        "initials": "OF",
        "words": "Did the taxi receipt come with the second letter?",
        "when": "14:02",
        "case_ref": "PL-4127",
        "case_url": "/cases/4127/",
        "answer": "",
        "answered": "",
        "answer_url": "/answer/",
        "waits": True,
    }
    asked = {**one, "id": 2, "title": "You asked Noor Halvane", "answer_url": ""}
    told = {
        **asked,
        "id": 3,
        "answer": "Yes, on page two.",
        "answered": "14:09",
        "waits": False,
        "case_url": "",
    }
    return {"frame": frame("asks"), "asks": [] if empty else made([one, asked, told])}


def calendar_page(empty: bool = False, month: bool = False) -> dict[str, Any]:
    """Return a week, or a month, of promises: one kept, one due, one that was not kept."""
    entry = {
        "id": 1,
        "time": "14:00",
        "what": "A call about the lift at Mill Square",
        "owner": "Tomas Vell",
        "customer": "Teo Vasquell",
        "url": "/cases/4098/",
        "tone": "warn",
        "state_words": "Due",
    }
    entries = [entry, {**entry, "tone": "good", "state_words": "Kept"}, {**entry, "tone": "bad"}]
    names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    days = [
        {
            "number": 14 + place,
            "words": f"{name} {14 + place} Jul",
            "is_today": place == 1,
            "is_other": place == 6,
            "count": 3 if place in (1, 3) else 0,
            "entries": entries if place in (1, 3) and not empty else [],
            "more": 2 if month and place == 3 else 0,
            "url": "/week/",
        }
        for place, name in enumerate(names)
    ]
    cells = [{"is_today": day["is_today"], "entries": day["entries"]} for day in days]
    rows = [{"name": name, "initials": "TV", "cells": cells} for name in ("Tomas Vell", "Odile Farrow")]
    load = {"name": "Tomas Vell", "url": "/who/", "counts": [1, 2, 3, 0, 6], "is_late": True}
    calendar = {
        "is_week": not month,
        "title": "July 2025" if month else "14 July to 20 July 2025",
        "days": [] if month else days,
        "weeks": [days, days] if month else [],
        "rows": [] if month or empty else rows,
        "weekdays": names,
        "loads": [{**load, "next_words": "16:00"}],
        "cut_words": "Only the first 500 are shown; choose one team or person." if month else "",
        "is_empty": empty,
        **{f"{name}_url": f"/{name}/" for name in ("previous", "next", "today", "week", "month")},
    }
    feed = {"url": "/feed/", "close_url": "/close/", "exists": month}
    return {
        "frame": frame("promises"),
        "calendar": made(calendar),
        "own": "In the last 28 days 12 promises of yours came due; you kept 11 in time. 1 not kept.",
        "choices": made([{"words": "My teams", "url": "/all/", "current": True}]),
        "feed": made({**feed, "address": "https://service.example.org/x/promises.ics" if month else ""}),
    }
