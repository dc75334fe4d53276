"""Random small flows in our language, safe ones and traps, from one seed."""

from __future__ import annotations

import random
from typing import Any

KINDS = [
    "say",
    "menu",
    "menu",
    "collect",
    "ask",
    "lookup",
    "branch",
    "hours",
    "queue",
    "callback",
    "voicemail",
    "transfer",
    "resolved",
]
VALUES = ("7", "8")


def random_flow(seed: int) -> dict[str, Any]:
    """Return a flow of 3 to 9 nodes; about one target in twenty leads nowhere or is left out."""
    dice = random.Random(seed)
    names = [f"n{number}" for number in range(dice.randint(2, 8))]
    nodes: dict[str, Any] = {"desk": {"kind": "queue", "team": "desk"}}
    # Some flows may go wrong often, others hardly ever, so that both verdicts are common.
    wrong = dice.choice((0.0, 0.0, 0.02, 0.1))
    for name in names:
        nodes[name] = _node(dice, [*names, "desk", "desk", "desk"], wrong)
    person = "desk" if dice.random() > wrong else dice.choice(names)
    return {
        "presszero": 1,
        "flow": "random",
        "start": names[0],
        "person": person,
        "nodes": nodes,
    }


def _node(dice: random.Random, names: list[str], wrong: float) -> dict[str, Any]:
    def target() -> str:
        return "nowhere" if dice.random() < wrong / 4 else dice.choice(names)

    def maybe(chance: float) -> str | None:
        return target() if dice.random() < chance else None

    kind = dice.choice(KINDS)
    asking = {
        "retries": dice.randint(0, 2),
        "no_input": maybe(0.2),
        "no_match": maybe(0.2),
        "zero": maybe(wrong),
    }
    if kind == "say":
        return {"kind": kind, "next": target()}
    if kind == "menu":
        return {"kind": kind, "keys": {str(key): target() for key in range(1, dice.randint(2, 4))}, **asking}
    if kind == "collect":
        return {"kind": kind, "keeps": dice.choice("ab"), "next": target(), **asking}
    if kind == "ask":
        return {"kind": kind, "words": {"bill": {"leads": target()}}, **asking}
    if kind == "lookup":
        answers = {answer: target() for answer in ("ok", "not_found", "error", "timeout")}
        if dice.random() < wrong:
            answers[dice.choice(list(answers))] = None  # type: ignore[assignment]
        return {"kind": kind, "asks": "x", **answers}
    if kind == "branch":
        cases = [{"fact": dice.choice("ab"), "equals": value, "leads": target()} for value in VALUES]
        return {"kind": kind, "cases": cases[: dice.randint(1, 2)], "otherwise": target()}
    if kind == "hours":
        return {"kind": kind, "hours": dice.choice(("day", "night")), "open": target(), "closed": target()}
    if kind == "queue":
        return {"kind": kind, "team": "other", "full": maybe(0.3)}
    if kind == "transfer":
        return {"kind": kind, "to": "5550100", "no_answer": None if dice.random() < wrong else target()}
    if kind == "callback":
        return {
            "kind": kind,
            "team": "desk",
            "number": dice.choice(("caller", "a", "b")),
            "no_number": None if dice.random() < wrong else target(),
            "due_hours": 4,
        }
    if kind == "voicemail":
        return {"kind": kind, "team": "desk"}
    return {"kind": "resolved"}
