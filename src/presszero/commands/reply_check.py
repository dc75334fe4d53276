"""`presszero reply check`: what a draft leaves open in a letter, told as a linter tells it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from presszero.commands.letter_files import Written, instant, read_history, read_written
from presszero.commands.meaning_at_hand import meaning_if_any
from presszero.commands.parsing import command_parser
from presszero.pure.words import (
    Finding,
    History,
    PointToAnswer,
    Proposal,
    Reading,
    ReplyCheck,
    check_reply,
    quotation,
    read_letter,
)
from presszero.pure.words.sameness import form_likeness

DOES = """\
Hold a draft against the letter it answers. Prints one line for each finding:
  path:line:column: rule: what is the matter; how to mend it
Points the draft answers, and promises with a date, are no findings; --json shows them all.
LETTER and DRAFT are plain text or .eml; "-" is standard input. DIR holds replies sent before, as
.txt, .md or .eml; NAME.letter.txt beside NAME.txt is the letter that one answered, for the swap test.
Ends with 0 when nothing was found, 1 with findings, 2 on wrong usage. Nothing is sent anywhere."""
EXAMPLE = "presszero reply check letter.txt draft.txt --history sent/"


def main(arguments: list[str]) -> int:
    """Check one draft; 0 nothing found, 1 findings, 2 wrong usage."""
    parser = command_parser("reply check", DOES, EXAMPLE)
    parser.add_argument("letter", metavar="LETTER")
    parser.add_argument("draft", metavar="DRAFT")
    parser.add_argument("--history", metavar="DIR", help="replies sent before, to find form letters")
    parser.add_argument(
        "--sent", metavar="INSTANT", type=instant, help="when the letter was written; now when not given"
    )
    parser.add_argument(
        "--at", metavar="INSTANT", type=instant, help="when the draft is written; now when not given"
    )
    parser.add_argument("--voice", choices=("en", "fr"), default="en", help="language of the findings")
    parser.add_argument(
        "--json", action="store_true", help="print points, promises, details and findings as JSON"
    )
    given = parser.parse_args(arguments)
    if given.letter == given.draft == "-":
        parser.error('only one of LETTER and DRAFT can be "-".')
    letter, draft = read_written(given.letter, parser), read_written(given.draft, parser)
    now = datetime.now().astimezone()
    told = Told(letter, draft, History.from_replies(read_history(given.history, parser)))
    told.check(given.sent or letter.sent_at or now, given.at or now, given.voice)
    print(json.dumps(told.as_json(), indent=2, ensure_ascii=False) if given.json else told.as_text())
    return 1 if told.findings else 0


class Told:
    """A letter and a draft with all that the check says about them."""

    reading: Reading
    checked: ReplyCheck

    def __init__(self, letter: Written, draft: Written, history: History) -> None:
        self.letter, self.draft, self.history = letter, draft, history

    def check(self, sent_at: datetime, at: datetime, voice: str) -> None:
        self.reading = read_letter(
            self.letter.text, sent_at, quotation(self.letter.text), subject=self.letter.subject
        )
        self.points = [
            PointToAnswer(number, each.text, each.start, each.end, each.ask, each.kind, each.details)
            for number, each in enumerate(self.reading.points, start=1)
        ]
        self.checked = check_reply(
            self.letter.text,
            self.points,
            self.draft.text,
            at=at,
            sent_at=sent_at,
            history=self.history,
            wishes=self.reading.wishes,
            experience=self.reading.experience,
            voice=voice,
            meaning=meaning_if_any(),
        )
        self.findings = [each for each in self.checked.findings if self._needs_somebody(each)]

    def _needs_somebody(self, finding: Finding) -> bool:
        """Return whether nobody would settle it at a glance: an answer found, or a promise dated, is fine here."""
        if finding.rule == "point-open":
            return self._proposal(finding.number).state != "answered"
        if finding.rule == "promise-undated":
            return any(
                each.start == finding.place.start and each.due_at is None for each in self.checked.pledges
            )
        return True

    def _proposal(self, number: int | None) -> Proposal:
        return next(each for each in self.checked.proposals if each.number == number)

    def _file(self, finding: Finding) -> Written:
        return self.draft if finding.place.text == "draft" else self.letter

    def as_text(self) -> str:
        return "\n".join(self._line(each) for each in self.findings) or _fine(self.points)

    def _line(self, finding: Finding) -> str:
        file = self._file(finding)
        line, column = file.line_and_column(finding.place.start)
        message = " ".join(each.rstrip(".") for each in (f"{finding.title}:", finding.reason) if each)
        return f"{file.name}:{line}:{column}: {finding.rule}: {message}; {finding.mend}"

    def as_json(self) -> dict[str, Any]:
        """Return the shape that docs/guides/reply-check.md describes."""
        swap = self.history.letters.swap(self.draft.text, self.letter.text)
        return {
            "letter": self.letter.name,
            "draft": self.draft.name,
            "title": self.reading.title,
            "language": {
                "letter": self.reading.language.as_json(),
                "draft": self.checked.language.as_json(),
            },
            "points": [self._point(point) for point in self.points],
            "details": [each.as_json() for each in self.checked.details],
            "experience": [each.as_json() for each in self.reading.experience],
            "meaning": self.checked.meaning or None,
            "promises": [each.as_json() for each in self.checked.pledges],
            "swap": {"fits": swap.fits, "of": swap.of} if swap else None,
            "form_likeness": form_likeness(
                self.draft.text, self.letter.text, self.history.rarity(self.draft.text)
            ),
            "findings": [self._finding(each) for each in self.findings],
        }

    def _point(self, point: PointToAnswer) -> dict[str, Any]:
        proposal = self._proposal(point.number)
        line, column = self.letter.line_and_column(point.start)
        answer = {"start": proposal.start, "end": proposal.end, "quote": proposal.quote}
        return {
            **{key: value for key, value in point.as_json().items() if key != "details"},
            "line": line,
            "column": column,
            "state": proposal.state,
            "answer": answer if proposal.start is not None else None,
            "shared": list(proposal.shared),
            "why": proposal.why,
        }

    def _finding(self, finding: Finding) -> dict[str, Any]:
        file = self._file(finding)
        line, column = file.line_and_column(finding.place.start)
        shown = {key: value for key, value in finding.as_json().items() if key not in ("place", "level")}
        return {"path": file.name, "line": line, "column": column, **finding.place.as_json(), **shown}


def _fine(points: Sequence[PointToAnswer]) -> str:
    if not points:
        return "No point was found in the letter, and nothing to mend in the draft."
    answered = "The one point seems" if len(points) == 1 else f"All {len(points)} points seem"
    return (
        f"{answered} to be answered, and nothing else was found. The check only proposes; you know the case."
    )
