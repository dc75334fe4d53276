"""At which lines of the record rules look: at what people, customers and clocks do, never at what a rule did or led to."""

from __future__ import annotations

from collections.abc import Iterable

from presszero.ground.models import RecordLine
from presszero.rules.models import Rule

# The lines of the record that each "when" looks at. What a rule does itself may stand under some of these kinds.
LOOKS_AT = {
    "case.opened": Rule.When.OPENED,
    "contact.received": Rule.When.WROTE,
    "reply.sent": Rule.When.ANSWERED,
    "clock.warned": Rule.When.WARNED,
    "clock.missed": Rule.When.MISSED,
    "case.closed": Rule.When.CLOSED,
    "case.reopened": Rule.When.REOPENED,
    "case.snoozed": Rule.When.ASIDE,
    "case.taken": Rule.When.OWNER,
    "case.handed_over": Rule.When.OWNER,
    "case.given_back": Rule.When.OWNER,
    "case.given": Rule.When.OWNER,
    "field.set": Rule.When.FIELD,
    "case.tagged": Rule.When.TAGGED,
    "case.topic_set": Rule.When.TOPIC,
    "note.added": Rule.When.NOTED,
    "inquiry.answered": Rule.When.HEARD,
    "urgency.found": Rule.When.PRESSING,
    "urgency.said": Rule.When.PRESSING,
    "promise.overdue": Rule.When.SLIPPED,
    "outcome.confirmed": Rule.When.CONFIRMED,
}
# Rules tag and note too, and did so in the platform's name once: of these only a colleague's own are looked at.
BY_COLLEAGUES = {"case.tagged", "note.added", "case.topic_set", "field.set"}
# A case stands in a line, and so becomes somebody's turn, because somebody, or a rule, put it there.
BY_TURN, INTO_LINE = "case.given", "line.joined"


def lines_for(when: str, lines: Iterable[RecordLine]) -> list[RecordLine]:
    """Return those lines of one case at which rules of a "when" look.

    lines: in their order, with those under INTO_LINE before a turn, which tell whether a rule led to it.
    """
    found, is_led_to = [], False
    for line in lines:
        if line.kind == INTO_LINE:
            is_led_to = line.actor_kind == "rule"
        elif (
            LOOKS_AT.get(line.kind) == when
            and not (line.kind == BY_TURN and is_led_to)
            and _is_looked_at(line)
        ):
            found.append(line)
    return found


def _is_looked_at(line: RecordLine) -> bool:
    if line.kind == "urgency.said":
        return line.facts.get("said") == "urgent"
    if line.kind == "inquiry.answered":
        return not line.facts.get("automatic")
    return line.actor_kind == "worker" or (line.kind not in BY_COLLEAGUES and line.actor_kind != "rule")


def when_of(line: RecordLine) -> str:
    """Return the "when" of the rules that look at a line, "" where none does."""
    when = LOOKS_AT.get(line.kind)
    if when is None:
        return ""
    before = RecordLine.objects.filter(case_id=line.case_id, kind=INTO_LINE, id__lt=line.pk).order_by("-id")
    lines = [*(before[:1] if line.kind == BY_TURN else ()), line]
    return when.value if lines_for(when, lines) else ""
