"""Contexts of what several people do with a case: the list of its acts, its story, what stands beside it."""

from __future__ import annotations

from typing import Any

from tests.ui.sample_pages import ASKS, carried, carries, case_page, frame, made

ACTS = [
    "ask",
    "depart",
    "follow",
    "unfollow",
    "snooze",
    "wake",
    "tag",
    "untag",
    "topic",
    "ask_team",
    "join_incident",
    "field",
    "steps",
    "link",
    "unlink",
    "merge",
    "split",
    "person",
    "history",
    "case",
]


FACTS = (
    "Three buses of line 7 were full by 22:40.\nNo extra bus was planned. Taxis of that night are refunded."
)


def case_with_all() -> dict[str, Any]:
    """Return the case with tags, fields, links, a checklist and followers."""
    context = case_page()
    page = context["page"]
    page.case.tags = ["fireworks", "line 7"]
    page.case.snoozed_words = "Put aside until Mon 14 Jul, 09:00: planning measures the crowd"
    page.alike = made(
        {
            "cases": [
                {
                    "ref": "PL-3980",
                    "url": "/case/",
                    "customer": "Hester Quill",
                    "wrote": "We waited an hour at the harbour after the concert, and every bus was full.",
                    "answered": "Dear Hester Quill, two buses ran late that night. Your taxi, 28.00, is refunded.",
                    "outcome": "Settled; the customer confirmed it",
                }
            ],
            "none_words": "",
        }
    )
    page.pressing = made(
        {
            "words": "Somebody is stranded: “two hours with my two children”",
            "reasons": [{"rule": "somebody is stuck", "words": "two hours with my two children"}],
            "is_said": False,
            "may_say": True,
        }
    )
    page.experience, page.handed = (
        [],
        made(
            {
                "title": "Odile Farrow handed the case over, today 11:20",
                "from_machine": False,
                "words": "She has the taxi’s receipt. Planning knows why there were no buses; ask Bram.",
                "lived": ["we got home at 00:50, soaked", "two hours with my two children, six and nine"],
                "facts": [],
            }
        ),
    )
    page.followers_words = "Also followed by Odile Farrow, Edda Marlowe"
    page.beside = made(
        {
            "fields": [{"name": "Vehicle", "value": "7043"}, {"name": "Seen by the driver", "value": "no"}],
            "incident": {
                "title": "No buses after the fireworks",
                "url": "/incident/",
                "facts": FACTS,
                "others_words": "41 other people",
                "url_leave": "/leave/",
            },
            "links": [
                {
                    "id": 8,
                    "ref": "PL-4131",
                    "title": "No bus for an hour after the fireworks",
                    "url": "/case/",
                    "words": "the same bus",
                    "state_words": "Open",
                    "url_unlink": "/unlink/",
                }
            ],
        }
    )
    files = [carried("timetable of line 7.pdf", 1), carried("stop.png", 2, in_words=True)]
    page.carries = made(carries(*files, copied=["union@workers.example"]))
    page.carries.proposed = [
        made({"address": "press@lake.example", "all": "union@workers.example, press@lake.example"})
    ]
    theirs = vars(page.contacts[0])
    page.contacts.append(
        made(
            theirs
            | {
                "id": 12,
                "from_words": "Union of bus workers",
                "not_theirs_words": "Reads along in copy. Not the customer’s words: nothing of it shows on their page.",
                "copied_words": "Copy to press@lake.example",
                "attachments": [
                    {
                        "name": "shifts.pdf",
                        "size_words": "12 kB",
                        "type": "application/pdf",
                        "url": "/file/",
                        "is_picture": False,
                    }
                ],
            }
        )
    )
    page.steps = [
        made({"id": n, "what": what, "done": done, "who": "", "url_tick": "/tick/", "url_off": "/off/"})
        for n, (what, done) in enumerate([("Call the driver", True), ("Ask planning for the figures", False)])
    ]
    return context


