"""`presszero mail import`: one's own archive becomes cases, and nobody is written to."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from presszero.commands.database_in_reach import database_in_reach
from presszero.commands.parsing import command_parser
from presszero.commands.progress import Progress

if TYPE_CHECKING:
    from presszero.channels.email.archives import StoredMail

DOES = """\
Import an mbox, a Maildir, a folder of .eml files, or one .eml; which it is, is seen by itself.
Nothing is sent and no clock runs: no acknowledgement, no due time, no promise. The cases are
closed unless --open. Run again after a break, it goes on: a mail is known by the hash of its bytes."""
EXAMPLE = "presszero mail import ~/archive/support.mbox --json"


def main(arguments: list[str]) -> int:
    """Import and return 0 when every mail was read, 1 when some failed or went to the quarantine."""
    parser = command_parser("mail import", DOES, EXAMPLE)
    parser.add_argument("path", type=Path, metavar="PATH", help="where the mails are")
    parser.add_argument("--open", action="store_true", help="leave the cases open, to be answered")
    parser.add_argument(
        "--json",
        action="store_true",
        help="end with one line on standard output: read, stored, joined, quarantined, duplicates, failed "
        "(read is the sum of the others)",
    )
    given = parser.parse_args(arguments)
    mails = _mails(parser, given.path)
    with database_in_reach():
        counts = _import(mails, stay_open=given.open)
    print(json.dumps(counts) if given.json else _in_words(counts))
    return 1 if counts["failed"] or counts["quarantined"] else 0


def _mails(parser: argparse.ArgumentParser, path: Path) -> list[StoredMail]:
    from presszero.channels.email.archives import NoMailThere, mails_in

    if not path.exists():
        parser.error(f"{path} does not exist.")
    try:
        return mails_in(path)
    except NoMailThere as error:
        parser.error(str(error))


def _import(mails: list[StoredMail], *, stay_open: bool) -> dict[str, int]:
    import django

    django.setup()
    from django.db import connections

    from presszero.channels.email.importing import FAILED, QUARANTINED, Imported, import_mails
    from presszero.ground import clock

    progress = Progress(len(mails), "mails")

    def tell(imported: Imported) -> None:
        progress.step()
        if imported.ended in (FAILED, QUARANTINED):
            progress.say(f"{imported.ended}: {imported.mail.place}: {imported.why}")

    try:
        return import_mails(mails, stay_open=stay_open, at=clock.now(), tell=tell)
    finally:
        progress.end()
        connections.close_all()


def _in_words(counts: dict[str, int]) -> str:
    said = (
        f"{counts['read']:,} mails read: {counts['stored']:,} became cases, {counts['joined']:,} joined one, "
        f"{counts['duplicates']:,} were here already."
    )
    if counts["quarantined"]:
        said += (
            f" {counts['quarantined']:,} are in the quarantine; look at them under Quarantine on the desk."
        )
    if counts["failed"]:
        said += f" {counts['failed']:,} failed and are named above; run this again once that is mended."
    return said
