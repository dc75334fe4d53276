"""What happened to a case, line by line, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Q
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.utils.translation import ngettext

from presszero.cases.models import Case, Clock, Field, FieldChange, Incident, Promise, Tag
from presszero.cases.phrases import promise_what
from presszero.customers.models import PhoneChange
from presszero.customers.people import names_of
from presszero.ground.models import RecordLine
from presszero.organisation.models import Team, Topic, Worker
from presszero.organisation.queries import the_zone

MOST_LINES = 500

TOLD = {
    "case.opened": noop("The case was opened; %(owner)s answers for it."),
    "case.taken": noop("%(who)s took the case."),
    "case.handed_over": noop("%(who)s handed the case over to %(to)s."),
    "case.closed": noop("%(who)s closed the case: %(outcome)s."),
    "case.reopened": noop("The case was opened again: %(why)s."),
    "case.snoozed": noop("%(who)s put the case aside."),
    "case.followed": noop("%(who)s follows the case."),
    "case.unfollowed": noop("%(who)s no longer follows the case."),
    "case.tagged": noop("%(who)s added the tag “%(tag)s”."),
    "case.untagged": noop("%(who)s took the tag “%(tag)s” off."),
    "case.linked": noop("%(who)s linked the case with %(other)s."),
    "case.unlinked": noop("%(who)s parted the case from %(other)s."),
    "incident.joined": noop("%(who)s made the case part of the incident “%(incident)s”."),
    "incident.left": noop("%(who)s took the case out of the incident “%(incident)s”."),
    "case.topic_set": noop("%(who)s gave the case the topic “%(topic)s”."),
    "case.topic_dismissed": noop("%(who)s said that it is about none of the topics."),
    "case.put_back": noop("%(who)s took an act on many cases back; this one stands as before."),
    "case.merged": noop("%(who)s merged this case into %(into)s."),
    "case.took_in": noop("%(who)s merged %(merged)s into this case."),
    "case.split": noop("%(who)s split %(into)s off this case."),
    "case.same_person": noop("%(who)s said that this person and %(person)s are the same."),
    "case.other_person": noop("%(who)s said that this person and %(person)s are not the same."),
    "case.phone_noted": noop("%(who)s wrote down a phone number of theirs."),
    "case.phone_corrected": noop("%(who)s changed their phone number %(old_phone)s to %(new_phone)s."),
    "case.phone_removed": noop("%(who)s removed their phone number %(old_phone)s."),
    "field.set": noop("%(who)s changed “%(field)s”."),
    "step.added": noop("%(who)s added a step to the checklist."),
    "step.done": noop("%(who)s ticked a step off."),
    "step.undone": noop("%(who)s opened a step again."),
    "step.removed": noop("%(who)s took a step off the checklist."),
    "contact.received": noop("%(who)s wrote."),
    "contact.written_down": noop("%(who)s wrote down what the customer said."),
    "inquiry.asked": noop("%(who)s asked somebody outside by mail."),
    "inquiry.asked_inside": noop("%(who)s asked another team."),
    "inquiry.answered": noop("What was asked has an answer; a note holds it."),
    "acknowledgement.sent": noop("The letter was acknowledged."),
    "reply.sent": noop("%(who)s answered the customer."),
    "notice.sent": noop("%(who)s told the customer a new time."),
    "reply.let_go": noop("%(who)s pressed Send."),
    "reply.called_back": noop("%(who)s took the reply back before it left."),
    "reply.held_back": noop("The reply did not leave; a note says why."),
    "macro.used": noop("%(who)s used a macro."),
    "note.added": noop("%(who)s wrote a note."),
    "note.mentioned": noop("The note names %(workers)s."),
    "point.found": noop("Point %(number)s was found."),
    "point.edited": noop("%(who)s reworded point %(number)s."),
    "point.merged": noop("%(who)s merged point %(number)s into another."),
    "point.split": noop("%(who)s split point %(number)s."),
    "point.taken_out": noop("%(who)s took point %(number)s out."),
    "point.missed": noop("%(who)s said that point %(number)s was missed."),
    "point.marked": noop("%(who)s marked point %(number)s as %(said)s."),
    "point.unmarked": noop("%(who)s took the mark of point %(number)s back."),
    "point.settled": noop("Point %(number)s went out as %(said)s."),
    "promise.made": noop("Promised by %(due)s: “%(what)s”; %(owner)s sees to it."),
    "promise.kept": noop("%(who)s kept the promise “%(what)s”, due by %(due)s."),
    "promise.broken": noop("%(who)s said that “%(what)s” was not kept by %(due)s."),
    "promise.moved": noop("%(who)s gave “%(what)s” a new time: %(new_due)s in place of %(due)s."),
    "promise.falls_due": noop("“%(what)s” falls due by %(due)s; its owner and the lead were told."),
    "promise.overdue": noop("“%(what)s” passed its time, %(due)s; its owner and the lead were told."),
    "case.due_set": noop("An answer is due by %(due_now)s, in place of %(due_before)s."),
    "promise.passed_on": noop("%(owner)s is away: “%(what)s”, due by %(due)s, went to %(to)s."),
    "clock.warned": noop("“%(clock)s” runs out soon.%(told)s"),
    "clock.missed": noop("“%(clock)s” ran out.%(told)s"),
    "case.escalated": noop("The case went to %(to)s, who led on duty."),
    "case.given_back": noop("%(who)s gave the case back."),
    "case.given": noop("It was %(to)s’s turn; the case is theirs."),
    "case.returned": noop("Nobody acted; the case went back to the line."),
    "case.routed": noop("The case went from the team %(left)s to the team %(team)s."),
    "case.target_set": noop("“%(clock)s” was given a time of its own: %(hours)s."),
    "rule.acted": noop("The rule “%(rule)s” acted on the case."),
    "chat.asked": noop("A person was asked for in the chat."),
    "chat.joined": noop("%(who)s joined the chat."),
    "chat.left": noop("%(who)s left the chat."),
    "chat.over": noop("%(who)s ended the chat."),
    "urgency.found": noop("The customer’s words say that it cannot wait."),
    "urgency.said": noop("%(who)s said that %(said)s."),
    "outcome.confirmed": noop("%(who)s confirmed that it is settled."),
    "link.made": noop("A private link was made for the customer."),
    "link.revoked": noop("A private link was closed."),
    "mail.spared": noop("No mail went out: the customer chose to read on their page."),
    "mail.sent": noop("Our mail reached the customer’s post office."),
    "mail.refused": noop("Our mail could not be delivered."),
    "mail.came_back": noop("Our mail came back."),
}
# Where the line says more of it, by the code word of what it says.
TOLD_MORE = {
    "case.escalated": {
        "clock": noop("The case went to %(to)s, who led on duty, since “%(clock)s” ran out."),
        "rule": noop("The case went to %(to)s, who led on duty, by the rule “%(rule)s”."),
    },
    "field.set": {
        "first": noop("%(who)s wrote “%(new)s” into “%(field)s”."),
        "changed": noop("%(who)s changed “%(field)s” from “%(old)s” to “%(new)s”."),
        "emptied": noop("%(who)s emptied “%(field)s”; “%(old)s” stood in it."),
    },
}
# Steps inside of an act that has a line of its own.
NOT_TOLD = {
    "chat.wrote",
    "chat.answered",
    "writing.begun",
    "writing.ended",
    "clock.stopped",
    "case.left_team",
    "pledge.settled",
    "promise.told",
    "pledge.unsettled",
    "followers.told",
    "line.joined",
    "line.left",
    "mail.queued",
}

WHY_OPEN = {
    "wrote-back": noop("the customer wrote again"),
    "not-fixed": noop("it is not fixed"),
    "missed": noop("an answer missed its point"),
    "bounced": noop("our mail did not arrive"),
    "by-worker": noop("a colleague opened it"),
    "promise-due": noop("a promise falls due"),
    "outside": noop("an answer came from outside"),
    "woken": noop("a colleague woke it"),
    "woke": noop("its day has come"),
}
SAID = {
    "answered": noop("answered"),
    "promised": noop("promised"),
    "declined": noop("declined"),
    "urgent": noop("it cannot wait"),
    "not_urgent": noop("it can wait"),
}


@dataclass(frozen=True)
class Happened:
    """One line of a case's story. case_reference: set when it happened in a case that was merged into it."""

    at: datetime
    words: str
    case_reference: str = ""


