"""The reference pages as Markdown, each made from what the code says of itself."""

from __future__ import annotations

import contextlib
import importlib
import io
import os
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from pathlib import Path

import presszero
from presszero.commands import COMMANDS
from presszero.commands.reference_errors import told_errors
from presszero.commands.reference_events import recorded_events
from presszero.commands.reference_routes import PUBLIC, Operation, api_operations, page_addresses, roles_of
from presszero.config.addresses import SETTINGS

SOURCE = Path(presszero.__file__).parent
FROM_THE_CODE = (
    "<!-- Written by `presszero reference --write docs/reference`; change the code, then write it again. -->"
)
SUBCOMMANDS = (
    ("mail", "import"),
    ("staff", "patience"),
    ("staff", "year"),
    ("flow", "verify"),
    ("flow", "draw"),
    ("flow", "try"),
    ("flow", "schema"),
    ("token", "make"),
    ("token", "list"),
    ("token", "revoke"),
)


def settings_page() -> str:
    """Return every setting, what it is when nothing is given, and what it means."""
    rows = [(f"`{one.name}`", one.default, one.meaning) for one in SETTINGS]
    return _page(
        "Settings",
        "Every setting is an environment variable, read once when a process starts. An empty value counts as "
        "not given. A value that cannot be used stops the start with a sentence that says what to write instead.",
        _table(("Setting", "When not given", "What it means"), rows),
    )


def events_page() -> str:
    """Return every kind of record line, where it is written, what it says, and what follows from it."""
    from presszero.wiring import CONSEQUENCES

    rows = []
    for kind, found in groupby(recorded_events(SOURCE), key=lambda one: one.kind):
        lines = list(found)
        follows = ", ".join(f"`{one.__name__}`" for one in CONSEQUENCES.get(kind, ())) or "nothing"
        facts = sorted({fact for line in lines for fact in line.facts})
        places = "<br>".join(f"`{line.path}#{line.function}`" for line in lines)
        rows.append((f"`{kind}`", places, ", ".join(f"`{fact}`" for fact in facts) or "none", follows))
    return _page(
        "Events",
        "An event is one line of the record, written in the transaction of the act itself. Each line has an "
        "`id`, a `kind`, what it is about (`about_kind`, `about_id`), `case_id`, `team_id`, who acted "
        "(`actor_kind`, `actor_id`) and when (`at`); the sealer adds `position` and `hash` after the commit. "
        "The facts hold ids, code words and digests, never words that a person wrote. "
        "What follows is the table in `src/presszero/wiring.py`.",
        _table(("Event", "Recorded by", "Facts", "What follows"), rows),
    )


def errors_page() -> str:
    """Return every error that is told to a person."""
    rows = [(f"`{one.name}`", str(one.status), one.meaning, f"`{one.path}`") for one in told_errors(SOURCE)]
    return _page(
        "Errors",
        "An error says what happened, with the numbers, and what to do next. The same sentence is shown on "
        "the screen, by the program, and in the API's envelope: "
        '`{"error": {"kind", "sentence", "field"}}` with the status below.',
        _table(("Error", "Status", "What it means", "Where"), rows),
    )


def routes_page() -> str:
    """Return the table of permissions and every address of the pages."""
    from presszero.organisation.models import Role
    from presszero.organisation.permissions import MAY

    roles = [role.value for role in Role]
    who = [(act, *("yes" if role in roles_of(act) else "" for role in roles)) for act in MAY]
    rows = [(f"`{one.path}`", f"`{one.name}`", one.act, _who(one.act)) for one in page_addresses()]
    return _page(
        "Addresses, and who may use them",
        "Every address names one act, or says that it is public; one that names neither is refused. Which "
        "cases a person sees is a second question: those of their own teams, and of all teams for a leader. "
        "A case of another team reads as not there.",
        "## Who may do what\n\n" + _table(("Act", *roles), who),
        "## Addresses of the pages\n\nThose below `/demo/` exist in a demo or a test only.\n\n"
        + _table(("Address", "Name", "Act", "Who"), rows),
        "## Addresses of the front itself\n\n"
        "`/health` answers while the front runs; `/ready` answers 200 once the database answers too; `/events` "
        "sends live events to whoever may *follow the record*; `/static/` holds style sheets, scripts and icons.",
    )


def api_page() -> str:
    """Return every operation of the API, a part at a time."""
    parts = [
        f"## {part.capitalize()}\n\n"
        + _table(("Operation", "Name", "What it does", "Act"), map(_operation, found))
        for part, found in groupby(api_operations(), key=lambda one: one.part)
    ]
    return _page(
        "The API",
        "Each act that has a screen has its operation here. `/api/v1/openapi.json` describes every shape "
        "(OpenAPI 3.1). Sign in with a session, or send `Authorization: Bearer KEY` with a key made by "
        "`presszero token make`. A change may carry an `Idempotency-Key`: sent again within 24 hours it does "
        "nothing twice. Who may do an act stands in [who may do what](routes.md#who-may-do-what).",
        *parts,
    )


def commands_page() -> str:
    """Return what each command says when it is asked for help."""
    asked = [(name,) for name in COMMANDS] + list(SUBCOMMANDS)
    parts = [f"## presszero {' '.join(words)}\n\n{_fenced(_help(words))}" for words in sorted(asked)]
    return _page(
        "Commands",
        "`presszero` is the one program. It ends with 0 when all is well, 1 for findings or an error told in a "
        "sentence, 2 for wrong usage.",
        *parts,
    )


PAGES: dict[str, Callable[[], str]] = {
    "settings": settings_page,
    "events": events_page,
    "errors": errors_page,
    "routes": routes_page,
    "api": api_page,
    "commands": commands_page,
}


def _page(title: str, opening: str, *parts: str) -> str:
    return "\n\n".join([f"# {title}", FROM_THE_CODE, opening, *parts]) + "\n"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _who(act: str) -> str:
    return "anyone" if act == PUBLIC else ", ".join(roles_of(act))


def _operation(one: Operation) -> tuple[str, str, str, str]:
    return f"`{one.method} {one.path}`", f"`{one.name}`", one.does, one.act


def _fenced(words: str) -> str:
    return f"```text\n{words.rstrip()}\n```"


def _help(words: Sequence[str]) -> str:
    """Return the help of a command, in lines of the same length on every screen."""
    name, *rest = words
    said, columns = io.StringIO(), os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = "100"
    try:
        with contextlib.redirect_stdout(said), contextlib.suppress(SystemExit):
            importlib.import_module(f"presszero.commands.{name}").main([*rest, "--help"])
    finally:
        os.environ.pop("COLUMNS") if columns is None else os.environ.update(COLUMNS=columns)
    return said.getvalue()
