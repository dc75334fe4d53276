"""Every error that is told to a person, read from the code: its status, its place, what it means."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

from presszero.commands.reference_events import sources

ROOT = "PressZeroError"


@dataclass(frozen=True)
class ToldError:
    """One class of error. status: the HTTP status a face answers with. path: below src/."""

    name: str
    parent: str
    status: int
    path: str
    meaning: str


def told_errors(source: Path) -> list[ToldError]:
    """Return the root of errors and everything that descends from it, by name.

    source: the folder of the package.
    """
    classes = {
        node.name: (node, path)
        for path in sources(source)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ClassDef)
    }
    told = [
        ToldError(
            name=name,
            parent=_parent(node),
            status=_status(name, classes),
            path=path.relative_to(source.parent).as_posix(),
            meaning=" ".join((ast.get_docstring(node) or "").split("\n\n")[0].split()),
        )
        for name, (node, path) in classes.items()
        if _descends(name, classes)
    ]
    return sorted(told, key=lambda error: error.name)


Classes = dict[str, tuple[ast.ClassDef, Path]]


def _parent(node: ast.ClassDef) -> str:
    return ast.unparse(node.bases[0]).rpartition(".")[2] if node.bases else ""


def _descends(name: str, classes: Classes) -> bool:
    if name == ROOT or name not in classes:
        return name == ROOT
    return _descends(_parent(classes[name][0]), classes)


def _status(name: str, classes: Classes) -> int:
    """Return the status of the class, or of the nearest ancestor that names one."""
    node = classes[name][0]
    for line in node.body:
        if isinstance(line, ast.Assign) and ast.unparse(line.targets[0]) == "status":
            return int(ast.literal_eval(line.value))
    return _status(_parent(node), classes)
