"""The people, teams, tags, steps and answers that lines of a case name by their ids, each kind read once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from presszero.cases.models import (
    Answer,
    Case,
    Contact,
    Field,
    Incident,
    Inquiry,
    LineWords,
    Point,
    PrivateLink,
    Promise,
    Step,
    Tag,
)
from presszero.customers.models import PhoneChange
from presszero.customers.people import names_of
from presszero.ground.models import RecordLine
from presszero.organisation.models import Team, Topic, Worker

# Facts that name a colleague. Where one holds something else, a name too many is read and used by nobody.
COLLEAGUES = ("to", "owner", "was", "worker")


def nothing_known(ids: Collection[int]) -> Mapping[int, str]:
    return {}


@dataclass(frozen=True)
class NamesAbove:
    """Reads the names of what lives above cases, by their ids: rules, macros, and to whom a mail went."""

    rules: Callable[[Collection[int]], Mapping[int, str]] = nothing_known
    macros: Callable[[Collection[int]], Mapping[int, str]] = nothing_known
    mailed: Callable[[Collection[int]], Mapping[int, str]] = nothing_known


class Names:
    """What some lines name. Each mapping is by id; what is gone from it has no name any more."""

    def __init__(self, lines: list[RecordLine], above: NamesAbove) -> None:
        self._lines = lines
        self.words = _words_of(lines)
        self.workers = named(Worker, "name", self._workers())
        self.cases = named(Case, "reference", self._facts("other", "into", "merged"))
        self.tags = named(Tag, "name", self._facts("tag"))
        self.topics = named(Topic, "name", self._facts("topic", "topic_was", of=("case.topic_set", "was")))
        self.incidents = named(Incident, "title", self._facts("incident"))
        routed = [line for line in lines if line.kind == "case.routed"]
        self.teams = named(
            Team, "name", [one for line in routed for one in (line.team_id, line.facts.get("left"))]
        )
        self.fields = named(Field, "name", self._about("field.set"))
        self.people = names_of(set(self._facts("person")))
        self.phones = _by_id(PhoneChange.objects.all(), self._facts("change"))
        self.steps = self._steps()
        self.asks = self._asks()
        self.links = named(PrivateLink, "sent_to", self._about("link."))
        self.contacts = _by_id(Contact.objects.defer("html", "text"), self._about("contact."))
        self.inquiries = _by_id(Inquiry.objects.select_related("asked_team"), self._about("inquiry."))
        self.answers = _answers(self._about("inquiry.answered"))
        promised = [*self._about("promise."), *self._facts("new")]
        self.promises = _by_id(Promise.objects.all(), promised)
        self.macros = _known(above.macros, self._facts("macro"))
        self.rules = self._rules_then() | dict(_known(above.rules, self._rules()))
        self.mailed = _known(above.mailed, self._about("mail."))

    def _facts(self, *names: str, of: tuple[str, str] = ("", "")) -> list[int]:
        """Return the ids under these facts of every line; of: one more fact, of one kind of line alone."""
        kind, fact = of
        found = [line.facts.get(name) for line in self._lines for name in names]
        found += [line.facts.get(fact) for line in self._lines if line.kind == kind]
        return [one for one in found if isinstance(one, int)]

    def _about(self, kind: str) -> list[int]:
        """Return what lines of a kind, or of all whose kinds begin so, are about."""
        return [line.about_id for line in self._lines if line.kind.startswith(kind)]

    def _workers(self) -> list[int]:
        acting = [line.actor_id for line in self._lines if line.actor_kind == "worker" and line.actor_id]
        several = [one for line in self._lines for one in line.facts.get("workers") or ()]
        return [*acting, *several, *self._facts(*COLLEAGUES)]

    def _rules(self) -> list[int]:
        acted = [line.actor_id for line in self._lines if line.actor_kind == "rule" and line.actor_id]
        return [*acted, *self._about("rule.acted"), *self._facts("rule")]

    def _rules_then(self) -> dict[int, str]:
        """A rule that was taken out is told of by the name it acted under."""
        acted = [line for line in self._lines if line.kind == "rule.acted" and line.pk in self.words]
        return {line.about_id: self.words[line.pk].new for line in acted}

    def _steps(self) -> dict[int, str]:
        """A step that was taken off is told of by the words kept when it was."""
        gone = {
            line.about_id: self.words[line.pk].old
            for line in self._lines
            if line.kind == "step.removed" and line.pk in self.words
        }
        return gone | named(Step, "what", self._about("step."))

    def _asks(self) -> dict[int, str]:
        """What each point was found to ask, before anybody reworded it."""
        asks = named(Point, "ask", self._about("point.found"))
        # Newest first, so that the first rewording is the last to be looked at.
        for line in self._lines:
            if line.kind == "point.edited" and line.pk in self.words:
                asks[line.about_id] = self.words[line.pk].old
        return asks


def named(model: type, field: str, ids: Iterable[object]) -> dict[int, str]:
    wanted = {one for one in ids if isinstance(one, int) and one}
    return dict(model._default_manager.filter(pk__in=wanted).values_list("pk", field)) if wanted else {}  # type: ignore[attr-defined]


def _known(read: Callable[[Collection[int]], Mapping[int, str]], ids: Iterable[int]) -> Mapping[int, str]:
    wanted = set(ids)
    return read(wanted) if wanted else {}


def _by_id(rows: Any, ids: Collection[int]) -> dict[int, Any]:
    return {one.pk: one for one in rows.filter(pk__in=set(ids))} if ids else {}


def _words_of(lines: Iterable[RecordLine]) -> dict[int, LineWords]:
    return {one.line: one for one in LineWords.objects.filter(line__in=[line.pk for line in lines])}


def _answers(inquiry_ids: Collection[int]) -> dict[tuple[int, datetime], Answer]:
    """Return each answer by its inquiry and the instant at which it was kept."""
    kept = Answer.objects.filter(inquiry__in=set(inquiry_ids)).select_related("note") if inquiry_ids else ()
    return {(one.inquiry_id, one.note.at): one for one in kept}
