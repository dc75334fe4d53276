"""Mails that lie on disk: an mbox, a Maildir, a folder of .eml files, or one .eml. Read one at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from presszero.channels.email.headers import header_date
from presszero.pure.errors import BadInput

LARGEST_MAIL_BYTES = 64 * 1024 * 1024
MOST_LINE_BYTES = 1024 * 1024
LOOKED_AT_BYTES = 64 * 1024
UNDATED = datetime(1970, 1, 1, tzinfo=UTC)

# The time and the year keep a sentence that begins with "From " from cutting a mail in two.
_BEGINS = re.compile(rb"From .*\d{1,2}:\d\d.* (?:19|20)\d\d\b")
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_DATE = re.compile(rb"^Date:[ \t]*([^\r\n]*)", re.IGNORECASE | re.MULTILINE)
_HEAD_ENDS = re.compile(rb"\r?\n\r?\n")


@dataclass(frozen=True)
class StoredMail:
    """Where one mail lies. start, end: bytes of the file; in_mbox: its lines may be quoted.

    dated_at: what its Date header says, 1970 when that says nothing.
    """

    path: Path
    start: int
    end: int
    dated_at: datetime
    in_mbox: bool = False

    @property
    def place(self) -> str:
        """Name it for a person."""
        return f"{self.path}, byte {self.start}" if self.in_mbox else str(self.path)

    def read(self) -> bytes:
        """Return the mail's own bytes. Raises TooLargeToImport, OSError."""
        if self.end - self.start > LARGEST_MAIL_BYTES:
            raise TooLargeToImport(
                f"The mail has {self.end - self.start:,} bytes; more than {LARGEST_MAIL_BYTES:,} are not imported."
            )
        with self.path.open("rb") as file:
            file.seek(self.start)
            raw = file.read(self.end - self.start)
        # The blank line between two mails belongs to the mbox; the last mail of today has it only tomorrow.
        return _QUOTED_FROM.sub(rb"\1", raw).rstrip(b"\r\n") + b"\n" if self.in_mbox else raw


class TooLargeToImport(BadInput):
    """One mail of an archive is larger than what is taken in."""


class NoMailThere(BadInput):
    """The path names nothing that holds mail."""


def mails_in(path: Path) -> list[StoredMail]:
    """Return every mail at a path, the earliest first, so that a letter comes before the answers to it.

    What it is, is seen by itself: an mbox, a Maildir with its sub-folders, a folder of .eml and .mbox files, or a
    single mail. Only places are kept, never the mails. Raises NoMailThere.
    """
    found = list(_found(path))
    if not found:
        raise NoMailThere(
            f"There is no mail in {path}. Name an mbox, a Maildir, a folder of .eml files, or one .eml."
        )
    return sorted(found, key=lambda mail: mail.dated_at)


def _found(path: Path) -> Iterator[StoredMail]:
    if path.is_file():
        yield from _in_file(path)
    elif path.is_dir():
        for file in sorted(path.rglob("*")):
            if file.is_file() and (
                file.parent.name in ("cur", "new") or file.suffix.lower() in (".eml", ".mbox")
            ):
                yield from _in_file(file)


def _in_file(path: Path) -> Iterator[StoredMail]:
    with path.open("rb") as file:
        head = file.read(LOOKED_AT_BYTES)
        if _BEGINS.match(head):
            file.seek(0)
            yield from _in_mbox(path, file)
        elif head.strip():
            yield StoredMail(path, 0, path.stat().st_size, _dated(head))


def _in_mbox(path: Path, file: IO[bytes]) -> Iterator[StoredMail]:
    start, head, blank, offset = 0, bytearray(), True, 0
    while line := file.readline(MOST_LINE_BYTES):
        begins = blank and _BEGINS.match(line)
        if begins and offset:
            yield StoredMail(path, start, offset, _dated(head), in_mbox=True)
        offset += len(line)
        if begins:
            start, head = offset, bytearray()
        elif len(head) < LOOKED_AT_BYTES:
            head += line
        blank = not line.strip()
    yield StoredMail(path, start, offset, _dated(head), in_mbox=True)


def _dated(head: bytes | bytearray) -> datetime:
    found = _DATE.search(_HEAD_ENDS.split(head, maxsplit=1)[0])
    return (header_date(found[1].decode("latin-1")) if found else None) or UNDATED
