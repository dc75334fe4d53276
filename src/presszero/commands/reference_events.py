"""What the code records, read from the code itself: every event, and the functions that record it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from presszero.pure.errors import PressZeroError

PACKAGE = "presszero"
ALWAYS_GIVEN = {"about", "by", "at", "case_id", "team_id"}
Function = ast.FunctionDef | ast.AsyncFunctionDef
Key = tuple[str, str]  # module and function


class UnreadableKind(PressZeroError):
    """A record call names its kind in a way that nobody can look up; write the kind as a literal."""


@dataclass(frozen=True)
class Told:
    """A function that records the kind it is given: head + argument + tail.

    parameter: the name of that argument. facts: the names of what its line says besides.
    of_case: whether its line may name a case.
    """

    parameter: str
    head: str
    tail: str
    facts: frozenset[str]
    of_case: bool = False


@dataclass(frozen=True, order=True)
class Recorded:
    """One kind of record line, where it is recorded, the names of the facts on it, and whether it may name a case."""

    kind: str
    path: str
    function: str
    facts: tuple[str, ...]
    of_case: bool = False


def recorded_events(source: Path) -> list[Recorded]:
    """Return every kind that the package in `source` records, by kind, path and function.

    source: the folder of the package. Raises UnreadableKind.
    """
    house = _House(source)
    root = (f"{PACKAGE}.ground.record", "record")
    told: dict[Key, list[Told]] = {root: [Told("kind", "", "", frozenset())]}
    found: set[Recorded] = set()
    waiting = [root]
    while waiting:
        callee = waiting.pop()
        for place, call in house.calls_of(callee):
            for one in told[callee]:
                for passed in _kinds(house, place, call, callee, one):
                    if isinstance(passed, Recorded):
                        found.add(passed)
                    elif passed not in told.setdefault(place, []):
                        told[place].append(passed)
                        waiting.append(place)
    return sorted(found)


def _kinds(house: _House, place: Key, call: ast.Call, callee: Key, told: Told) -> Iterator[Recorded | Told]:
    parameters = house.parameters(callee)
    given = _argument(call, parameters, told.parameter)
    facts = told.facts | {
        word.arg
        for word in call.keywords
        if word.arg and word.arg not in {*house.named_parameters(callee), *ALWAYS_GIVEN}
    }
    of_case = told.of_case or _may_name_a_case(call, house.functions[place])
    for head, name, tail in _parts(given):
        value = house.choices.get(name, "") if "." in name else ""
        if name and not value and name in house.parameters(place):
            yield Told(name, told.head + head, tail + told.tail, frozenset(facts), of_case)
        elif name and not value:
            raise UnreadableKind(
                f"{place[0]}.{place[1]} records a kind that is made of {name!r}, which cannot be looked up in "
                "the code. Pass the kind as a literal, or as a choice of a model."
            )
        else:
            kind = told.head + head + value + tail + told.tail
            yield Recorded(kind, house.paths[place[0]], place[1], tuple(sorted(facts)), of_case)


def _may_name_a_case(call: ast.Call, function: Function) -> bool:
    """Whether a call gives a case, by name or in a dictionary of its own; facts that are handed on hold none."""
    handed_on = function.args.kwarg.arg if function.args.kwarg else ""
    return any(
        word.arg == "case_id" or (word.arg is None and ast.unparse(word.value) != handed_on)
        for word in call.keywords
    )


def _argument(call: ast.Call, parameters: list[str], name: str) -> ast.expr:
    place = parameters.index(name)
    if place < len(call.args):
        return call.args[place]
    return next(word.value for word in call.keywords if word.arg == name)


def _parts(given: ast.expr) -> Iterator[tuple[str, str, str]]:
    """Yield (words before, name, words after) for each thing that an expression can be."""
    if isinstance(given, ast.IfExp):
        yield from _parts(given.body)
        yield from _parts(given.orelse)
    elif isinstance(given, ast.Constant):
        yield str(given.value), "", ""
    elif isinstance(given, ast.JoinedStr) and len(given.values) == 2:
        head, hole = given.values
        yield (
            ast.literal_eval(head),
            ast.unparse(hole.value) if isinstance(hole, ast.FormattedValue) else "?",
            "",
        )
    else:
        yield "", ast.unparse(given), ""


class _House:
    """Every function of the package, who calls it, and the values of the models' choices."""

    def __init__(self, source: Path) -> None:
        self.paths: dict[str, str] = {}
        self.functions: dict[Key, Function] = {}
        self.choices: dict[str, str] = {}
        self._callers: dict[Key, list[tuple[Key, ast.Call]]] = {}
        trees = {_module(source, path): (path, ast.parse(path.read_text())) for path in sources(source)}
        for module, (path, tree) in trees.items():
            self.paths[module] = path.relative_to(source.parent).as_posix()
            for function in _functions(tree):
                self.functions[module, function.name] = function
            self._note_choices(tree)
        for module, (_, tree) in trees.items():
            self._note_calls(module, tree)

    def parameters(self, key: Key) -> list[str]:
        given = self.functions[key].args
        return [one.arg for one in (*given.posonlyargs, *given.args, *given.kwonlyargs)]

    def named_parameters(self, key: Key) -> list[str]:
        given = self.functions[key].args
        return [one.arg for one in (*given.args, *given.kwonlyargs)]

    def calls_of(self, callee: Key) -> list[tuple[Key, ast.Call]]:
        return self._callers.get(callee, [])

    def _note_choices(self, tree: ast.Module) -> None:
        for model in (node for node in tree.body if isinstance(node, ast.ClassDef)):
            for inner in (node for node in model.body if isinstance(node, ast.ClassDef)):
                for line in inner.body:
                    if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name):
                        value = line.value.elts[0] if isinstance(line.value, ast.Tuple) else line.value
                        if isinstance(value, ast.Constant):
                            name = f"{model.name}.{inner.name}.{line.targets[0].id}"
                            self.choices[name] = str(value.value)

    def _note_calls(self, module: str, tree: ast.Module) -> None:
        imported = _imported(tree)
        for function in _functions(tree):
            for call in ast.walk(function):
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
                    callee = imported.get(call.func.id, (module, call.func.id))
                    self._callers.setdefault(callee, []).append(((module, function.name), call))


def sources(source: Path) -> list[Path]:
    """Return the package's own modules, without migrations."""
    return [path for path in sorted(source.rglob("*.py")) if "migrations" not in path.parts]


def _module(source: Path, path: Path) -> str:
    return ".".join(path.relative_to(source.parent).with_suffix("").parts)


def _functions(tree: ast.Module) -> Iterator[Function]:
    for node in tree.body:
        if isinstance(node, Function):
            yield node
        elif isinstance(node, ast.ClassDef):
            yield from (inner for inner in node.body if isinstance(inner, Function))


def _imported(tree: ast.Module) -> Mapping[str, Key]:
    return {
        alias.asname or alias.name: (node.module or "", alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