def history_of_case(*, case: Case, rules: Mapping[int, str] | None = None) -> list[Happened]:
    """Return what happened to a case and to those merged into it, the newest first, in the reader's language.

    rules: the names of rules by their ids, which live higher up. At most MOST_LINES lines. The caller has made sure that the reader may see the case.
    """
    references = dict(Case.objects.filter(Q(pk=case.pk) | Q(merged_into=case)).values_list("pk", "reference"))
    lines = list(
        RecordLine.objects.filter(case_id__in=references, kind__in=TOLD).order_by("-id")[:MOST_LINES]
    )
    names = _Names(lines, case, rules or {})
    return [
        Happened(
            line.at,
            _(names.words_of(line)) % names.of(line),
            "" if line.case_id == case.pk else references.get(line.case_id or 0, ""),
        )
        for line in lines
    ]


class _Names:
    """The people, cases, tags and fields that lines name by id, each kind read once."""

    def __init__(self, lines: Iterable[RecordLine], case: Case, rules: Mapping[int, str]) -> None:
        lines = list(lines)
        self.rules = rules
        self.customer = case.customer.name or _("The customer")
        acting = [line.actor_id for line in lines if line.actor_kind == "worker"]
        named = [line.facts.get(fact) for line in lines for fact in ("to", "owner")]
        several = [one for line in lines for one in line.facts.get("workers") or ()]
        self.workers = _named(Worker, "name", [*acting, *named, *several])
        beside = [line.facts.get(fact) for line in lines for fact in ("other", "into", "merged")]
        self.cases = _named(Case, "reference", beside)
        self.tags = _named(Tag, "name", [line.facts.get("tag") for line in lines])
        self.promises = _promises_of(lines)
        # Newest first, so that the time a promise was made with stands over those it was given later.
        self.first_due = {
            line.facts["promise"]: _moment_of(line.facts["was"])
            for line in lines
            if line.kind == "case.due_set"
        }
        self.topics = _named(Topic, "name", [line.facts.get("topic") for line in lines])
        self.incidents = _named(Incident, "title", [line.facts.get("incident") for line in lines])
        routed = [line for line in lines if line.kind == "case.routed"]
        self.teams = _named(
            Team, "name", [one for line in routed for one in (line.team_id, line.facts.get("left"))]
        )
        self.changes = _changes_of(lines)
        self.people = names_of({line.facts["person"] for line in lines if line.facts.get("person")})
        self.phones = _phone_changes_of(lines)
        self.fields = _named(Field, "name", [line.about_id for line in lines if line.kind == "field.set"])

    def words_of(self, line: RecordLine) -> str:
        """Return the words a line is told in, before its names stand in them."""
        more = TOLD_MORE.get(line.kind, {})
        return more.get(self._more(line), TOLD[line.kind])

    def _more(self, line: RecordLine) -> str:
        if line.kind == "field.set":
            change = self.changes.get(line.pk)
            if change is None:
                return ""
            return "first" if not change.old else "changed" if change.new else "emptied"
        return next((fact for fact in ("clock", "rule") if line.facts.get(fact)), "")

    def of(self, line: RecordLine) -> dict[str, object]:
        facts = line.facts
        outcomes = {value: str(label).lower() for value, label in Case.Outcome.choices}
        named = [self.workers.get(one, "…") for one in facts.get("workers") or ()]
        return {
            "who": self._who(line),
            "to": self.workers.get(facts.get("to"), _("a colleague")),
            "owner": self.workers.get(facts.get("owner"), _("a colleague")),
            "workers": ", ".join(named),
            "told": _told(named),
            "clock": _clock(facts.get("clock")),
            "other": self.cases.get(facts.get("other"), _("another case")),
            "into": self.cases.get(facts.get("into"), _("another case")),
            "merged": self.cases.get(facts.get("merged"), _("another case")),
            "tag": self.tags.get(facts.get("tag"), "…"),
            "field": self.fields.get(line.about_id, "…"),
            "topic": self.topics.get(facts.get("topic"), _("(gone)")),
            "incident": self.incidents.get(facts.get("incident"), _("(gone)")),
            "team": self.teams.get(line.team_id, _("(gone)")),
            "left": self.teams.get(facts.get("left"), _("(gone)")),
            "rule": self.rules.get(self._rule(line), _("(gone)")),
            "hours": _open_hours(facts.get("hours")),
            "person": self.people.get(facts.get("person") or 0, _("(gone)")),
            **self._phone(line),
            **self._change(line),
            **self._promise(line),
            "due_now": _moment_of(facts.get("due")),
            "due_before": _moment_of(facts.get("was")),
            "number": facts.get("number", ""),
            "said": _(SAID[facts["said"]]) if facts.get("said") in SAID else "",
            "why": _(WHY_OPEN[facts["why"]]) if facts.get("why") in WHY_OPEN else _("of itself"),
            "outcome": outcomes.get(facts.get("outcome") or "", ""),
        }

    def _rule(self, line: RecordLine) -> int:
        return (line.about_id if line.kind == "rule.acted" else line.facts.get("rule")) or 0

    def _change(self, line: RecordLine) -> dict[str, object]:
        change = self.changes.get(line.pk)
        said = {"yes": _("yes"), "no": _("no")}
        return {
            "old": said.get(change.old, change.old) if change else "…",
            "new": said.get(change.new, change.new) if change else "…",
        }

    def _phone(self, line: RecordLine) -> dict[str, object]:
        change = self.phones.get(line.facts.get("change"))
        return {"old_phone": change.old if change else "…", "new_phone": change.new if change else "…"}

    def _promise(self, line: RecordLine) -> dict[str, object]:
        """Return what was promised, by when, and by when then; the time of the line, whatever was said since."""
        promise = self.promises.get(line.about_id) if line.kind.startswith("promise.") else None
        first_due = self.first_due.get(line.about_id) if line.kind == "promise.made" else None
        new = self.promises.get(line.facts.get("new"))
        return {
            "what": promise_what(promise) if promise else "…",
            "due": first_due or (_moment(promise.due_at) if promise else "…"),
            "new_due": _moment(new.due_at) if new else "…",
        }

    def _who(self, line: RecordLine) -> str:
        if line.actor_kind == "worker":
            return self.workers.get(line.actor_id, _("a colleague"))
        return self.customer if line.actor_kind == "customer" else "PressZero"


