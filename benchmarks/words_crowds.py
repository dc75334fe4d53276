"""More of `./dev bench words`: twenty incidents planted among ten thousand messages of a week.

The messages are those of BANKING77 and CLINC150, with times drawn over seven days with their nights. Twenty of the 227
intents become incidents: 15 to 300 messages within half an hour to six hours, most at the beginning. Of half of them
people also write a little all week long, so that only the flood is new; of the others nobody wrote before. An
intent holds 120 to 227 messages; a larger incident repeats some. An intent is a harder thing than fireworks: its
messages share a matter and often no word.

With a sentence model, half of how like two messages are is their meaning.

A crowd counts as an incident when half of the messages it was seen with are the incident's; every other one is false.
"""

from __future__ import annotations

import csv
import gzip
import io
import math
import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from benchmarks.shared_data import missing, shared_data
from presszero.pure.alike.crowds import Crowd, Message, Watch
from presszero.pure.triage.sense import SentenceModel

DAYS, MESSAGES, PLANTED = 7, 10_000, 20
START = datetime(2026, 11, 16, tzinfo=UTC)
SEEN_BY = 12
SEEDS = (7, 9, 11)
AT_ONCE = 5  # messages handed over together, as a busy minute does


@dataclass(frozen=True)
class Sent:
    at: datetime
    text: str
    incident: int | None


def crowds(meaning: SentenceModel | None = None) -> Iterator[str]:
    """Yield the lines that tell how incidents were seen, for each week. meaning: a sentence model that reads along."""
    if not _intents():
        yield missing("banking77")
        return
    for seed in SEEDS:
        yield from week(seed, meaning)


def week(seed: int, meaning: SentenceModel | None = None) -> Iterator[str]:
    """Yield the lines that tell how the incidents of one week were seen."""
    intents = _intents()
    sent = _week(intents, random.Random(seed))
    began = time.process_time()
    watch = Watch(meaning=meaning)
    messages = [Message(str(number), one.text, one.at) for number, one in enumerate(sent)]
    seen_at: dict[int, int] = {}
    for begin in range(0, len(messages), AT_ONCE):
        for crowd in watch.see(messages[begin : begin + AT_ONCE]):
            seen_at.setdefault(id(crowd), begin + AT_ONCE)
    seconds = time.process_time() - began
    nth, false, again = _judged(sent, watch.crowds, seen_at)
    in_time = sum(number <= SEEN_BY for number in nth.values())
    yield (
        f"incidents    {in_time} of {PLANTED} seen by their {SEEN_BY}th message, {len(nth)} at all "
        f"(median at the {sorted(nth.values())[len(nth) // 2]}th); false: {false / DAYS:.1f} a day; "
        f"told again as another: {again}"
    )
    yield f"             {1000 * seconds / len(sent):.2f} ms of processor a message, handed over {AT_ONCE} at a time"


def _judged(sent: list[Sent], found: list[Crowd], seen_at: dict[int, int]) -> tuple[dict[int, int], int, int]:
    """Return the message each incident was seen by, how many crowds were false, and how many told one again."""
    nth: dict[int, int] = {}
    false = again = 0
    for crowd in found:
        first = [sent[int(key)].incident for key in crowd.keys[: crowd.seen_with]]
        incident, many = Counter(first).most_common(1)[0]
        if incident is None or many * 2 < len(first):
            false += 1
            continue
        again += incident in nth
        until = sent[: seen_at[id(crowd)]]
        nth.setdefault(incident, sum(one.incident == incident for one in until))
    return nth, false, again


def _week(intents: dict[str, list[str]], chance: random.Random) -> list[Sent]:
    names = sorted(intents)
    chance.shuffle(names)
    sent: list[Sent] = []
    for number, name in enumerate(names[:PLANTED]):
        texts = intents.pop(name)
        chance.shuffle(texts)
        if number % 2:  # people write of it all week, too
            intents[name], texts = texts[: len(texts) // 3], texts[len(texts) // 3 :]
        size = round(15 * 20 ** chance.random())
        begins, seconds = (
            START + timedelta(days=chance.uniform(0.5, DAYS - 0.5)),
            3600 * chance.uniform(0.5, 6),
        )
        after = [min(seconds, chance.expovariate(2.5 / seconds)) for _ in range(size)]
        sent += [
            Sent(begins + timedelta(seconds=one), texts[at % len(texts)], number)
            for at, one in enumerate(after)
        ]
    others = [text for name in sorted(intents) for text in intents[name]]
    chance.shuffle(others)
    sent += [Sent(_by_day(chance), text, None) for text in others[: MESSAGES - len(sent)]]
    return sorted(sent, key=lambda one: one.at)


def _by_day(chance: random.Random) -> datetime:
    """Return a moment of the week; few write at night."""
    while True:
        hours = chance.uniform(0, 24 * DAYS)
        of_day = hours % 24
        busy = 0.15 + 0.85 * max(0.0, math.sin((of_day - 6) / 14 * math.pi)) if 6 <= of_day <= 20 else 0.15
        if chance.random() < busy:
            return START + timedelta(hours=hours)


def _intents() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for text, name in (*_banking(), *_clinc()):
        found.setdefault(name, []).append(text)
    return found


def _banking() -> Iterator[tuple[str, str]]:
    if folder := shared_data("banking77"):
        for part in ("train", "test"):
            content = gzip.decompress((folder / f"{part}.csv.gz").read_bytes()).decode()
            for row in csv.DictReader(io.StringIO(content)):
                yield row["text"], "banking " + row["category"]


def _clinc() -> Iterator[tuple[str, str]]:
    if folder := shared_data("clinc150"):
        for part in ("train", "val"):
            for line in gzip.decompress((folder / f"{part}.tsv.gz").read_bytes()).decode().splitlines():
                text, name = line.split("\t")[:2]
                yield text, "clinc " + name
