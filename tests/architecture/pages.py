"""Where the docs and the sources are, and what a file holds."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

from presszero.commands.reference_errors import ToldError, told_errors
from presszero.commands.reference_events import Recorded, recorded_events

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
SOURCE = ROOT / "src" / "presszero"
REFERENCE = DOCS / "reference"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@cache
def functions(path: Path) -> dict[str, ast.AST]:
    """Return every function of a file by its name, methods too."""
    tree = ast.parse(path.read_text())
    return {
        node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


@cache
def house_events() -> list[Recorded]:
    """Every event that our own sources record; read once a run, since that takes seconds."""
    return recorded_events(SOURCE)


@cache
def house_errors() -> list[ToldError]:
    """Every error of our own sources that somebody is told; read once a run."""
    return told_errors(SOURCE)
