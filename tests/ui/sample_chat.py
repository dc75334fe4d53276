"""Made-up contexts for pages with a chat."""

from __future__ import annotations

from typing import Any

from tests.ui.sample_lists import SITE
from tests.ui.sample_pages import case_page, made

SAID = [
    ("machine", "Assistant", "Good day. Ask about a refund, or press 0 for a person."),
    (
        "customer",
        "Customer",
        "I was charged twice on Saturday, for two seats on line 7 <b>and</b> a bicycle.",
    ),
    ("house", "", "A person of Transit has your words and joins you here. You can go on writing."),
    ("person", "Tomas Vell", "Good morning. It is refunded in full, 41.50."),
]


def case_with_chat(*, mine: bool = True, over: bool = False) -> dict[str, Any]:
    """Return the case page with a chat: the colleague in it, or nobody, or ended."""
    context = case_page()
    turns = (
        []
        if over
        else [{"who": who, "name": name, "words": words, "when": "08:12"} for who, name, words in SAID]
    )
    page = context["page"]
    page.chat = made(
        {
            "state": "over" if over else "person",
            "is_over": over,
            "is_mine": mine and not over,
            "may_join": not mine and not over,
            "state_words": "The chat has ended." if over else "The customer is here.",
            "here": not over,
            "last": 2,
            "turns": turns,
            "given": [{"name": "Card", "value": "12345678"}] if mine and not over else [],
            "flow": "town-chat 1",
            "key": "k",
            "open_points": [] if over else [point for point in page.points if point.state == "open"],
            "urls": {"join": "/join/", "say": "/say/", "leave": "/leave/", "typing": "/typing/"},
        }
    )
    if not mine:
        page.experience, page.handed = [], made(HANDED)
    return context


HANDED = {
    "title": "The assistant town-chat 1 led them to a person, 08:12",
    "from_machine": True,
    "words": "",
    "lived": [
        "I stood two hours in the rain with my two children",
        "this is the third time that I write to you about it",
    ],
    "facts": [
        {"name": "Card", "value": "12345678"},
        {"name": "Message", "value": "Charged twice on Saturday, for two seats on line 7 and a bicycle."},
    ],
}


def chat_page(*, open: bool) -> dict[str, Any]:
    return {"site": made(SITE), "chat_is_open": open, "LANGUAGE_CODE": "en"}
