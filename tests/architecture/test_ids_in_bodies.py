"""Every field of every body that names something x what a team names that one may not see: unknown, and nothing changed.

Generated from the described API and from what the pages read of their forms, so a new
field that names something, and one that nobody said anything about, fails here by its name.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from ninja import Schema
from tests.architecture.doors import OF_A_TEAM, every_door, every_pattern
from tests.architecture.matrix import Matrix, changed_by, matrix
from tests.architecture.naming import NAMED, OF_THE_HOUSE, Naming, foreign_ids, nobodys, own_ids

import presszero
from presszero.api.api import api
from presszero.api.schemas.words import MOST_ID
from presszero.cases.person import shown_as
from presszero.customers.people import sides_to_join

__all__ = ["matrix"]

POSTS = {door.name: door for door in every_door() if door.method == "POST"}
FACES = Path(presszero.__file__).parent
# An act on many does the rest, and says what it left out.
LEAVE_OUT = {"desk:batch", "act_on_many", "desk:letters_send", "send_letters"}
KEEPS_WHAT_IT_LEFT = {"ground_record", "inbox_batch"}
# The house's own names are no secret: the sentence says whose topic it is.
SAID_WHOSE = {"topic"}
NEEDS_MORE = {"office:reply_check_learn", "learn_threshold"}  # points that nobody has judged yet


# Fields that hold no name of a row: words, codes, counts and moments. One that is neither here nor named above fails.
WORDS = {
    "act", "address", "as", "asks", "ask", "begins_at", "body", "channel", "chosen", "changed", "choices", "closing", "content",
    "copies", "cover", "day", "does", "done", "due", "email", "ends_at", "escalates", "facts", "files", "first_on",
    "from", "gives_turns", "hears", "how", "in_words", "incident_title", "is_not", "is_promise", "key", "kind",
    "language", "languages", "last_on", "leaves", "look", "mail", "mail_name", "message", "name", "new", "next",
    "node", "not", "old", "on", "open", "out", "outcome", "outline", "password", "phone", "place", "presence", "profile",
    "purpose", "quote", "q", "read_back", "reason", "role", "roles", "rule", "said", "sender_name", "shortcut",
    "shown", "signature", "spans", "steps", "subject", "tag", "tags", "text", "theme", "then", "time_zone", "title",
    "token", "until", "value", "view", "website", "week", "window", "what", "when", "why", "words",
}  # fmt: skip
COUNTS = {
    "act_within_hours", "at", "end", "finding", "first", "first_hours", "next", "next_hours", "open_limit",
    "promise_warn", "promise_warn_hours", "seen", "settle", "settle_hours", "skills", "start", "version", "warn",
    "warn_before_hours",
}  # fmt: skip
# Numbers of the case's own points; what anybody may choose; and fields whose name is another's elsewhere.
KNOWN = {
    ("answer_in_chat", "points"),
    ("chats", "point-"),
    ("give_contact", "topic"),
    ("bring_in_flow", "file"),
    ("people", "skill"),  # one for each skill there is
}


def asked(matrix: Matrix, caller: str, one: Naming, named: Any) -> Any:
    """Return what a change answers when one of its fields names this."""
    door = POSTS[one.door]
    body = one.body(matrix.bodies.get(door.name, {}), named)
    if one.kind == "person" and named != nobodys(one.kind):
        # Who looked at nothing can still work out what it is asked for.
        sides = sides_to_join(one_id=matrix.case.customer_id, other_id=named)
        body |= {"shown": shown_as(sides) if sides else ""}
    return matrix.knock(caller, door, body=body)


def told(answer: Any) -> tuple[int, str]:
    """Return what an answer says, without its numbers: those of what was asked for, and of what was written down."""
    text = answer.content.decode() + answer.get("Location", "")
    main = re.search(r"<main.*?</main>", text, re.S)
    return answer.status_code, re.sub(r"\d+", "#", re.sub(r"<[^>]+>", " ", main[0] if main else text))


@pytest.mark.parametrize("caller", ["agent", "lead"])
def test_what_one_may_not_see_reads_as_what_is_not_there(matrix: Matrix, caller: str) -> None:
    foreign = foreign_ids(matrix.town)
    let_in, told_apart = [], []

    def name_each() -> None:
        for one in NAMED:
            theirs, no_ones = (
                told(asked(matrix, caller, one, named)) for named in (foreign[one.kind], nobodys(one.kind))
            )
            if theirs[0] < 400 and one.door not in LEAVE_OUT:
                let_in.append(f"{one}: {theirs}")
            if theirs != no_ones and one.kind not in SAID_WHOSE:
                told_apart.append(f"{one}: {theirs}, of nobody's {no_ones}")

    changed = changed_by(name_each)
    assert let_in == []
    assert not told_apart, "\n".join(told_apart)
    assert set(changed) <= KEEPS_WHAT_IT_LEFT


def test_what_one_sees_is_taken(matrix: Matrix) -> None:
    """Else the refusals above would prove only that the bodies are wrong."""
    own, refused = own_ids(matrix), []
    for one in [*NAMED, *OF_THE_HOUSE]:
        with transaction.atomic():
            answer = asked(matrix, "lead" if one in OF_THE_HOUSE else "agent", one, own[one.kind])
            status, text = told(answer)
            left = answer.get("Location", "").endswith("left=1") or '"left":[{' in text
            if left or (status >= 400 and one.door not in NEEDS_MORE):
                refused.append(f"{one}: {status} {text[:300]}")
            transaction.set_rollback(True)
    assert not refused, "\n".join(refused)


def test_house_refuses_what_nobody_has(matrix: Matrix) -> None:
    taken = []

    def name_each() -> None:
        for one in OF_THE_HOUSE:
            status, text = told(asked(matrix, "lead", one, nobodys(one.kind)))
            if status < 400:
                taken.append(f"{one}: {status} {text[:200]}")

    changed = changed_by(name_each)
    assert not taken, "\n".join(taken)
    assert changed == []


@pytest.mark.parametrize("caller", ["stranger", pytest.param("lead_of_strangers", marks=pytest.mark.long)])
def test_address_of_what_one_may_not_see_reads_as_one_of_nothing(matrix: Matrix, caller: str) -> None:
    told_apart = []
    for door in every_door():
        if door.act and door.is_about_a_case and not matrix.may_enter(caller, door):
            nothing = matrix.parts | dict.fromkeys(door.parts & OF_A_TEAM, nobodys("case"))
            theirs, no_ones = (
                told(matrix.knock(caller, door, parts=parts)) for parts in (matrix.parts, nothing)
            )
            if theirs != no_ones:
                told_apart.append(f"{door}: {theirs}, of nobody's {no_ones}")
    assert not told_apart, "\n".join(told_apart)


def test_every_name_in_a_body_of_the_api_is_tried() -> None:
    tried = {(one.door, one.field) for one in [*NAMED, *OF_THE_HOUSE]} | KNOWN
    names = {
        (name, path.partition(".")[0]) for name, path, leaf in leaves() if leaf.get("maximum") == MOST_ID
    }
    assert names - tried == set(), (
        "Say in naming.py what these name, so that what one may not see is tried there."
    )
    unsaid = {
        (name, path)
        for name, path, leaf in leaves()
        if (name, path.partition(".")[0]) not in tried and path.rpartition(".")[2] not in WORDS | COUNTS
    }
    assert unsaid == set(), "Do these name something? Add them to naming.py, else to WORDS or COUNTS."


def test_every_whole_number_of_a_body_is_a_name_or_has_a_most() -> None:
    assert [
        (name, path) for name, path, leaf in leaves() if leaf["type"] == "integer" and "maximum" not in leaf
    ] == []


def leaves() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield each plain value of the bodies of all changes: operation, path of names, and its description."""
    described = api.get_openapi_schema()
    for path in described["paths"].values():
        for operation in path.values():
            for kind in operation.get("requestBody", {}).get("content", {}).values():
                for name, leaf in _plain(described, kind["schema"], ""):
                    yield operation["operationId"], name, leaf


