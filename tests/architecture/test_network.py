"""What customers write leaves by mail alone: which files open a connection, and that no machine sends a reply."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from tests.cast import LATER_THAT_DAY, given_draft, given_marks, given_open_case, given_town

from presszero.ground.actors import SYSTEM, NobodyInParticular
from presszero.replies.sending import send_reply

SOURCE = Path(__file__).resolve().parents[2] / "src" / "presszero"
CLIENTS = {"socket", "smtplib", "imaplib", "urllib.request", "http.client", "asyncio.open_connection"}
OTHERS_CLIENTS = {"requests", "httpx", "aiohttp", "urllib3", "websockets", "grpc", "openai", "anthropic"}
OPEN_ONE = {
    "channels/email/sending.py": "letters, to the mail server of the house",
    "demo/night.py": "the demo's letters, to our own receiver",
    "demo/visitor.py": "the demo's visitor, to our own front",
    "processes/connections.py": "the front's own callers",
    "processes/front.py": "the front's own callers",
    "processes/ports.py": "a free port",
    "processes/postgres_address.py": "the database",
    "reading/engine.py": "the engine beside us, by a file",
}


def test_a_file_that_opens_a_connection_is_one_of_a_few() -> None:
    found = {path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py") if imports(path) & CLIENTS}
    assert found == set(OPEN_ONE)


def test_nothing_speaks_to_a_service() -> None:
    assert [path for path in SOURCE.rglob("*.py") if imports(path) & OTHERS_CLIENTS] == []


@pytest.mark.django_db
def test_a_reply_is_sent_by_a_person() -> None:
    town = given_town()
    case = given_open_case(taken_by=town.tomas)
    given_draft(case, by=town.tomas)
    given_marks(case, by=town.tomas)  # everything is said: who sends is all that is left
    with pytest.raises(NobodyInParticular):
        send_reply(case_id=case.pk, by=SYSTEM, at=LATER_THAT_DAY, message_id="1@portlumen.example")


def imports(path: Path) -> set[str]:
    """Return what a file imports: packages, modules, and names of modules."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [one.name for one in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [node.module, *(f"{node.module}.{one.name}" for one in node.names)]
        else:
            continue
        found |= {part for name in names for part in (name, name.partition(".")[0])}
    return found
