"""Contexts for every template, told by the letter of Maren Oduya; the shapes stand at the head of each template.

`PAGES` maps a page's name to its template and a function that makes its context afresh.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

LETTER = [
    (
        "Good morning,\n\nOn Saturday I took my two children, six and nine, to see the fireworks. "
        "We reached the Pier Street stop at 22:35. ",
        None,
    ),
    ("Three full buses of line 7 went past us without stopping", 1),
    (", and we got home at 00:50, soaked.\n\n", None),
    (
        "Why were there no extra buses, when the fireworks have been on your own calendar since March?",
        2,
    ),
    (" The driver at 23:40 leaned out and told us to “try a taxi”. ", None),
    ("I would like to know whether that is what drivers are told to say.", 3),
    ("\n\nIn the end we did, and it cost 41.50. ", None),
    ("Please tell me how I can have it refunded.", 4),
    (
        "\n\nI wrote to you after last year’s fireworks too and received a letter that did not mention one "
        "thing I had asked. I would rather you did not thank me for my feedback. ",
        None,
    ),
    ("Will it be the same on Harvest Night?", 5),
    ("\n\nMaren Oduya\n", None),
]
ANSWERS = {
    1: "Three buses of line 7 left Harbour Loop full between 22:40 and 23:20 and could not stop for you "
    "at Pier Street.",
    2: "The fireworks were in our calendar, but nobody had entered the crowd, so the normal Saturday "
    "timetable ran. That was our mistake, and it is why your children got home at 00:50.",
    4: "Please answer this letter with a photo of the taxi receipt. I refund the 41.50 myself, on the day "
    "it arrives.",
    5: "On Harvest Night we will put on extra buses.",
}
THANKS = "We apologise for any inconvenience this may have caused and thank you for your feedback."
REPLY = f"Dear Maren Oduya,\n\n{ANSWERS[1]} {ANSWERS[2]}\n\n{ANSWERS[4]}\n\n{ANSWERS[5]}\n\n{THANKS}"
ASKS = {
    1: ("Three full buses went past", "line 7, Pier Street, 22:35", "answered"),
    2: ("Why were there no extra buses?", "on the calendar since March", "answered"),
    3: ("Are drivers told to say “try a taxi”?", "23:40 bus", "open"),
    4: ("How is the taxi refunded?", "41.50", "answered"),
    5: ("Will Harvest Night be the same?", "27 September", "promised"),
}
OWNERS = [
    {"id": 1, "name": "Tomas Vell"},
    {"id": 2, "name": "Bram Iversund, planning"},
    {"id": 3, "name": "Odile Farrow"},
]


def made(value: Any) -> Any:
    """Return dicts as objects, however deep, as the pages' contexts are."""
    if isinstance(value, dict):
        return SimpleNamespace(**{key: made(part) for key, part in value.items()})
    return [made(part) for part in value] if isinstance(value, list) else value


def frame(current: str) -> SimpleNamespace:
    people = [
        {"name": "Noor Halvane", "initials": "NH", "role": "Team lead, free", "presence": "here", "id": 3},
        {
            "id": 4,
            "name": "Bram Iversund",
            "initials": "BI",
            "role": "Service planning, on a call for 4 min",
            "presence": "busy",
        },
    ]
    names = ["inbox", "promises", "quarantine", "team", "parked", "sign_out", "day", "asks"]
    return made(
        {
            "current": current,
            "me": {
                "name": "Tomas Vell",
                "initials": "TV",
                "presence": "here",
                "presence_words": "available",
            },
            "may_office": True,
            "may_quarantine": True,
            "people": people,
            "live_url": "",
            "urls": {name: f"/{name}/" for name in names},
        }
    )


def pieces(states: dict[int, str]) -> list[dict[str, Any]]:
    """Return Maren's letter in pieces, with a quotation below it."""
    first_open = next((number for number, state in states.items() if state == "open"), None)
    own = [
        {
            "text": text,
            "cut": "",
            "point_number": number,
            "state": states.get(number, ""),
            "owed": False,
            "now": number is not None and number == first_open,
        }
        for text, number in LETTER
    ]
    below = {"text": "> Dear customer,\n> thank you for your feedback.\n", "cut": "quotation"}
    return [*own, {"point_number": None, "state": "", "owed": False, "now": False, **below}]