def _plain(described: Any, shape: dict[str, Any], name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if "$ref" in shape:
        shape = described["components"]["schemas"][shape["$ref"].rpartition("/")[2]]
    for one in shape.get("anyOf", []):
        yield from _plain(described, one, name)
    if "items" in shape:
        yield from _plain(described, shape["items"], name)
    elif shape.get("type") == "object":
        for part, one in shape.get("properties", {}).items():
            yield from _plain(described, one, f"{name}.{part}".lstrip("."))
        if isinstance(shape.get("additionalProperties"), dict):
            yield name, {"type": "object"}
    elif shape.get("type") not in (None, "null", "boolean"):
        yield name, shape


def test_shapes_of_the_api_are_called_apart() -> None:
    """Two of one name are described as one, and a body is then told as it is not."""
    called: dict[str, set[str]] = {}
    for shape in _all_shapes(Schema):
        if shape.__module__.startswith("presszero."):
            called.setdefault(shape.__name__, set()).add(shape.__module__)
    assert {name: places for name, places in called.items() if len(places) > 1} == {}


def _all_shapes(shape: type) -> Iterator[type]:
    for one in shape.__subclasses__():
        yield one
        yield from _all_shapes(one)


def test_every_name_that_a_page_reads_of_its_form_is_tried() -> None:
    homes = {name: pattern.callback.__module__ for name, _address, pattern in every_pattern()}
    tried = {
        (homes[one.door].rpartition(".")[2], one.field)
        for one in [*NAMED, *OF_THE_HOUSE]
        if one.door in homes
    }
    read = set(fields_read())
    numbers = {(home, name) for home, how, name in read if how in NUMBERS and name not in COUNTS}
    assert numbers - tried - KNOWN == set(), "Say in naming.py what these name."
    words = {(home, name) for home, how, name in read if how not in NUMBERS and name not in WORDS | COUNTS}
    assert words - tried - KNOWN == set(), "Do these name something? Add them to naming.py, else to WORDS."


NUMBERS = {"number", "optional_number", "numbers", "number_or_none", "ticked"}
READERS = NUMBERS | {"typed", "moment", "day_typed", "get", "getlist"}


def fields_read() -> Iterator[tuple[str, str, str]]:
    """Yield the home, the way and the name of every field that a page reads of a form, as its source says it."""
    for face in ("desk", "office", "publicsite"):
        for path in sorted((FACES / face).glob("*.py")):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and (how := _reader(node)):
                    for one in node.args:
                        if name := _said(one):
                            yield path.stem, how, name
                            break


def _reader(call: ast.Call) -> str:
    how = call.func
    if isinstance(how, ast.Name):
        return how.id if how.id in READERS else ""
    if isinstance(how, ast.Attribute) and ast.unparse(how.value).endswith(".POST"):
        return how.attr
    return ""


def _said(node: ast.expr) -> str:
    """Return a name as it is written: of "act{n}" what stands before the number."""
    if isinstance(node, ast.JoinedStr):
        node = node.values[0]
    return str(node.value) if isinstance(node, ast.Constant) else ""
