"""Rasa: rules and stories, joined with those of all files given together.

A conversation waits, an intent comes, actions run, and it waits again. What is not understood is the
intent nlu_fallback; without a rule for it the platform's default answers and waits, without end. A
person is an action that hands over: docs/reference/flow-dialects.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from presszero.pure.flowgraph.graph import ASK, PERSON, SAY, Graph, Node
from presszero.pure.flowgraph.importers.making import MADE, Making, NotImported
from presszero.pure.flowgraph.words import asks_for_person, plain

SOURCE = "rasa"
FALLBACK = "nlu_fallback"
WAITS = "waits"
LISTENS = frozenset({"action_listen"})
# Words of an action that only talks about a hand-over, or asks for it.
ONLY_TALKS = frozenset(
    [
        "ask",
        "options",
        "option",
        "offer",
        "confirm",
        "deny",
        "decline",
        "cancel",
        "form",
        "validate",
        "list",
        "check",
        "explain",
        "info",
        "question",
        "find",
        "search",
        "locate",
        "show",
        "status",
        "detail",
        "details",
        "insurance",
        "challenge",
        "cancelar",
        "negar",
        "rechazar",
        "marcar",
        "ofrecer",
        "oferecer",
        "preguntar",
        "perguntar",
        "opciones",
        "annuler",
        "proposer",
        "demander",
        "refuser",
    ]
)
TWO_STAGES = "action_two_stage_fallback"
MOST_STEPS = 20_000
MOST_PLACES = 20_000


@dataclass
class Place:
    """A point of the conversation at which it waits: what has been said leads to what runs then."""

    name: str
    loop: str = ""
    leads: dict[str, Way] = field(default_factory=dict)


@dataclass
class Way:
    """Actions that run, one after another, and the place at which the conversation waits again."""

    actions: list[str] = field(default_factory=list)
    then: Place | None = None
    loop: str = ""
    is_rule: bool = False
    line: int = 0


def is_rasa(data: Any) -> bool:
    return isinstance(data, dict) and any(
        isinstance(data.get(key), list)
        and any(isinstance(one, dict) and isinstance(one.get("steps"), list) for one in data[key])
        for key in ("rules", "stories")
    )


def import_rasa(data: Any, *, file: str, stem: str, others: Iterable[Any] = ()) -> Graph:
    """Return the graph of a bot.

    data: parsed YAML of one file. others: the parsed files given along with it; their rules, stories and
    domain belong to the same bot.

    Raises NotImported when no file holds a rule or a story.
    """
    files = [one for one in (data, *others) if isinstance(one, dict)]
    making = Making(SOURCE, file, stem)
    reading = _Reading(making)
    for one in files:
        for rule in _written(one, "rules"):
            reading.rule(rule)
    for one in files:
        for story in _written(one, "stories"):
            reading.story(story)
    reading.join()
    reading.answer()
    if not reading.read:
        raise NotImported(f"{file} holds no rule and no story with steps.")
    domain = {
        str(action) for one in files for action in one.get("actions") or [] if isinstance(action, str | int)
    }
    reading.write(domain)
    return making.done(WAITS, chat=True, flows={stem: WAITS})


def _written(data: dict[str, Any], what: str) -> list[dict[str, Any]]:
    found = data.get(what)
    return (
        [one for one in found if isinstance(one, dict) and isinstance(one.get("steps"), list)]
        if isinstance(found, list)
        else []
    )


class _Reading:
    def __init__(self, making: Making) -> None:
        self.making = making
        self.start = Place(WAITS)
        self.places: list[Place] = [self.start]
        self.forms: dict[str, Place] = {}
        self.submits: dict[str, Way] = {}
        self.checkpoints: dict[str, Place] = {}
        self.joined: list[tuple[Place, str]] = []
        self.answers: list[tuple[str, list[dict[str, Any]]]] = []
        self.read = 0

    def rule(self, rule: dict[str, Any]) -> None:
        self.read += 1
        condition = rule.get("condition") or []
        loop = next(
            (
                str(one["active_loop"])
                for one in condition
                if isinstance(one, dict) and one.get("active_loop")
            ),
            "",
        )
        # A slot set before the first step is a condition of the rule, not a step of the conversation.
        steps = [one for one in rule["steps"] if isinstance(one, dict) and "slot_was_set" not in one]
        steps = steps[:MOST_STEPS]
        if steps and "intent" not in steps[0] and "or" not in steps[0]:
            if loop:
                way = self.submits.setdefault(loop, Way(is_rule=True))
                self._run(way, [one for one in steps if one.get("action") != loop])
            elif isinstance(steps[0].get("action"), str):
                self.answers.append((steps[0]["action"], steps[1:]))
            return
        place = self.form(loop) if loop else self.start
        for ways in self._tell([place], steps, is_rule=True):
            del ways

    def story(self, story: dict[str, Any]) -> None:
        self.read += 1
        steps = [one for one in story["steps"] if isinstance(one, dict)][:MOST_STEPS]
        places = [self.start]
        first = steps[0] if steps else {}
        if isinstance(first.get("checkpoint"), str):
            places = [self._checkpoint(first["checkpoint"])]
            steps = steps[1:]
        for _ in self._tell(places, steps, is_rule=False):
            pass

    def _checkpoint(self, name: str) -> Place:
        """Return where the stories that begin at a checkpoint begin, whichever of them is read first."""
        return self.checkpoints.setdefault(name, Place(f"{WAITS} ({name})"))

    def join(self) -> None:
        """Let every place at which a story ends in a checkpoint go on as the stories that begin there."""
        for place, name in self.joined:
            for said, way in self._checkpoint(name).leads.items():
                place.leads.setdefault(said, way)
        reached = {name for _, name in self.joined}
        self.places += [place for name, place in self.checkpoints.items() if name not in reached]

    def answer(self) -> None:
        """Join the rules that begin with an action: what is said after it leads on from wherever it ran last."""
        for action, steps in self.answers:
            ways = [way for place in self.places for way in place.leads.values()]
            asked = [self._then(way) for way in ways if way.actions[-1:] == [action] and not way.loop]
            for _ in self._tell(asked, steps, is_rule=True):
                pass

    def _tell(self, places: list[Place], steps: list[dict[str, Any]], *, is_rule: bool) -> Iterable[None]:
        """Follow steps from places, making the ways they describe."""
        ways: list[Way] = []
        loop = ""
        for step in steps:
            if intents := _intents(step):
                if ways:
                    places = [self._then(way) for way in ways]
                ways = []
                for place in places:
                    for intent in intents:
                        known = place.leads.get(intent)
                        if known is None or (is_rule and not known.is_rule):
                            known = place.leads[intent] = Way(is_rule=is_rule)
                            ways.append(known)
                        elif not is_rule and not known.is_rule:
                            ways.append(known)
                places = []
                actions_at = 0
                continue
            if not ways:
                continue
            if isinstance(step.get("checkpoint"), str):
                for way in ways:
                    self.joined.append((self._then(way), step["checkpoint"]))
            elif "active_loop" in step:
                loop = str(step["active_loop"] or "")
                for way in ways:
                    way.loop = loop
            elif isinstance(step.get("action"), str):
                for way in ways:
                    self._act(way, step["action"], actions_at)
                actions_at += 1
        yield None

    def _act(self, way: Way, action: str, at: int) -> None:
        """Add an action unless an earlier story with the same beginning has it already."""
        if at < len(way.actions) and way.actions[at] == action:
            return
        if at >= len(way.actions) and way.then is None:
            way.actions.append(action)

    def _then(self, way: Way) -> Place:
        if way.then is None:
            if len(self.places) >= MOST_PLACES:
                raise NotImported(
                    f"{self.making.graph.file} has more than {MOST_PLACES:,} turns; give fewer stories."
                )
            way.then = Place(f"{WAITS} {len(self.places)}", loop=way.loop)
            self.places.append(way.then)
        return way.then

    def _run(self, way: Way, steps: list[dict[str, Any]]) -> None:
        for step in steps:
            if isinstance(step.get("action"), str):
                way.actions.append(step["action"])
            elif "active_loop" in step:
                way.loop = str(step["active_loop"] or "")

    def form(self, name: str) -> Place:
        if name not in self.forms:
            self.forms[name] = Place(name, loop=name)
        return self.forms[name]

    # Writing the graph.
    def write(self, domain: set[str]) -> None:
        self.domain = domain
        used = {way.loop for place in self.places for way in place.leads.values() if way.loop}
        used |= {way.loop for way in self.submits.values() if way.loop}
        used |= {way.loop for place in self.forms.values() for way in place.leads.values() if way.loop}
        for name in sorted(used):
            self.form(name)
        for place in self.places:
            self._place(place, self.start)
        for name, place in self.forms.items():
            node = self._place(place, self.start)
            node.kind = "form"
            submit = self.submits.get(name, Way())
            node.enters = self._way(f"{name} is filled", submit, self.start)
            node.keeps_as = ""
            if name == TWO_STAGES:
                self._two_stages(node)

    def _place(self, place: Place, start: Place) -> Node:
        node = self.making.add(Node(place.name, ASK, "waits for the customer", chat=True))
        leads = {**{intent: (start, way) for intent, way in start.leads.items()}}
        if place is not start:
            leads |= {intent: (place, way) for intent, way in place.leads.items()}
        for intent, (origin, way) in leads.items():
            back = place if place.loop and way.is_rule and not way.loop and way.then is None else None
            target = self._way(f"{origin.name}: {intent}" + (f" in {place.name}" if back else ""), way, back)
            if intent == FALLBACK:
                node.misses = (target,)
            elif intent != "session_start":
                node.words[intent] = target
        if not node.misses:
            node.misses = (self._default_fallback(place),)
        node.person_says = tuple(word for word in node.words if asks_for_person(word))
        return node

    def _default_fallback(self, place: Place) -> str:
        """Return what runs without a rule for nlu_fallback: the default answers, and the conversation waits."""
        name = f"action_default_fallback in {place.name}"
        if "action_default_fallback" in self.domain:
            node = self.making.add(Node(name, SAY, "action"))
            return self.making.opaque(
                node,
                place.name,
                "The bot has an action_default_fallback of its own, whose code is not in this file.",
            ).name
        self.making.add(Node(name, SAY, MADE, next=place.name))
        return name

    def _way(self, name: str, way: Way, back: Place | None) -> str:
        """Return the first node of the actions of a way."""
        waits = way.then or (self.form(way.loop) if way.loop else back) or self.start
        target = waits.name
        for at in range(len(way.actions) - 1, -1, -1):
            action = way.actions[at]
            if action in LISTENS or (way.loop and action == way.loop):
                continue
            place = f"{name} → {action}" + (f" ({at + 1})" if at else "")
            node = self.making.nodes.get(place)
            if node is not None:
                target = place
                continue
            node = self.making.add(Node(place, SAY, "action", next=target))
            if hands_over(action):
                node.does, node.label, node.next = PERSON, action, ""
            elif _is_about_handing_over(action):
                # A response may carry a hand-over for the channel, or nothing but its words.
                node.next = self.making.unknown(
                    f"{action} (what it carries)",
                    f"Whether {action} hands over, or only says so, is not in this file.",
                )
            elif action == "action_default_fallback" and action in self.domain:
                self.making.opaque(node, target, f"The code of {action} is not in this file.")
            target = place
        return target

    def _two_stages(self, node: Node) -> None:
        """Two-stage fallback: two misses are asked again, then what was given for its end runs, or the default."""
        submit = self.submits.get(TWO_STAGES)
        end = self._way(f"{node.name} gives up", submit, self.start) if submit else ""
        again = f"{node.name} (once more)"
        self.making.add(replace(node, name=again, misses=(end or self._default_fallback(self.start),)))
        node.misses = (again,)


def hands_over(action: str) -> bool:
    """Return whether an action's name says that it hands the conversation to a person.

    >>> hands_over("action_human_handoff"), hands_over("action_handoff_options"), hands_over("utter_agent")
    (True, False, False)
    """
    return _is_about_handing_over(action) and not action.startswith("utter")


def _is_about_handing_over(action: str) -> bool:
    return asks_for_person(action) and not set(plain(action).split("_")) & ONLY_TALKS


def _intents(step: dict[str, Any]) -> list[str]:
    """Return the intents a step waits for; a quotation of the customer counts as its own intent."""
    if isinstance(step.get("intent"), str):
        return [step["intent"]]
    if isinstance(step.get("or"), list):
        return [
            str(one["intent"])
            for one in step["or"]
            if isinstance(one, dict) and isinstance(one.get("intent"), str)
        ]
    if isinstance(step.get("user"), str):
        return [str(step.get("intent") or step["user"][:40])]
    return []