def point(number: int, state: str, now: bool) -> dict[str, Any]:
    ask, details, _ = ASKS[number]
    return {
        "id": 100 + number,
        "number": number,
        "state": state,
        "owed": False,
        "ask": ask,
        "quote": next(text for text, of in LETTER if of == number),
        "kind": "question",
        "details_words": details,
        "now": now,
        "answer_quote": ANSWERS.get(number, "")[:60] if state == "answered" else "",
        "promise_words": "",
        "decline_reason": "",
        "marked": state != "open",
        "due_value": "2025-07-14T18:00",
        "owner_id": 1,
        "url_edit": "/point/edit/",
        "url_merge": "/point/merge/",
        "url_split": "/point/split/",
        "url_take_out": f"/point/take_out/{number}/",
    }


def marks(body: str, states: dict[int, str]) -> list[dict[str, Any]]:
    """Return what the mirror paints: answers, the pledge nobody has settled, and the flagged ending."""
    kinds = {"answered": "answer", "open": "proposal", "promised": "pledge"}
    found = [
        {
            "start": body.index(words),
            "end": body.index(words) + len(words),
            "kind": kinds[states[number]],
            "number": number,
        }
        for number, words in ANSWERS.items()
        if states.get(number) in kinds and words in body
    ]
    if THANKS in body:
        start = body.index(THANKS)
        found.append({"start": start, "end": start + len(THANKS), "kind": "flag", "number": None})
    return found


def carries(*files: dict[str, Any], copied: Sequence[str] = ()) -> dict[str, Any]:
    """Return what goes along with the reply."""
    return {
        "may_change": True,
        "files": list(files),
        "copied": list(copied),
        "copied_words": ", ".join(copied),
        "proposed": [],
        "size_words": "Up to 10 files, 18 MB together.",
        "most_bytes": 18_000_000,
        "url_attach": "/attach/",
        "url_take_off": "/take_off/",
        "url_copies": "/copies/",
    }


def carried(name: str, number: int = 1, *, in_words: bool = False) -> dict[str, Any]:
    return {
        "id": number,
        "name": name,
        "size_words": "82 kB",
        "mark": f"[{name}]" if in_words else "",
        "url": "/draft-file/",
    }


def findings() -> list[dict[str, Any]]:
    nothing: dict[str, Any] = {
        "quote": "",
        "theirs": False,
        "reason": "",
        "quote_theirs": "",
        "number": None,
        "start": None,
        "end": None,
        "pledge": None,
        "key_acts": [],
    }
    flagged = {"start": REPLY.index(THANKS), "end": REPLY.index(THANKS) + len(THANKS)}
    answer = {"key": "A", "label": "Answered", "act": "answer", "grave": False}
    decline = {"key": "D", "label": "Decline", "act": "decline", "grave": False}
    compare = {"key": "S", "label": "Compare", "act": "compare", "grave": False}
    take_out = {"key": "X", "label": "Take out", "act": "take_out", "grave": False}
    pledge = {
        "quote": ANSWERS[5],
        "start": REPLY.index(ANSWERS[5]),
        "end": REPLY.index(ANSWERS[5]) + len(ANSWERS[5]),
        "what": "Extra buses on Harvest Night",
        "owner_id": 2,
        "due_value": "2025-09-05T12:00",
        "due_words": "Fri 5 Sep, 12:00",
        "day_words": "",
    }
    told = [
        {
            "rule": "coverage",
            "level": "stops",
            "title": "Point 3 is not yet answered",
            "quote": "whether that is what drivers are told to say",
            "theirs": True,
            "number": 3,
            "key_acts": [answer, decline],
        },
        {
            "rule": "promise",
            "level": "stops",
            "title": "A promise without an owner or a date",
            "reason": "“we will put on extra buses”. Who, and by when will Maren know?",
            "pledge": pledge,
        },
        {
            "rule": "likeness",
            "level": "advice",
            "title": "212 customers got this ending before",
            "reason": "96 % the same words, none about Pier Street or the rain.",
            "quote_theirs": "We apologise for any inconvenience caused and thank you for your feedback.",
            "key_acts": [compare, take_out],
            **flagged,
        },
        {
            "rule": "placation",
            "level": "advice",
            "title": "An apology without an act, and unwanted thanks",
            "reason": "Say what for, beside what you do about it. Maren asked not to be thanked.",
        },
    ]
    return [{**nothing, **finding} for finding in told]


