"""Telling a line of the record: which sentence it is told in, and what stands in that sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from textwrap import shorten

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from presszero.cases.history_names import Names, NamesAbove
from presszero.cases.history_words import SAID, TOLD, TOLD_MORE, WHY_OPEN
from presszero.cases.models import Answer, Case, Clock
from presszero.cases.phrases import promise_what
from presszero.cases.pressing_words import rule_words
from presszero.ground.models import RecordLine
from presszero.organisation.queries import the_zone

ANSWER_AT_MOST = 200  # characters: the note beside it holds the whole


class Telling:
    """Tells some lines of one case, the newest first."""

    def __init__(self, lines: list[RecordLine], case: Case, above: NamesAbove) -> None:
        self.names = Names(lines, above)
        self.customer = case.customer.name or _("The customer")
        # Newest first, so that the time a promise was made with stands over those it was given later.
        self.first_due = {
            line.facts["promise"]: _moment_of(line.facts["was"])
            for line in lines
            if line.kind == "case.due_set"
        }

    def words_of(self, line: RecordLine) -> str:
        """Return the words a line is told in, before its particulars stand in them."""
        more = TOLD_MORE.get(line.kind, {})
        return more.get(self._more_of(line), TOLD[line.kind]) if more else TOLD[line.kind]

    def _more_of(self, line: RecordLine) -> str:
        """Return the code word of what a line says beyond its kind, "" where it says no more."""
        found = _MORE.get(line.kind)
        return found(self, line) if found else _first_fact(line, *TOLD_MORE[line.kind])

    def of(self, line: RecordLine) -> dict[str, object]:
        """Return all that may stand in the sentence of a line."""
        facts = line.facts
        outcomes = {value: str(label).lower() for value, label in Case.Outcome.choices}
        return {
            **self._people(line),
            **self._things(line),
            **self._words(line),
            **self._promise(line),
            **self._inquiry(line),
            **self._phone(line),
            "clock": _clock(facts.get("clock")),
            "hours": _open_hours(facts.get("hours")),
            "hours_was": _open_hours(facts.get("was")) if line.kind == "case.target_set" else "…",
            "until": _moment_of(facts.get("until")),
            "due_now": _moment_of(facts.get("due")),
            "due_before": _moment_of(facts.get("was")) if line.kind == "case.due_set" else "…",
            "number": facts.get("number", ""),
            "into_number": facts.get("into_number", ""),
            "points": ", ".join(map(str, _numbers(line))),
            "answered": facts.get("answered", ""),
            "of_points": facts.get("points", ""),
            "said": _(SAID[facts["said"]]) if facts.get("said") in SAID else "",
            "why": _(WHY_OPEN[facts["why"]]) if facts.get("why") in WHY_OPEN else _("of itself"),
            "worry": rule_words(str(facts.get("rule")).replace("-", ".", 1)),
            "outcome": outcomes.get(facts.get("outcome") or "", ""),
            "state": _state(facts.get("state")),
            "state_was": _state(facts.get("state_was")),
        }

    def _people(self, line: RecordLine) -> dict[str, object]:
        facts, workers = line.facts, self.names.workers
        told = [workers.get(one, "…") for one in facts.get("workers") or ()]
        return {
            "who": self._who(line),
            "sender": self._sender(line),
            "to": workers.get(facts.get("to"), _("a colleague")),
            "owner": workers.get(facts.get("owner"), _("a colleague")),
            "before": self._before(line),
            "left_with": workers.get(facts.get("worker"), _("A colleague")),
            "workers": ", ".join(told),
            "told": _told(told),
        }

    def _before(self, line: RecordLine) -> str:
        """Return who answered for the case before as a sentence after another, "" where the first says it, or nobody knows."""
        was = line.facts.get("was") if line.kind in _OWNED else None
        if was is None or was in (
            line.facts.get("to"),
            line.actor_id if line.actor_kind == "worker" else None,
        ):
            return ""
        return " " + _("Before, %(name)s answered for it.") % {
            "name": self.names.workers.get(was, _("a colleague"))
        }

    def _things(self, line: RecordLine) -> dict[str, object]:
        facts, names, gone = line.facts, self.names, _("(gone)")
        topic_was = facts.get("topic_was" if line.kind == "case.put_back" else "was")
        return {
            "other": names.cases.get(facts.get("other"), _("another case")),
            "into": names.cases.get(facts.get("into"), _("another case")),
            "merged": names.cases.get(facts.get("merged"), _("another case")),
            "tag": names.tags.get(facts.get("tag"), "…"),
            "field": names.fields.get(line.about_id, "…"),
            "step": names.steps.get(line.about_id, "…"),
            "ask": names.asks.get(line.about_id, "…"),
            "macro": names.macros.get(facts.get("macro"), gone),
            "topic": names.topics.get(facts.get("topic"), gone),
            "topic_before": names.topics.get(topic_was, gone),
            "incident": names.incidents.get(facts.get("incident"), gone),
            "team": names.teams.get(line.team_id or 0, gone),
            "left": names.teams.get(facts.get("left"), gone),
            "rule": names.rules.get(_rule(line), gone),
            "person": names.people.get(facts.get("person") or 0, gone),
            "linked": names.links.get(line.about_id, "…"),
            "mailed": names.mailed.get(line.about_id) or self.customer,
        }

    def _words(self, line: RecordLine) -> dict[str, object]:
        words, said = self.names.words.get(line.pk), {"yes": _("yes"), "no": _("no")}
        is_field = line.kind == "field.set"
        return {
            "old": (said.get(words.old, words.old) if is_field else words.old) if words else "…",
            "new": (said.get(words.new, words.new) if is_field else words.new) if words else "…",
        }

    def _phone(self, line: RecordLine) -> dict[str, object]:
        change = self.names.phones.get(line.facts.get("change") or 0)
        return {"old_phone": change.old if change else "…", "new_phone": change.new if change else "…"}

    def _promise(self, line: RecordLine) -> dict[str, object]:
        """Return what was promised, by when, and by when then; the time of the line, whatever was said since."""
        promises = self.names.promises
        promise = promises.get(line.about_id) if line.kind.startswith("promise.") else None
        first_due = self.first_due.get(line.about_id) if line.kind == "promise.made" else None
        new = promises.get(line.facts.get("new") or 0)
        return {
            "what": promise_what(promise) if promise else "…",
            "due": first_due or (_moment(promise.due_at) if promise else "…"),
            "new_due": _moment(new.due_at) if new else "…",
        }

    def _inquiry(self, line: RecordLine) -> dict[str, object]:
        """Return whom a line says was asked, what, and what came back."""
        inquiry = self.names.inquiries.get(line.about_id) if line.kind.startswith("inquiry.") else None
        if inquiry is None:
            return {"whom": _("Somebody"), "asked": "…", "answerer": _("Somebody"), "answer": "…"}
        answer = self._answer(line)
        name = inquiry.asked_team.name if inquiry.asked_team else inquiry.name
        return {
            "whom": _named_at(name, inquiry.address),
            "asked": inquiry.subject,
            "answerer": _named_at(answer.name, answer.address) if answer else _("Somebody"),
            "answer": _first_words(answer) if answer else "…",
        }

    def _answer(self, line: RecordLine) -> Answer | None:
        return self.names.answers.get((line.about_id, line.at))

    def _who(self, line: RecordLine) -> str:
        if line.actor_kind == "worker":
            return self.names.workers.get(line.actor_id or 0, _("a colleague"))
        if line.actor_kind == "rule":
            return _("The rule “%(rule)s”") % {"rule": self.names.rules.get(line.actor_id or 0, _("(gone)"))}
        return self.customer if line.actor_kind == "customer" else "PressZero"

    def _sender(self, line: RecordLine) -> str:
        """Return who wrote: a sender whom nothing proved is no customer yet, and has a name all the same."""
        contact = self.names.contacts.get(line.about_id) if line.kind == "contact.received" else None
        return (contact and (contact.name or contact.address)) or self.customer

    # What a line says beyond its kind, by its kind.

    def _of_field(self, line: RecordLine) -> str:
        change = self.names.words.get(line.pk)
        if change is None:
            return ""
        return "first" if not change.old else "changed" if change.new else "emptied"

    def _of_snooze(self, line: RecordLine) -> str:
        return "why" if line.pk in self.names.words else "until" if line.facts.get("until") else ""

    def _of_put_back(self, line: RecordLine) -> str:
        facts = line.facts
        if facts.get("state") != facts.get("state_was"):
            return "state"
        if facts.get("topic") == facts.get("topic_was"):
            return ""
        return "topic" if facts.get("topic") else "topic-none"

    def _of_answer(self, line: RecordLine) -> str:
        answer = self._answer(line)
        if answer is None:
            return ""
        return "automatic" if answer.automatic else "mail" if answer.address else "team"

    def _of_link(self, line: RecordLine) -> str:
        return "address" if self.names.links.get(line.about_id) else ""

    def _of_words(self, line: RecordLine) -> str:
        """One more thing can be said of these, and only with its words."""
        return next(iter(TOLD_MORE[line.kind])) if line.pk in self.names.words else ""


_OWNED = {"case.taken", "case.handed_over", "case.given", "case.given_back", "case.escalated"}
_MORE: dict[str, Callable[[Telling, RecordLine], str]] = {
    "field.set": Telling._of_field,
    "case.snoozed": Telling._of_snooze,
    "case.put_back": Telling._of_put_back,
    "case.topic_set": lambda _telling, line: "changed" if line.facts.get("was") else "",
    "case.target_set": lambda _telling, line: "changed" if line.facts.get("was") else "",
    "case.given": lambda _telling, line: str(line.facts.get("why")),
    "contact.received": lambda _telling, line: str(line.facts.get("channel")),
    "case.linked": Telling._of_words,
    "inquiry.answered": Telling._of_answer,
    "link.made": Telling._of_link,
    "link.revoked": Telling._of_link,
    "point.edited": Telling._of_words,
    "point.merged": Telling._of_words,
    "point.split": Telling._of_words,
    "point.taken_out": Telling._of_words,
    "point.missed": Telling._of_words,
    "ask.answered": Telling._of_words,
}


def _first_fact(line: RecordLine, *facts: str) -> str:
    """Return the first of these facts that a line has: so a further sentence is mostly named."""
    return next((fact for fact in facts if line.facts.get(fact)), "")


def _rule(line: RecordLine) -> int:
    return (line.about_id if line.kind == "rule.acted" else line.facts.get("rule")) or 0


def _numbers(line: RecordLine) -> list[int]:
    points = line.facts.get("points")
    return points if isinstance(points, list) else []


def _named_at(name: str, address: str) -> str:
    return f"{name} ({address})" if name and address and name != address else name or address


def _first_words(answer: Answer) -> str:
    """Return how an answer begins; the note's own heading, which names who answered, is left out."""
    said = answer.note.text.partition("\n\n")[2]
    return shorten(said, ANSWER_AT_MOST, placeholder="…") or _("(no words)")


def _told(names: list[str]) -> str:
    """Return who was told of something as a sentence after another, "" where nobody was."""
    if not names:
        return ""
    return " " + ngettext("%(names)s was told.", "%(names)s were told.", len(names)) % {
        "names": ", ".join(names)
    }


def _clock(kind: str | None) -> str:
    return str(Clock.Kind(kind).label) if kind in Clock.Kind.values else "…"


def _state(state: str | None) -> str:
    return str(Case.State(state).label).lower() if state in Case.State.values else "…"


def _open_hours(hours: int | None) -> str:
    return ngettext("%(n)s open hour", "%(n)s open hours", hours) % {"n": hours} if hours else "…"


def _moment(at: datetime) -> str:
    there = at.astimezone(the_zone())
    return _("%(day)s, %(time)s") % {
        "day": formats.date_format(there, "j F"),
        "time": there.strftime("%H:%M"),
    }


def _moment_of(seconds: int | None) -> str:
    """Return an instant that a line keeps in seconds since 1970, in words."""
    return "…" if seconds is None else _moment(datetime.fromtimestamp(seconds, UTC))
