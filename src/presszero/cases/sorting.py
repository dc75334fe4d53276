"""What cases are about, as learned from people: examples, suggestions, and "none of these"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet

from presszero.cases.locking import locked_case
from presszero.cases.models import Case, Contact
from presszero.ground import clock, jobs
from presszero.ground.actors import Actor
from presszero.ground.record import record
from presszero.organisation.queries import the_organisation, topics_by_words
from presszero.pure.triage.least import LEAST_OF_A_TOPIC
from presszero.reading.keeping import answer_suggestion, cases_refused_lately, learn_topics, suggest
from presszero.reading.models import Suggestion

MOST_EXAMPLES = 20_000  # the newest; what was asked years ago is asked otherwise today
READ_AT_MOST = 8_000
COUNTED_AT_MOST = 2_000


@dataclass(frozen=True)
class Example:
    """A case that people sorted: its number, its words, its topic."""

    case_id: int
    text: str
    topic_id: int


def say_no_topic(*, case_id: int, by: Actor, at: datetime) -> Case:
    """Say that a case is about none of the topics: it loses the one it had, and an open suggestion is dismissed.

    Raises NoSuchCase, CaseMerged. Records case.topic_dismissed when something changed.
    """
    with transaction.atomic():
        case = locked_case(case_id=case_id, by=by)
        said = answer_suggestion(case_id=case.pk, topic_id=None, by=by, at=at)
        if case.topic_id or said:
            case.topic, case.topic_words = None, []
            case.save(update_fields=["topic", "topic_words"])
            record(
                "case.topic_dismissed",
                about=case,
                by=by,
                at=at,
                case_id=case.pk,
                team_id=case.team_id,
                said=said,
            )
    return case


def near_cases(suggestion: Suggestion, *, by: Actor) -> list[Case]:
    """Return the past cases a suggestion found most like its own, of those this actor may see."""
    return _seen(suggestion.near, by)


def cases_of_no_topic(*, since: datetime, by: Actor) -> list[Case]:
    """Return the newest cases since then that are unlike every topic, of those this actor may see."""
    return _seen(cases_refused_lately(since), by)


def _seen(case_ids: Sequence[int], by: Actor) -> list[Case]:
    seen = {case.pk: case for case in Case.objects.visible_to(by).filter(pk__in=case_ids)}
    return [seen[case_id] for case_id in case_ids if case_id in seen]


def suggest_topic(*, case_id: int, at: datetime) -> None:
    """Keep what the working model says a case is about; nothing where none works."""
    case = Case.objects.prefetch_related(letters_of()).get(pk=case_id)
    if not case.automatic:
        suggest(case_id=case.pk, text=first_words(case), at=at)


def examples() -> Iterator[Example]:
    """Return the cases that people have sorted: topics somebody set or confirmed, and those that stood when it was closed."""
    said = dict(Suggestion.objects.exclude(answer="").values_list("case_id", "answer"))
    for case in _with_a_topic().prefetch_related(letters_of()).order_by("-pk")[:MOST_EXAMPLES].iterator(500):
        if (case.pk in said or case.is_closed or not case.topic_words) and (text := first_words(case)):
            yield Example(case.pk, text, case.topic_id or 0)


def sorted_so_far() -> tuple[int, int]:
    """Return how many cases could be learned from before there is any model, and in how many topics.

    Counts what examples() would give, without reading a letter; topics that have too few do not count.
    """
    by_people = _with_a_topic().filter(Q(state=Case.State.CLOSED) | Q(topic_words=[]))
    found = Counter(by_people.order_by("-pk").values_list("topic_id", flat=True)[:COUNTED_AT_MOST])
    enough = [cases for cases in found.values() if cases >= LEAST_OF_A_TOPIC]
    return sum(enough), len(enough)


def _with_a_topic() -> QuerySet[Case]:
    return Case.objects.filter(topic__isnull=False, automatic=False).exclude(state=Case.State.MERGED)


@jobs.job("cases.learn_topics")
def learn_from_cases() -> None:
    """Learn from the cases of this house; what comes of it stands in the office."""
    found = sorted(examples(), key=lambda one: one.case_id)
    learn_topics(
        texts=[one.text for one in found],
        topics=[str(one.topic_id) for one in found],
        keys=[str(one.case_id) for one in found],
        by_rules=[str(topic.pk) if topic else "" for topic in topics_by_words([one.text for one in found])],
        at=clock.now(),
    )


def start_learning(*, by: Actor, at: datetime) -> None:
    """Have a worker learn from the cases now. Records model.asked."""
    with transaction.atomic():
        record("model.asked", about=the_organisation(), by=by, at=at)
        jobs.start("cases.learn_topics")


def letters_of() -> Prefetch:
    """What first_words reads, for many cases at once."""
    first = Contact.objects.filter(direction=Contact.Direction.IN).order_by("at", "id")
    return Prefetch("contacts", queryset=first, to_attr="letters")


def first_words(case: Case) -> str:
    """Return the customer's own first words: subject and text without what is quoted. The case comes with letters_of()."""
    letter = next(iter(getattr(case, "letters", ())), None)
    if letter is None:
        return ""
    kept, at = [], 0
    for cut in letter.cuts:
        kept.append(letter.text[at : cut["start"]])
        at = cut["end"]
    return "\n".join((letter.subject, "".join([*kept, letter.text[at:]])))[:READ_AT_MOST].strip()
