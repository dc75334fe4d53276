"""`presszero triage`: how well an organisation's own mail would be sorted by topic."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from presszero.commands.parsing import command_parser

if TYPE_CHECKING:
    from presszero.pure.triage.evaluating import Evaluation

DOES = """\
Learn topics from messages that people sorted, and say how well others would be sorted: before adopting anything,
on a laptop, with nothing leaving it. A.tsv and B.tsv hold the columns text and label, with tabs between;
C.tsv holds messages about none of the topics. Only A.tsv is learned from; what is refused is decided on a part of it.
With --semantic the meaning of English messages is read along with their words. docs/guides/triage.md tells what each figure means."""
EXAMPLE = "presszero triage evaluate --train sorted.tsv --test others.tsv --oos none-of-these.tsv --json"


def main(arguments: list[str]) -> int:
    """Evaluate and return 0. Raises BadSheet, TooFewExamples."""
    parser = command_parser("triage", DOES, EXAMPLE)
    acts = parser.add_subparsers(dest="act", required=True, metavar="evaluate")
    act = acts.add_parser("evaluate", help="learn from one table, judge on others", description=DOES)
    act.add_argument("--train", type=Path, required=True, metavar="A.tsv", help="what to learn from")
    act.add_argument("--test", type=Path, required=True, metavar="B.tsv", help="what to judge on")
    act.add_argument(
        "--oos", type=Path, metavar="C.tsv", help="messages about none of the topics; text alone will do"
    )
    act.add_argument(
        "--semantic",
        action="store_true",
        help="read the meaning of English messages, too; needs the extra presszero[semantic]",
    )
    act.add_argument("--json", action="store_true", help="the figures as JSON on standard output")
    given = parser.parse_args(arguments)
    contents = {path: _content(act, path) for path in (given.train, given.test, given.oos) if path}

    from presszero.commands.meaning_at_hand import meaning_at_hand
    from presszero.pure.triage.evaluating import evaluate
    from presszero.pure.triage.tables import read_table

    train = read_table(contents[given.train], source=given.train.name)
    test = read_table(contents[given.test], source=given.test.name)
    oos = read_table(contents[given.oos], source=given.oos.name, labelled=False) if given.oos else None
    found = evaluate(train, test, oos, meaning=meaning_at_hand() if given.semantic else None)
    print(json.dumps(found.as_json(), indent=2, ensure_ascii=False) if given.json else in_words(found))
    for topic, messages in found.left_out.items():
        print(f"Left out: {topic!r} has {messages} messages, and 3 is the least.", file=sys.stderr)
    return 0


def _content(parser: argparse.ArgumentParser, path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        parser.error(f"{path} cannot be read: {error.strerror}")


def in_words(found: Evaluation) -> str:
    """Return the figures as a person reads them."""
    figures = found.figures
    lines = [
        f"Learned from {found.train_messages:,} messages in {found.topics} topics in {found.train_seconds:.1f} s; "
        f"judged on {found.test_messages:,} others.",
        f"  right topic first         {figures.accuracy:.1%}",
        f"  among the first three     {figures.top3:.1%}",
        f"  macro F1                  {figures.macro_f1:.3f}   every topic counts the same, however rare",
        f"  calibration error         {figures.ece:.3f}   how far a stated probability is off, on average",
        f"  sorted, not refused       {figures.accepted_share:.1%}   of messages that do belong to a topic",
    ]
    if figures.oos_recall_at_95 is not None:
        lines += [
            f"  none of these, seen       {figures.oos_recall_at_95:.1%}   of {found.oos_messages:,} that belong to none",
            f"  none of these, AUROC      {figures.oos_auroc:.3f}",
        ]
    if found.meaning:
        lines.append(f"Meaning was read by the sentence model {found.meaning[:12]}….")
    if found.strange:
        lines.append(f"{found.strange:,} messages have a topic that was not learned; each counts as wrong.")
    return "\n".join(lines)
