"""The reference is what the code says of itself."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.architecture.pages import REFERENCE, ROOT, SOURCE, functions, house_errors, house_events

from presszero.commands import COMMANDS
from presszero.commands.reference_events import UnreadableKind, recorded_events
from presszero.config.addresses import SETTINGS
from presszero.organisation.permissions import MAY
from presszero.wiring import CONSEQUENCES


@pytest.fixture(scope="module")
def compared() -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "presszero", "reference", "--compare", str(REFERENCE)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="help texts are laid out as Python 3.11 does")
def test_reference_is_what_the_code_says(compared: subprocess.CompletedProcess[str]) -> None:
    assert compared.returncode == 0, compared.stdout + compared.stderr


@pytest.mark.long
def test_page_that_fell_behind_is_named_and_written_again(tmp_path: Path) -> None:
    for page in REFERENCE.glob("*.md"):
        (tmp_path / page.name).write_text(page.read_text())
    lines = (tmp_path / "settings.md").read_text().splitlines(keepends=True)
    (tmp_path / "settings.md").write_text("".join(line for line in lines if "`DATABASE_URL`" not in line))
    command = [sys.executable, "-m", "presszero", "reference"]
    told = subprocess.run([*command, "--compare", tmp_path], capture_output=True, text=True, check=False)
    assert (told.returncode, "settings.md has fallen behind" in told.stdout) == (1, True)
    subprocess.run([*command, "--write", tmp_path], capture_output=True, check=True)
    assert "| `DATABASE_URL` |" in (tmp_path / "settings.md").read_text()


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("settings", {one.name for one in SETTINGS}),
        ("errors", {one.name for one in house_errors()}),
        ("events", {one.kind for one in house_events()} | set(CONSEQUENCES)),
        ("commands", {f"## presszero {name}" for name in COMMANDS}),
        ("routes", set(MAY)),
    ],
)
def test_reference_names_each_of_them(page: str, names: set[str]) -> None:
    words = (REFERENCE / f"{page}.md").read_text()
    missing = sorted(name for name in names if name not in words)
    assert not missing, (
        f"docs/reference/{page}.md lacks {missing}; run: presszero reference --write docs/reference"
    )


def test_reference_names_each_address_and_operation() -> None:
    from presszero.commands.reference_routes import api_operations, page_addresses

    routes, operations = (REFERENCE / "routes.md").read_text(), (REFERENCE / "api.md").read_text()
    missing = [
        one.path for one in page_addresses() if f"`{one.path}` | `{one.name}` | {one.act}" not in routes
    ]
    missing += [
        one.name for one in api_operations() if f"`{one.method} {one.path}` | `{one.name}`" not in operations
    ]
    assert not missing, f"The reference lacks {missing}; run: presszero reference --write docs/reference"


def test_every_error_says_what_it_means() -> None:
    silent = [error.name for error in house_errors() if not error.meaning]
    assert not silent, f"{silent} have no docstring; the reference could not say what they mean."


def test_docstrings_name_events_that_are_recorded() -> None:
    known = {one.kind for one in house_events()}
    for path in SOURCE.rglob("*.py"):
        for name, node in functions(path).items():
            said = re.search(r"Records\s+([^\n]*(?:\n[^\n]+)*)", ast.get_docstring(node) or "")
            kinds = set(re.findall(r"\b[a-z]+\.[a-z_]+\b", said[1])) if said else set()
            assert kinds <= known, (
                f"{path.name}#{name} says it records {sorted(kinds - known)}, which nothing does."
            )


def test_kind_that_cannot_be_looked_up_is_refused_with_what_to_do(tmp_path: Path) -> None:
    ground = tmp_path / "presszero" / "ground"
    ground.mkdir(parents=True)
    (ground / "record.py").write_text("def record(kind, /, **facts): ...\n")
    (ground / "acts.py").write_text(
        "from presszero.ground.record import record\ndef act(row):\n    record(row.kind, about=row)\n"
    )
    with pytest.raises(UnreadableKind, match=r"ground.acts.act records .* Pass the kind as a literal"):
        recorded_events(tmp_path / "presszero")