def case_page() -> dict[str, Any]:
    """Return the context of the case as its owner sees it with the reply half marked."""
    states = {number: state for number, (_, _, state) in ASKS.items()}
    urls = [
        "person",
        "draft",
        "check",
        "mark",
        "unmark",
        "pledge",
        "point_add",
        "send",
        "take",
        "handover",
        "close",
        "reopen",
        "note",
        "parts",
        "news_seen",
        "depart",
        "writing",
        "writing_end",
    ]
    promise = {
        "due_value": "",
        "url_kept": "/kept/",
        "url_new_time": "/new-time/",
        "url_broken": "/broken/",
        "may_keep": False,
    }
    page = made(
        {
            "case": {
                "id": 7,
                "ref": "PL-4127",
                "title": "Two hours at Pier Street in the rain, and a form letter",
                "channel": "mail",
                "channel_name": "by email",
                "customer": "Maren Oduya",
                "phones": ["+32470123456"],
                "customer_proved": True,
                "proof_words": "",
                "due_words": "Answer due 16:00, in 1 h 48 min",
                "due_tone": "warn",
                "owner": "Tomas Vell",
                "owner_is_me": True,
                "why_owner": "",
                "state": "open",
                "state_words": "",
                "line": "",
                "topic": "Fireworks night",
                "why_topic": "",
                "language": "en",
            },
            "experience": [],
            "contacts": [
                {
                    "id": 11,
                    "ours": False,
                    "folded": False,
                    "when": "Sunday 13 July, 08:12",
                    "when_iso": "2025-07-13T08:12",
                    "from_words": "Maren Oduya, by email",
                    "pieces": pieces(states),
                    "html_url": None,
                    "attachments": [],
                    "complaints": [],
                    "quarantined": "",
                }
            ],
            "points": [point(number, state, state == "open") for number, state in states.items()],
            "points_words": "3 of 5 settled",
            "promises": [
                {
                    **promise,
                    "id": 1,
                    "what": "A full answer, signed by one person",
                    "owner": "Tomas Vell",
                    "due_words": "today 16:00",
                    "state": "due",
                    "state_words": "",
                    "tone": "",
                    "may_keep": True,
                },
                {
                    **promise,
                    "id": 2,
                    "what": "A call about last year’s letter",
                    "owner": "Odile Farrow",
                    "due_words": "today 09:30",
                    "state": "kept",
                    "state_words": "Kept",
                    "tone": "good",
                },
            ],
            "draft": {
                "body": REPLY,
                "saved_words": "Saved 14:12",
                "moved_on_words": "You saved other words for this reply in another window.",
                "to_words": "To Maren Oduya by email, in English",
                "version": 3,
                "dir": "",
            },
            "carries": carries(),
            "check": {"summary": "2 stop the send, 2 to consider", "findings": findings()},
            "owners": OWNERS,
            "send": {"ready": False, "why_not": "Sending opens when point 3 and the promise are settled."},
            "history_title": "Maren Oduya, since 2019",
            "history_note": "prefers email, in English",
            "history": [
                {
                    "when": "19 May 25",
                    "when_iso": "2025-05-19",
                    "words": "Call: child fare on line 12. Settled in 3 minutes.",
                    "tone": "",
                },
                {
                    "when": "3 Feb 25",
                    "when_iso": "2025-02-03",
                    "words": "Lost a child’s red glove. Promise kept.",
                    "tone": "good",
                },
                {
                    "when": "15 Jul 24",
                    "when_iso": "2024-07-15",
                    "words": "Waited 70 minutes after the fireworks. 0 of 4 points settled.",
                    "tone": "bad",
                },
            ],
            "notes": [],
            "people": None,
            "previous_url": "/cases/6/",
            "next_url": "/cases/8/",
            "urls": {
                **{name: f"/{name}/" for name in urls},
                "more": "/case/more/",
                "macros": "/case/macros/",
            },
        }
    )
    page.check.marks = marks(REPLY, states)
    return {"frame": frame("inbox"), "page": page}


