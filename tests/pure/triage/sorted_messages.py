"""A small town's mail, made up: four topics and what belongs to none of them. Written for these tests."""

from __future__ import annotations

from itertools import product

OPENINGS = (
    "Hello,",
    "Good morning,",
    "Please help:",
    "I am writing because",
    "Once again,",
    "For the third time,",
)
SAYINGS = {
    "buses": ("the bus was late", "no bus came to our stop", "the driver drove past", "line 12 left early"),
    "library": ("my loan cannot be renewed", "the book was not on its shelf", "the reading room was closed", "I owe a fine for a book"),
    "parking": ("my parking permit has expired", "someone parks on my place", "I got a parking ticket", "the permit office did not answer"),
    "streets": ("the lamp in our street is dark", "there is a hole in the road", "the pavement is broken", "the crossing light does not work"),
}  # fmt: skip
ENDINGS = ("today.", "since Monday, and nobody told us why.", "near the harbour?")
NONE_OF_THESE = (
    "Do you sell flour by the kilo?",
    "My neighbour's parrot sings opera at midnight.",
    "How many players are in a volleyball team?",
    "Recommend me a wine that goes with trout.",
    "Our yoga class is looking for mats.",
    "Which telescope shows Saturn's rings?",
)


def sorted_messages() -> tuple[list[str], list[str]]:
    """Return 288 messages and the topic of each."""
    texts, topics = [], []
    for topic, sayings in SAYINGS.items():
        for opening, saying, ending in product(OPENINGS, sayings, ENDINGS):
            texts.append(f"{opening} {saying} {ending}")
            topics.append(topic)
    return texts, topics


def as_table(texts: list[str], topics: list[str]) -> str:
    lines = [f"{text}\t{topic}" for text, topic in zip(texts, topics, strict=True)]
    return "\n".join(["text\tlabel", *lines]) + "\n"
