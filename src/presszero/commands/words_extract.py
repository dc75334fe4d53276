"""`presszero words extract`: points, details, experience and urgency of one text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from presszero.commands.letter_files import Written, instant, read_written
from presszero.commands.parsing import command_parser
from presszero.pure.words import Reading, Urgency, quotation, read_letter, sentences, urgency

DOES = """\
Find what a text asks, its details in normal form, what its writer went through and why it cannot wait.
Prints one line for each: path:line:column: what: kind: the words. Rules only, English and French.
TEXT is plain text or .eml; "-" is standard input. Ends with 0, with 2 on wrong usage."""
EXAMPLE = "presszero words extract letter.txt --sent 2026-11-18T21:40 --json"


def main(arguments: list[str]) -> int:
    """Read one text; 0 fine, 2 wrong usage."""
    parser = command_parser("words extract", DOES, EXAMPLE)
    parser.add_argument("text", metavar="TEXT")
    parser.add_argument(
        "--sent",
        metavar="INSTANT",
        type=instant,
        help='when it was written; resolves "Saturday"; now when not given',
    )
    parser.add_argument("--json", action="store_true", help="print everything as JSON, with spans")
    given = parser.parse_args(arguments)
    written = read_written(given.text, parser)
    sent_at = given.sent or written.sent_at or datetime.now().astimezone()
    cuts = quotation(written.text)
    reading = read_letter(written.text, sent_at, cuts, subject=written.subject)
    pressing = urgency(written.text, sent_at)
    if given.json:
        print(json.dumps(as_json(written, reading, pressing, sent_at), indent=2, ensure_ascii=False))
    else:
        print("\n".join(_lines(written, reading, pressing)) or _nothing(written))
    return 0


def as_json(written: Written, reading: Reading, pressing: list[Urgency], sent_at: datetime) -> dict[str, Any]:
    """Return the shape that docs/guides/reply-check.md describes."""
    cuts = quotation(written.text)
    return {
        "text": written.name,
        "sent_at": sent_at.isoformat(),
        **reading.as_json(),
        "urgency": [each.as_json() for each in pressing],
        "sentences": [each.as_json() for each in sentences(written.text, cuts)],
        "cuts": [each.as_json() for each in cuts],
    }


def _nothing(written: Written) -> str:
    cuts = quotation(written.text)
    if cuts and not sentences(written.text, cuts):
        kinds = " and ".join(dict.fromkeys(each.kind for each in cuts))
        return f"Nothing was read: all of it is {kinds}. Put what the writer says above it, or below a line of dashes."
    return "Nothing was found."


def _lines(written: Written, reading: Reading, pressing: list[Urgency]) -> Iterator[str]:
    yield from (_line(written, each.start, "urgent", each.rule, each.text) for each in pressing)
    yield from (_line(written, each.start, "point", each.kind, each.ask) for each in reading.points)
    yield from (_line(written, each.start, "experience", each.kind, each.text) for each in reading.experience)
    for detail in reading.details:
        value = f" = {detail.value}" if detail.value and detail.value != detail.text else ""
        yield _line(written, detail.start, "detail", detail.kind, detail.text + value)
    yield from (_line(written, each.start, "wish", each.kind, each.text) for each in reading.wishes)


def _line(written: Written, start: int, what: str, kind: str, words: str) -> str:
    line, column = written.line_and_column(start)
    return f"{written.name}:{line}:{column}: {what}: {kind}: {' '.join(words.split())}"
