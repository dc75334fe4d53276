"""Letters and replies as files: plain text or mails, and a folder of what was sent before."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from pathlib import Path

from presszero.pure.words import PastReply

ENDINGS = (".txt", ".md", ".eml")
LETTER_ENDING = ".letter"


@dataclass(frozen=True)
class Written:
    """A text with its name, its subject and, for a mail, when it was sent."""

    name: str
    text: str
    subject: str = ""
    sent_at: datetime | None = None

    def line_and_column(self, place: int) -> tuple[int, int]:
        """Return where a character stands, both counted from 1."""
        before = self.text[:place]
        return before.count("\n") + 1, place - (before.rfind("\n") + 1) + 1


def read_written(name: str, parser: argparse.ArgumentParser) -> Written:
    """Return a file, or standard input for "-". Ends with a usage error when it cannot be read."""
    if name == "-":
        return Written("-", sys.stdin.read())
    try:
        return _written(Path(name))
    except OSError as error:
        parser.error(f"{name} cannot be read: {error.strerror or error}.")


def read_history(name: str | None, parser: argparse.ArgumentParser) -> list[PastReply]:
    """Return every text and mail of a folder, newest name first; NAME.letter.txt is the letter NAME.txt answered."""
    if name is None:
        return []
    folder = Path(name)
    if not folder.is_dir():
        parser.error(f"{name} is no folder; name one with the replies sent before, as .txt, .md or .eml.")
    files = sorted((each for each in folder.rglob("*") if each.suffix.lower() in ENDINGS), reverse=True)
    letters = {_answered_by(each): _written(each).text for each in files if _is_letter(each)}
    return [
        PastReply(_written(each).text, 1, letters.get(each.with_suffix(""), ""))
        for each in files
        if not _is_letter(each)
    ]


def _is_letter(file: Path) -> bool:
    return file.stem.endswith(LETTER_ENDING)


def _answered_by(file: Path) -> Path:
    return file.with_name(file.stem.removesuffix(LETTER_ENDING))


def _written(file: Path) -> Written:
    if file.suffix.lower() != ".eml":
        return Written(str(file), file.read_text(encoding="utf-8-sig", errors="replace"))
    mail = BytesParser(policy=policy.default).parsebytes(file.read_bytes())
    body = mail.get_body(("plain",))
    text = body.get_content() if body is not None else ""
    return Written(str(file), text.replace("\r\n", "\n"), str(mail["Subject"] or ""), _sent(mail["Date"]))


def _sent(header: object) -> datetime | None:
    try:
        return parsedate_to_datetime(str(header)) if header else None
    except ValueError:
        return None


def instant(written: str) -> datetime:
    """Return an instant such as 2026-11-18T21:40, for `type=`; in this machine's zone when it names none."""
    try:
        given = datetime.fromisoformat(written)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{written!r} is no instant such as 2026-11-18T21:40") from None
    return given if given.tzinfo else given.astimezone()
