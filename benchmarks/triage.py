"""How well messages are sorted by topic, beside the goal and a plain baseline, and what that costs.

    ./dev bench triage [--semantic]

With --semantic the extra for meaning is installed beside (.venv-semantic), and a sentence model reads along.
BANKING77's official split, and CLINC150: train, judged on its validation part, with its out-of-scope messages. The
baseline is words and pieces of words in the same linear model, as anyone would build it first; its time stands beside.
Learning is told as one waits for it, and in CPU seconds, of which a busy machine tells less; a message in CPU time.
Memory is of a process that loads the model and sorts with it.
"""

from __future__ import annotations

import csv
import gzip
import io
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.shared_data import missing, shared_data
from presszero.commands.meaning_at_hand import meaning_at_hand
from presszero.pure.meaning.vectors import Meaning
from presszero.pure.triage.keeping import to_bytes
from presszero.pure.triage.learning import learn
from presszero.pure.triage.measuring import Figures, figures, places
from presszero.pure.triage.sorter import ACCEPTED_SHARE, Sorter

Messages = tuple[list[str], list[str]]


@dataclass(frozen=True)
class Goals:
    """What is aimed at by words, and by words and meaning: shares, seconds, milliseconds, MiB."""

    banking: float
    clinc: float
    outside: float
    learning: int
    message: int
    memory: int


GOALS = {False: Goals(0.920, 0.935, 0.80, 5, 3, 160), True: Goals(0.947, 0.967, 0.92, 25, 10, 260)}

MEMORY = """
import resource, sys
from pathlib import Path
def now(): return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 2**20
before = now()
from presszero.pure.triage.keeping import from_bytes
model = from_bytes(Path(sys.argv[1]).read_bytes())
if model.sense:
    from presszero.commands.meaning_at_hand import meaning_at_hand
    model = model.reading_with(meaning_at_hand())
for _ in range(50): model.sort("Where is the card that I ordered last week?")
print(now() - before)
"""


def main(*asked: str) -> None:
    """Print accuracy, calibration, refusal, time and memory for both sets."""
    goals, meaning = GOALS["--semantic" in asked], meaning_at_hand() if "--semantic" in asked else None
    if folder := shared_data("banking77"):
        train, test = (read_csv(folder / f"{part}.csv.gz") for part in ("train", "test"))
        sorter, learning = _learned(train, meaning)
        found = _judged(sorter, test, None)
        plain, plain_learning = _baseline(train, test)
        print(f"BANKING77, {len(train[0]):,} messages learned, {len(test[0]):,} judged")
        _row(
            "accuracy",
            found.accuracy,
            f"goal {goals.banking:.3f}; plain baseline {plain:.4f}",
        )
        _row("macro F1", found.macro_f1, "")
        _row("first three", found.top3, "")
        _row("calibration error", found.ece, "")
        _row(
            "learning, s",
            learning.waited,
            f"goal {goals.learning} where the plain baseline takes 2.8; here it takes {plain_learning.waited:.1f}",
        )
        _row("learning, CPU s", learning.worked, f"plain baseline {plain_learning.worked:.1f}")
        _speed(sorter, test[0], goals.message)
        _row("memory, MiB", _memory(sorter), f"goal {goals.memory}, above a bare process")
    else:
        print(missing("banking77"))
    if folder := shared_data("clinc150"):
        train, held = (_tsv(folder / f"{part}.tsv.gz") for part in ("train", "val"))
        outside = [text for part in ("oos_train", "oos_val") for text in _tsv(folder / f"{part}.tsv.gz")[0]]
        sorter, learning = _learned(train, meaning)
        found = _judged(sorter, held, outside)
        print(
            f"CLINC150, {len(train[0]):,} messages learned, {len(held[0]):,} and {len(outside)} outside judged"
        )
        _row(
            "accuracy",
            found.accuracy,
            f"goal {goals.clinc:.3f}; plain baseline {_baseline(train, held)[0]:.4f}",
        )
        _row("calibration error", found.ece, "goal 0.02 at most")
        _row(
            "outside, refused",
            found.oos_recall_at_95 or 0,
            f"goal {goals.outside:.2f}; BERT in the data's paper 0.40 to 0.52",
        )
        _row("inside, accepted", found.accepted_share, "aimed at 0.95 on a part of what was learned")
        _row("AUROC", found.oos_auroc or 0, "")
        _row("learning, s", learning.waited, "")
    else:
        print(missing("clinc150"))


def _row(what: str, value: float, beside: str) -> None:
    print(f"  {what:<20} {value:8.4f}   {beside}")


def read_csv(path: Path) -> Messages:
    rows = list(csv.DictReader(io.StringIO(gzip.decompress(path.read_bytes()).decode())))
    return [row["text"] for row in rows], [row["category"] for row in rows]


def _tsv(path: Path) -> Messages:
    rows = [line.split("\t") for line in gzip.decompress(path.read_bytes()).decode().splitlines()]
    return [row[0] for row in rows], [row[1] for row in rows]


@dataclass(frozen=True)
class Taken:
    """Seconds: how long one waited, and how long the processors worked."""

    waited: float
    worked: float


@contextmanager
def _timed(taken: list[Taken]) -> Iterator[None]:
    began, worked = time.monotonic(), _worked()
    yield
    taken.append(Taken(time.monotonic() - began, _worked() - worked))


def _worked() -> float:
    """CPU seconds of this process and of those it began."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _learned(train: Messages, meaning: Meaning | None) -> tuple[Sorter, Taken]:
    learn(
        ["bus"] * 30 + ["book"] * 30, ["buses"] * 30 + ["library"] * 30
    )  # what is imported once is not learning
    taken: list[Taken] = []
    with _timed(taken):
        sorter = learn(*train, meaning=meaning).reading_with(meaning)
    return sorter, taken[0]


def _judged(sorter: Sorter, test: Messages, outside: list[str] | None) -> Figures:
    chances, typical = sorter.chances(test[0])
    strange = sorter.chances(outside)[1] if outside else None
    return figures(chances, places(test[1], sorter.topics), typical, strange, ACCEPTED_SHARE)


def _baseline(train: Messages, test: Messages) -> tuple[float, Taken]:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline, make_union
    from sklearn.svm import LinearSVC

    looks = make_union(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True),
    )
    plain, taken = make_pipeline(looks, LinearSVC(C=0.5)), list[Taken]()
    with _timed(taken):
        plain.fit(*train)
    return float(plain.score(*test)), taken[0]


def _speed(sorter: Sorter, texts: list[str], goal: int) -> None:
    taken = []
    for text in texts[:1000]:
        began = time.process_time()
        sorter.sort(text)
        taken.append((time.process_time() - began) * 1000)
    _row("one message, p50 ms", float(np.quantile(taken, 0.5)), "")
    _row(
        "one message, p95 ms",
        float(np.quantile(taken, 0.95)),
        f"goal {goal}, with its words and nearest cases",
    )


def _memory(sorter: Sorter) -> float:
    with tempfile.NamedTemporaryFile() as kept:
        Path(kept.name).write_bytes(to_bytes(sorter))
        done = subprocess.run(
            [sys.executable, "-c", MEMORY, kept.name], capture_output=True, text=True, check=True
        )
    return float(done.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
