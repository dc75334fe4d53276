"""How cases stood at a moment that has passed, as far as it was written down."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Left

from presszero.cases.models import Contact, LineWords, Point
from presszero.ground.models import RecordLine
from presszero.organisation.hours import Keeper, calendar_of
from presszero.organisation.models import Team
from presszero.pure.conditions import Facts
from presszero.pure.hours import Calendar
from presszero.rules.facts import READ_SIGNS, tag_names, told_by

OF_LETTERS = {"words", "sender", "channel"}
OF_FIELDS = {"field", "field_set"}
# Acts after which it cannot be told how a case stood before, by what is asked of it.
UNDONE_BY = {
    "topic": ("case.put_back",),
    "tag": ("case.put_back", "case.took_in"),
    "field": ("case.took_in",),
    "field_set": ("case.took_in",),
    "points": ("point.merged", "point.split", "point.missed", "case.took_in", "case.split"),
}
# Lines that say who answers for a case from then on, and under which fact; None: whoever acted.
OWNED_BY = {
    "case.opened": "owner",
    "case.taken": None,
    "case.handed_over": "to",
    "case.given": "to",
    "case.given_back": "to",
    "case.returned": "to",
    "case.escalated": "to",
    "case.routed": "owner",
}
CHANGES = (
    "case.topic_set",
    "case.tagged",
    "case.untagged",
    "field.set",
    *{kind for one in UNDONE_BY.values() for kind in one},
)


@dataclass(frozen=True)
class Letter:
    """One contact that came in. text: its subject and words."""

    at: datetime
    channel: str
    sender: str
    text: str


@dataclass(frozen=True)
class Past:
    """What was written down of cases, by case, as far as some conditions ask."""

    asks: frozenset[str]
    letters: dict[int, list[Letter]]
    changes: dict[int, list[RecordLine]]
    points: dict[int, list[Point]]
    tags: dict[int, str]
    owners: dict[int, list[RecordLine]]
    before: dict[int, str]
    calendars: dict[int, Calendar]

    @classmethod
    def of(cls, case_ids: Collection[int], *, asks: Collection[str]) -> Past:
        """Read it, in as many queries as there are kinds of it, whatever the number of cases."""
        wanted = frozenset(asks)
        changes = _by_case(_lines(case_ids, CHANGES))
        tags = [line.facts["tag"] for lines in changes.values() for line in lines if "tag" in line.facts]
        points = Point.objects.filter(case__in=case_ids if "points" in wanted else ()).select_related(
            "contact"
        )
        teams = Team.objects.all() if "open_hours" in wanted else Team.objects.none()
        return cls(
            asks=wanted,
            letters=_letters(case_ids) if wanted & OF_LETTERS else {},
            changes=changes,
            points=_by_case(points),
            tags=tag_names(tags),
            owners=_by_case(_lines(case_ids if "owner" in wanted else (), OWNED_BY)),
            before=_before_changes(case_ids) if wanted & OF_FIELDS else {},
            calendars={team.pk: calendar_of(Keeper(team=team)) for team in teams},
        )

    def facts(self, now: Facts, line: RecordLine) -> Facts | None:
        """Return the facts of a case when a line of its record was written, None where they cannot be known.

        now: its facts of today; language, earlier cases and what hours are kept are taken from these.
        """
        case_id = line.case_id or 0
        later = [one for one in self.changes.get(case_id, ()) if one.id > line.id]
        kinds = {one.kind for one in later}
        if any(kinds & set(UNDONE_BY[asked]) for asked in self.asks & UNDONE_BY.keys()):
            return None
        topic = _topic_then(now.topic, later)
        if topic is None and "topic" in self.asks:
            return None
        owner = self._owner_then(case_id, line) if "owner" in self.asks else now.owner
        fields = self._fields_then(now.fields, later) if self.asks & OF_FIELDS else now.fields
        if owner is None or fields is None:
            return None
        letter, team = self._letter(case_id, line.at), line.team_id or now.team
        then = replace(
            now,
            team=team,
            topic=topic or 0,
            tags=self._tags_then(now.tags, later),
            points=self._points_then(case_id, line.at),
            owner=owner,
            fields=fields,
            is_open_hours=self.calendars[team].is_open(line.at) if team in self.calendars else True,
            channel=letter.channel if letter else now.channel,
            sender=letter.sender if letter else now.sender,
            text=letter.text if letter else now.text,
        )
        return replace(then, **told_by(line, self.tags))

    def _letter(self, case_id: int, at: datetime) -> Letter | None:
        """Return the last letter until then, the first where none had come."""
        letters = self.letters.get(case_id, [])
        return next((one for one in reversed(letters) if one.at <= at), letters[0] if letters else None)

    def _tags_then(self, now: frozenset[str], later: Iterable[RecordLine]) -> frozenset[str]:
        tags = set(now)
        for line in reversed(list(later)):
            name = self.tags.get(line.facts.get("tag", 0), "")
            if line.kind == "case.tagged":
                tags.discard(name)
            elif line.kind == "case.untagged":
                tags.add(name)
        return frozenset(tags)

    def _owner_then(self, case_id: int, line: RecordLine) -> int | None:
        """Return who answered for the case once a line was written, None where that was not written down."""
        last = next((one for one in reversed(self.owners.get(case_id, [])) if one.id <= line.id), None)
        if last is None:
            return None
        fact = OWNED_BY[last.kind]
        return last.facts.get(fact) if fact else last.actor_id

    def _fields_then(self, now: Mapping[int, str], later: Iterable[RecordLine]) -> dict[int, str] | None:
        """Return what stood in the fields, None where what stood in one before a change was not written down."""
        fields = dict(now)
        for line in reversed([one for one in later if one.kind == "field.set"]):
            if line.pk not in self.before:
                return None
            fields[line.about_id] = self.before[line.pk]
        return fields

    def _points_then(self, case_id: int, at: datetime) -> int:
        return sum(_is_open_then(point, at) for point in self.points.get(case_id, ()))


def _topic_then(now: int, later: Iterable[RecordLine]) -> int | None:
    """Return the topic before it was set the first time since, 0 for none, None where that was not written down."""
    first = next((line for line in later if line.kind == "case.topic_set"), None)
    return now if first is None else first.facts.get("was")


def _is_open_then(point: Point, at: datetime) -> bool:
    ended = (point.settled_at, point.taken_out_at)
    return (
        point.merged_into_id is None
        and point.contact.at <= at
        and all(one is None or one > at for one in ended)
    )


def _lines(case_ids: Collection[int], kinds: Iterable[str]) -> QuerySet[RecordLine]:
    return RecordLine.objects.filter(case_id__in=case_ids, kind__in=list(kinds)).order_by("id")


def _before_changes(case_ids: Collection[int]) -> dict[int, str]:
    """Return what stood in a field before each change, by the line of it."""
    return dict(LineWords.objects.filter(case__in=case_ids).values_list("line", "old"))


def _letters(case_ids: Collection[int]) -> dict[int, list[Letter]]:
    read = Contact.objects.filter(case__in=case_ids, direction=Contact.Direction.IN).order_by("at", "id")
    letters: dict[int, list[Letter]] = {}
    for case_id, at, channel, sender, subject, said in read.annotate(
        said=Left("text", READ_SIGNS)
    ).values_list("case_id", "at", "channel", "address", "subject", "said"):
        letters.setdefault(case_id, []).append(Letter(at, channel, sender, f"{subject}\n{said}"))
    return letters


def _by_case(rows: Iterable[Any]) -> dict[int, list[Any]]:
    kept: dict[int, list[Any]] = {}
    for row in rows:
        kept.setdefault(row.case_id or 0, []).append(row)
    return kept