def _told(names: list[str]) -> str:
    """Return who was told of something as a sentence after another, "" where nobody was."""
    if not names:
        return ""
    return " " + ngettext("%(names)s was told.", "%(names)s were told.", len(names)) % {
        "names": ", ".join(names)
    }


def _clock(kind: str | None) -> str:
    return str(Clock.Kind(kind).label) if kind in Clock.Kind.values else "…"


def _promises_of(lines: Iterable[RecordLine]) -> dict[object, Promise]:
    told = [line for line in lines if line.kind.startswith("promise.")]
    ids = {line.about_id for line in told} | {line.facts.get("new") for line in told}
    return {one.pk: one for one in Promise.objects.filter(pk__in=ids - {None})} if told else {}


def _changes_of(lines: Iterable[RecordLine]) -> dict[int, FieldChange]:
    ids = [line.pk for line in lines if line.kind == "field.set"]
    return {one.line: one for one in FieldChange.objects.filter(line__in=ids)} if ids else {}


def _phone_changes_of(lines: Iterable[RecordLine]) -> dict[object, PhoneChange]:
    ids = {
        line.facts["change"]
        for line in lines
        if line.kind.startswith("case.phone_") and "change" in line.facts
    }
    return {one.pk: one for one in PhoneChange.objects.filter(pk__in=ids)} if ids else {}


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


def _named(model: type, field: str, ids: Iterable[object]) -> dict[object, str]:
    wanted = {one for one in ids if isinstance(one, int)}
    return dict(model._default_manager.filter(pk__in=wanted).values_list("pk", field)) if wanted else {}  # type: ignore[attr-defined]