SITE = {
    "organisation": {"name": "Port Lumen Transit", "mark": "lake", "home_url": "/"},
    "languages": [
        {"code": "en", "name": "English", "current": True},
        {"code": "fr", "name": "Français", "current": False},
    ],
    "urls": {"language": "/language/", "reading": "/reading/"},
    "person": {
        "words": "Lines are open until 20:00. A person answers in about 1 minute.",
        "phone": "+15550100",
        "phone_words": "555 0100",
        "call_back_url": "",
        "write_url": "/write/",
    },
}


def customer_page() -> dict[str, Any]:
    """Return the context of Maren's private page after a part answer."""
    answered = "Answered today 15:06"
    points = [
        (1, "answered", "They left Harbour Loop full between 22:40 and 23:20 and could not stop for you."),
        (
            2,
            "answered",
            "Nobody had entered the crowd, so the normal Saturday timetable ran. That was our mistake.",
        ),
        (3, "promised", "Tomas is asking the depot."),
        (
            4,
            "answered",
            "Send a photo of the taxi receipt below. The 41.50 is paid back on the day it arrives.",
        ),
        (5, "promised", "No. We have made you a promise, below."),
    ]
    page = {
        "letter_date_words": "Your letter of Sunday 13 July 2025",
        "title": "Two hours at Pier Street in the rain, and a form letter",
        "answerer": {"name": "Tomas Vell", "first_name": "Tomas", "initials": "TV"},
        "summary_words": "You asked 5 things. 4 have an answer; the fifth comes by today, 18:00.",
        "points": [
            {
                "number": number,
                "state": state,
                "owed": number == 3,
                "text": next(text for text, of in LETTER if of == number),
                "answer": words,
                "state_words": answered
                if state == "answered"
                else ("Not yet answered." if number == 3 else "Promised"),
                "owed_words": "By today, 18:00" if number == 3 else "",
                "missed_url": None if number == 3 else "/missed/",
            }
            for number, state, words in points
        ],
        "promises": [
            {
                "what": "Extra buses on Harvest Night, and their times sent to you",
                "owner": "Bram Iversund, service planning",
                "when_words": "by Fri 5 Sep",
                "state": "due",
                "state_words": "",
                "before": ["Promised by Fri 29 Aug before: The printer stands still until Thursday."],
            },
            {
                "what": "A call about last year’s letter",
                "owner": "Odile Farrow",
                "when_words": "",
                "state": "kept",
                "state_words": "Kept today",
            },
        ],
        "contacts": [
            {
                "ours": False,
                "from_words": "Maren Oduya",
                "when": "Sunday 13 July, 08:12",
                "when_iso": "2025-07-13T08:12",
                "body": "".join(text for text, _ in LETTER),
                "attachments": [{"name": "receipt.jpg", "size_words": "82 kB", "url": "/file/"}],
            }
        ],
        "write_back": {
            "url": "/write-back/",
            "form_error": "",
            "words": "",
            "files_error": "",
            "size_words": "Up to 10 files, 20 MB together.",
        },
        "confirm": None,
        "not_fixed": None,
        "closed_words": "",
        "revoke_url": "/revoke/",
        "reference": "PL-4127",
        "files": [
            {
                "id": 1,
                "name": "receipt.jpg",
                "kind_words": "Picture",
                "size_words": "82 kB",
                "url": "/file/",
                "from_words": "You",
            }
        ],
        "download_url": "/download/",
        "own_url": "/mine/",
        "mails": {
            "url": "/mails/",
            "choices": [
                {
                    "value": "all",
                    "words": "Every mail: receipts, answers, and what we promise",
                    "checked": True,
                },
                {"value": "answers", "words": "Answers and promises only", "checked": False},
                {"value": "required", "words": "None, but what the law obliges us to send", "checked": False},
            ],
        },
        "expiry_words": "This page is for you alone and closes on 13 October.",
        "notice": "",
    }
    return {"site": made(SITE), "page": made(page)}