def more_page(*, closed: bool = False) -> dict[str, Any]:
    """Return all acts of a case; of a closed one only what still can be done."""
    more = {
        "ref": "PL-4127",
        "title": "Two hours at Pier Street in the rain, and a form letter",
        "may_arrange": not closed,
        "may_follow": True,
        "follows": closed,
        "snoozed": False,
        "snooze_value": "2025-07-14T09:00",
        "tags": ["fireworks", "line 7"],
        "topics": [
            {"id": 1, "name": "Fireworks night", "current": True},
            {"id": 2, "name": "Timetable", "current": False},
        ],
        "teams": [{"id": 2, "name": "Library"}],
        "incidents": [{"id": 1, "title": "No buses after the fireworks"}],
        "fields": [
            {"id": 1, "name": "Vehicle", "kind": "number", "choices": [], "value": "7043"},
            {"id": 2, "name": "Seen by the driver", "kind": "yes_no", "choices": [], "value": "no"},
            {"id": 3, "name": "Line", "kind": "choice", "choices": ["7", "9"], "value": ""},
        ],
        "others": [{"ref": "PL-4131", "title": "No bus for an hour"}],
        "points": [{"id": number, "number": number, "ask": ask} for number, (ask, _, _) in ASKS.items()],
        "letters": [
            {"id": 11, "words": "Maren Oduya, Sunday 13 July, 08:12"},
            {"id": 12, "words": "Maren Oduya, Monday 14 July, 10:40"},
        ],
        "urls": {name: f"/{name}/" for name in ACTS},
    }
    return {"frame": frame("inbox"), "more": made(more)}


def history_page(*, empty: bool = False) -> dict[str, Any]:
    lines = [
        {
            "time": "14:12",
            "iso": "2025-07-13T14:12",
            "words": "Tomas Vell marked point 2 as answered.",
            "of": "",
        },
        {"time": "09:30", "iso": "2025-07-13T09:30", "words": "Odile Farrow wrote a note.", "of": "PL-4131"},
        {"time": "08:12", "iso": "2025-07-13T08:12", "words": "Maren Oduya wrote.", "of": ""},
    ]
    story = {
        "ref": "PL-4127",
        "title": "Two hours at Pier Street in the rain, and a form letter",
        "url": "/case/",
        "days": [] if empty else [{"name": "Sunday 13 July 2025", "lines": lines}],
    }
    return {"frame": frame("inbox"), "story": made(story)}


def macros_page(*, empty: bool = False) -> dict[str, Any]:
    rows = [
        {
            "id": 1,
            "name": "Opening hours",
            "shortcut": "hours",
            "text": "We are open from 8 to 20.",
            "url": "/macro/",
        },
        {
            "id": 2,
            "name": "Refund",
            "shortcut": "",
            "text": "Dear Maren Oduya,\n\n[amount?]",
            "url": "/macro/",
        },
    ]
    title = "Two hours at Pier Street in the rain, and a form letter"
    macros = {"ref": "PL-4127", "title": title, "url": "/case/", "rows": [] if empty else rows}
    return {"frame": frame("inbox"), "macros": made(macros)}


def leaving_case() -> dict[str, Any]:
    """Return the case just after Send: ten seconds to take it back; a colleague writes here too."""
    context = case_page()
    page = context["page"]
    page.writers_words = "Odile Farrow is writing a reply here too. Speak with them before you go on."
    page.send = made(
        {"ready": False, "why_not": "Goes out in 10 s.", "leaves_in": 10, "url_call_back": "/call_back/"}
    )
    for act in ("mark", "unmark", "pledge", "point_add", "send", "depart", "macros"):
        setattr(page.urls, act, "")
    return context


def on_behalf_page(*, heard: bool = True) -> dict[str, Any]:
    asks = ["Please refund the taxi, which cost 41.50.", "Why were there no extra buses?"]
    new = {
        "channel": "phone",
        "words": " ".join(asks) if heard else "",
        "name": "",
        "phone": "",
        "email": "",
        "customer": "",
        "q": "",
        "teams": [{"id": 1, "name": "Transit", "chosen": True}],
        "heard": {"asks": asks, "digest": "a" * 16} if heard else None,
        "error": "" if heard else "Write what they say, in their words.",
        "told": "",
        "url": "/new/",
        "customers_url": "/customers/",
    }
    return {"frame": frame("inbox"), "new": made(new)}


def news_page(*, empty: bool = False) -> dict[str, Any]:
    row = {
        "words": "Odile Farrow names you in a note on PL-4127.",
        "note": "@Tomas, is line 7 yours?",
        "title": "Two hours at Pier Street in the rain, and a form letter",
        "url": "/case/",
        "when": "14:12",
        "iso": "2025-07-13T14:12",
        "is_new": True,
    }
    views = [
        {"name": "All", "url": "/news/", "current": True},
        {"name": "Mentions", "url": "/m/", "current": False},
    ]
    told = {
        "views": views,
        "rows": [] if empty else [row, {**row, "note": "", "is_new": False}],
        "url_seen": "" if empty else "/seen/",
    }
    return {"frame": frame("inbox"), "told": made(told)}


