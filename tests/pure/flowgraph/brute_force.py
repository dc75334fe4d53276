"""A second opinion on whether a flow is a trap: the written flow walked directly, without step or verifier.

It shares nothing with the verifier but the words of the language, and it is slow on purpose: every
question is answered by trying every way.
"""

from __future__ import annotations

from typing import Any, NamedTuple

ASKING = ("menu", "ask", "collect", "record")
PEOPLE = ("queue", "transfer")
OTHER = "something else"
LEADING = (
    *("next", "zero", "no_input", "no_match", "ok", "not_found", "error", "timeout"),
    *("open", "closed", "otherwise", "no_answer", "full", "no_number"),
)


class Here(NamedTuple):
    at: str
    silent: int = 0
    missed: int = 0
    known: tuple[tuple[str, str], ...] = ()
    why: str = ""


class Ended(NamedTuple):
    well: bool


def is_trap(flow: dict[str, Any]) -> bool:
    """Return whether some caller does not reach a person, asked in every way the promise can be broken."""
    return _Flow(flow).is_trap()


class _Flow:
    def __init__(self, flow: dict[str, Any]) -> None:
        self.flow, self.nodes = flow, flow["nodes"]
        self.constants = {
            case["fact"]: {one["equals"] for node in self.nodes.values() for one in node.get("cases", ())}
            for node in self.nodes.values()
            for case in node.get("cases", ())
        }

    def is_trap(self) -> bool:
        states = self.all_states()
        if any(isinstance(one, Ended) and not one.well for one in states):
            return True
        places = [one for one in states if isinstance(one, Here)]
        if self.written_into_the_void({one.at for one in places}):
            return True
        if any(self.circles(one) for one in places):
            return True
        for place in places:
            if self.nodes[place.at]["kind"] not in ASKING:
                continue
            nobody = "nobody" if place.why == "nobody" else ""
            if not self.reaches(self.move(place, self.zero_of(place.at), nobody), None, frozenset()):
                return True
            if place.silent or place.missed:
                continue
            for who in ("silent", "missed"):
                if not self.reaches(place, who, frozenset()):
                    return True
        return False

    def all_states(self) -> set[Here | Ended]:
        first: Here | Ended = self.arrive(Here(self.flow["start"]), self.flow["start"])
        found, waiting = {first}, [first]
        while waiting:
            one = waiting.pop()
            for after in [] if isinstance(one, Ended) else [state for _, state in self.after(one)]:
                if after not in found:
                    found.add(after)
                    waiting.append(after)
        return found

    def written_into_the_void(self, met: set[str]) -> bool:
        """Return whether a node that lines lead to, though no caller meets it, names a target that is not there."""
        linked, waiting = set(met), list(met)
        while waiting:
            for target in self.lines_from(waiting.pop()):
                if target in self.nodes and target not in linked:
                    linked.add(target)
                    waiting.append(target)
        return any(target not in self.nodes for name in linked - met for target in self.lines_from(name))

    def lines_from(self, name: str) -> set[str]:
        """Return every target that is written at a node, whether anything ever leads there or not."""
        node = self.nodes[name]
        named = {node[field] for field in LEADING if node.get(field)}
        cases = {case["leads"] for case in node.get("cases", ())}
        words = {word["leads"] for word in node.get("words", {}).values()}
        person = {self.flow["person"]} if node["kind"] in ASKING else set()
        return named | cases | words | person | set(node.get("keys", {}).values())

    def circles(self, start: Here) -> bool:
        """Return whether involuntary moves lead from here back here, with no person on the way."""
        if self.nodes[start.at]["kind"] in PEOPLE:
            return False
        seen: set[Here] = set()
        waiting = [start]
        while waiting:
            for how, after in self.after(waiting.pop()):
                if how == "chosen" or isinstance(after, Ended) or self.nodes[after.at]["kind"] in PEOPLE:
                    continue
                if after == start:
                    return True
                if after not in seen:
                    seen.add(after)
                    waiting.append(after)
        return False

    def reaches(self, one: Here | Ended, who: str | None, on_way: frozenset[Here]) -> bool:
        """Return whether every way leads to a person, for a caller who never chooses.

        who: silent or missed, or None for one who pressed 0 and must not be asked anything again.
        """
        if isinstance(one, Ended):
            return one.well
        kind = self.nodes[one.at]["kind"]
        if kind in PEOPLE:
            return True
        if one in on_way or (kind in ASKING and who is None):
            return False
        moves = self.after(one)
        if kind in ASKING:
            moves = [move for move in moves if move[0] == who]
        return all(self.reaches(after, who, on_way | {one}) for _, after in moves)

    def zero_of(self, name: str) -> str:
        node = self.nodes[name]
        return str(node.get("keys", {}).get("0") or node.get("zero") or self.flow["person"])

    def after(self, here: Here) -> list[tuple[str, Here | Ended]]:
        """Return everything that may happen next, and whether the caller chose it."""
        node = self.nodes[here.at]
        kind, known = node["kind"], dict(here.known)
        if kind in ASKING:
            return self.after_asking(here, node)
        if kind == "say":
            return [("world", self.move(here, node["next"], here.why))]
        if kind == "lookup":
            return [
                ("world", self.move(here, node.get(one), here.why))
                for one in ("ok", "not_found", "error", "timeout")
            ]
        if kind == "hours":
            name = "hours " + node["hours"]
            found = []
            for answer in [known[name]] if name in known else ["open", "closed"]:
                moved = here._replace(known=_with(known, name, answer))
                found.append(
                    ("world", self.move(moved, node[answer], "nobody" if answer == "closed" else here.why))
                )
            return found
        if kind == "branch":
            return self.after_branch(here, node)
        if kind in PEOPLE:
            found = [("world", Ended(True))]
            if kind == "transfer":
                found.append(("world", self.move(here, node.get("no_answer"), "nobody")))
            elif node.get("full"):
                found.append(("world", self.move(here, node["full"], "nobody")))
            return found
        if kind == "callback":
            kept = Ended(here.why != "")
            no_number = self.move(here, node.get("no_number"), here.why)
            if node["number"] == "caller":
                return [("world", kept), ("world", no_number)]
            return [("world", kept if known.get(node["number"]) else no_number)]
        if kind == "voicemail":
            return [("world", Ended(here.why != ""))]
        raise AssertionError(kind)

    def after_asking(self, here: Here, node: dict[str, Any]) -> list[tuple[str, Here | Ended]]:
        person, tries = self.flow["person"], node.get("retries", 1)
        chosen = here.why if here.why == "nobody" else "chosen"
        taken_back = "nobody" if here.why == "nobody" else ""
        found: list[tuple[str, Here | Ended]] = []
        for key, target in node.get("keys", {}).items():
            if key != "0":
                found.append(("chosen", self.move(here, target, chosen)))
        for word in node.get("words", {}).values():
            found.append(("chosen", self.move(here, word["leads"], chosen)))
        found.append(("chosen", self.move(here, self.zero_of(here.at), taken_back)))
        if fact := node.get("keeps"):
            for value in self.constants.get(fact, set()) | {OTHER}:
                moved = here._replace(known=_with(dict(here.known), fact, value))
                found.append(
                    ("chosen", self.move(moved, node["next"], here.why if value == OTHER else chosen))
                )
        for how, count in (("silent", here.silent), ("missed", here.missed)):
            at_last = node.get("no_input" if how == "silent" else "no_match") or person
            moved = here
            if how == "silent" and fact:
                moved = here._replace(known=_with(dict(here.known), fact, ""))
            if count < tries:
                again = moved._replace(**{how: count + 1})
                found.append((how, again))
            elif at_last == here.at:
                found.append((how, moved))
            else:
                found.append((how, self.move(moved, at_last, taken_back)))
        return found

    def after_branch(self, here: Here, node: dict[str, Any]) -> list[tuple[str, Here | Ended]]:
        found: list[tuple[str, Here | Ended]] = []
        known = dict(here.known)
        # Of cases with the same test the first counts, and a test that may hold does not hide the next.
        seen = set()
        for case in node["cases"]:
            fact, value = case["fact"], case["equals"]
            if fact in known:
                if known[fact] == value:
                    if (fact, value) not in seen:
                        found.append(("world", self.move(here, case["leads"], here.why)))
                    return found
            elif (fact, value) not in seen:
                moved = here._replace(known=_with(known, fact, value))
                found.append(("world", self.move(moved, case["leads"], here.why)))
            seen.add((fact, value))
        found.append(("world", self.move(here, node["otherwise"], here.why)))
        return found

    def move(self, here: Here, target: str | None, why: str) -> Here | Ended:
        return self.arrive(here._replace(why=why), target)

    def arrive(self, here: Here, target: str | None) -> Here | Ended:
        if target is None or target not in self.nodes:
            return Ended(False)
        if self.nodes[target]["kind"] == "resolved":
            return Ended(True)
        if target == here.at and self.nodes[target]["kind"] in ASKING:
            return here._replace(silent=0, missed=0)
        return here._replace(at=target, silent=0, missed=0)


def _with(known: dict[str, str], fact: str, value: str) -> tuple[tuple[str, str], ...]:
    return tuple(sorted({**known, fact: value}.items()))
