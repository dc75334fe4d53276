"""Rasa stories in the older Markdown form, read as the newer form has them."""

from __future__ import annotations

import re
from typing import Any

MOST_LINES = 20_000


def markdown_stories(text: str) -> dict[str, Any] | None:
    """Return stories written in the older Markdown form as the newer form has them, or None for other text."""
    stories: list[dict[str, Any]] = []
    steps: list[Any] | None = None
    for line in text.splitlines()[:MOST_LINES]:
        words = line.strip()
        if words.startswith("## "):
            steps = []
            stories.append({"story": words[3:].strip(), "steps": steps})
        elif steps is not None and words.startswith("* "):
            intents = [
                re.sub(r"\{.*?\}|\(.*?\)", "", one).strip() for one in re.split(r"\s+OR\s+", words[2:])
            ]
            steps.append(
                {"intent": intents[0]} if len(intents) == 1 else {"or": [{"intent": one} for one in intents]}
            )
        elif steps is not None and words.startswith("- "):
            name = words[2:].strip()
            if found := re.match(r"form\{.*?\"name\":\s*(?:\"(\w+)\"|null)", name):
                steps.append({"active_loop": found[1]})
            elif not name.startswith("slot{"):
                steps.append({"action": name.split("{")[0].strip()})
    used = [one for one in stories if any("intent" in step or "or" in step for step in one["steps"])]
    return (
        {"stories": used} if used and any("action" in step for one in used for step in one["steps"]) else None
    )