def letters_page(*, empty: bool = False) -> dict[str, Any]:
    """Return the letters to all people of an incident: one held, one changed, two ready, three on their way."""
    person = {"customer": "Maren Oduya", "ref": "PL-4127", "owner": "Tomas Vell", "url": "/case/"}
    ask = {"number": 1, "ask": "Why were there no extra buses?", "quote": FACTS}
    letters = {
        "title": "No buses after the fireworks",
        "url": "/incident/",
        "facts": FACTS,
        "may_answer": True,
        "is_begun": not empty,
        "urls": {name: f"/{name}/" for name in ("begin", "send", "back", "pledge")},
        "held_words": "27 people need more than what we know",
        "ready_words": "187 letters are ready to be read",
        "sent_words": "3 letters have left or were answered",
        "leaving_words": "" if empty else "3 letters are on their way and leave in 48 seconds.",
        "more": {"held": "", "ready": "" if empty else "?ready=27#h-ready", "changed": ""},
        "left_words": "" if empty else "Left as they were, since something changed: PL-4140",
        "may_send": True,
        "waits_words": "",
        "promises": []
        if empty
        else [
            {"quote": "We write again with the new timetable.", "due_value": "2025-07-20T12:00"}
            | {"said_words": words}
            for words in ("", "Promised by Sunday, by whoever answers for the case")
        ],
        "held": []
        if empty
        else [
            person
            | {"missing": [{"number": 2, "ask": "How is the taxi refunded?"}]}
            | {"why": ["They left no mail address"]}
        ],
        "changed": [] if empty else [person | {"customer": "Ada Farr"}],
        "ready": []
        if empty
        else [
            person
            | {"id": number, "customer": name, "answers": [ask]}
            | {"body": f"Dear {name},\n\n{FACTS}\n\nTomas Vell\nPort Lumen"}
            for number, name in enumerate(("Jo Lindgren", "Sami Thorne-Bell"))
        ],
    }
    return {"frame": frame("inbox"), "letters": made(letters)}


def incident_page(*, empty: bool = False) -> dict[str, Any]:
    """Return an incident with three of its people; an empty one is over, and nobody may change it."""
    asks = [
        {"number": 1, "ask": "Why were there no extra buses?", "covered": True},
        {"number": 2, "ask": "How is the taxi refunded?", "covered": False},
    ]
    person = {
        "covered_words": "",
        "needs_a_person": False,
        "ref": "PL-4127",
        "url": "/case/",
        "owner": "Tomas Vell",
        "state_words": "Open",
        "is_closed": False,
        "pips": ["open", "open"],
        "open_points": [],
        "nothing_open": "",
        "due_words": "",
        "due_tone": "",
    }
    people = [
        person
        | {"customer": "Maren Oduya", "open_points": asks, "due_words": "16:00", "due_tone": "warn"}
        | {"covered_words": "What we know leaves 1 point to Tomas Vell", "needs_a_person": True},
        person | {"customer": "Jo Lindgren", "pips": ["promised"], "nothing_open": "1 promise still due"},
        person
        | {
            "customer": "Ada Farr",
            "pips": ["answered"],
            "nothing_open": "Every point is answered",
            "is_closed": True,
        },
    ]
    incident = {
        "title": "No buses after the fireworks",
        "opened_words": "Opened by Tomas Vell, Sun 13 Jul, 09:12",
        "team": "Transit",
        "is_over": empty,
        "facts": "" if empty else FACTS,
        "version": 3,
        "written_words": "Written by Odile Farrow, 10:40",
        "url_facts": "" if empty else "/facts/",
        "url_over": "" if empty else "/over/",
        "url_letters": "" if empty else "/letters/",
        "people_words": "0 people, 0 not closed" if empty else "42 people, 40 not closed",
        "points_words": "61 points still open",
        "people": [] if empty else people,
        "next_url": "" if empty else "/incident/?after=9",
    }
    return {"frame": frame("inbox"), "incident": made(incident)}


def incidents_page(*, empty: bool = False) -> dict[str, Any]:
    row = {
        "title": "No buses after the fireworks",
        "url": "/incident/",
        "team": "Transit",
        "when": "Sun 13 Jul, 09:12",
        "iso": "2025-07-13T09:12",
        "people_words": "42 people, 40 not closed",
        "is_over": False,
    }
    views = [
        {"name": "Running", "url": "/incidents/", "current": True},
        {"name": "All", "url": "/incidents/?over=1", "current": False},
    ]
    rows = [] if empty else [row, row | {"title": "The reading room was locked", "is_over": True}]
    return {"frame": frame("inbox"), "incidents": made({"views": views, "rows": rows})}
