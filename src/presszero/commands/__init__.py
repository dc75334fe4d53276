"""The `presszero` program: one file a command. A command is imported only when it is called."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence

from presszero.pure.errors import PressZeroError

FINE, FINDINGS, USAGE, INTERRUPTED, READER_LEFT = 0, 1, 2, 130, 141

COMMANDS = {
    "up": "everything under one supervisor: database, pages, worker, mail",
    "demo": "the demo town Port Lumen, with its evening replayed",
    "serve": "the front alone: pages, live events, files",
    "work": "the worker alone: consequences, promises, outgoing mail",
    "mail": "the mail door alone, by SMTP and LMTP; mail import PATH takes in an archive",
    "roster": "who works when, from what each interval requires",
    "forecast": "how many will come, how sure that is, how good it would have been",
    "surge": "a crowd after an event, and the buses that take it home",
    "begin": "a new installation: its organisation, first team and lead",
    "worker": "let a colleague in",
    "migrate": "bring the tables up to date",
    "engine": "the process that holds text models; it starts when first asked",
    "search": "build what search knows, after an upgrade",
    "flow": "phone and chat flows: verify, draw, try; also those of other platforms",
    "reply": "reply check LETTER DRAFT: what a draft leaves open, told as a linter tells it",
    "words": "words extract TEXT: points, details, experience, and why it cannot wait",
    "token": "keys to the API: make, list, revoke",
    "town": "the invented town alone, in a demo or test database",
    "staff": "a table of calls in, a staffing plan out; staff year plans heads and money",
    "simulate": "a contact centre as a file, played through to a stated half-width",
    "triage": "how well your own mail would be sorted by topic, before you adopt anything",
    "models": "sentence models that read what letters mean: list, add, remove",
    "warn": "replay records of calls: would the early warning have been right?",
    "manage": "Django's own commands",
    "reference": "the reference pages of the docs, written from the code",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit: 0 fine, 1 findings or a told error, 2 wrong usage."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or given[0] in ("-h", "--help", "help"):
        print(overview())
        return FINE if given else USAGE
    name, *rest = given
    if name not in COMMANDS:
        print(f"presszero has no command {name!r}.\n\n{overview()}", file=sys.stderr)
        return USAGE
    try:
        code: int = importlib.import_module(f"presszero.commands.{name}").main(rest)
        sys.stdout.flush()
    except BrokenPipeError:
        _say_no_more()
        return READER_LEFT
    except PressZeroError as error:
        print(error, file=sys.stderr)
        return FINDINGS
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


def _say_no_more() -> None:
    """Whoever read along has left, as `head` does; what is still to be written goes nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def overview() -> str:
    """Return what `presszero --help` says."""
    lines = [f"  {name:<9} {meaning}" for name, meaning in COMMANDS.items()]
    return "\n".join(
        [
            "usage: presszero COMMAND [--help]",
            "",
            "Customer service that a person answers.",
            "",
            *lines,
            "",
            "example: presszero demo",
            "exit: 0 fine, 1 findings or an error told in a sentence, 2 wrong usage",
        ]
    )
