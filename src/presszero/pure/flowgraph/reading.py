"""Flow files read: YAML or JSON, bounded, with every mistake told by file, line, node and mend."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml
from pydantic import ValidationError
from yaml.composer import Composer
from yaml.constructor import SafeConstructor
from yaml.resolver import Resolver

from presszero.pure.errors import BadInput
from presszero.pure.flowgraph.language import KINDS, Flow

LARGEST_BYTES = 8_000_000
DEEPEST = 60
MOST_ALIASES = 100
MOST_TOLD = 20


@dataclass(frozen=True)
class Mistake:
    """One mistake in a file, as an editor shows it."""

    file: str
    line: int
    node: str
    message: str
    mend: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}:" + (f" {self.node}:" if self.node else "")
        return f"{where} {self.message} {self.mend}".strip()


class FlowMistaken(BadInput):
    """A flow file cannot be taken. mistakes: each with file, line, node and mend."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__("\n".join(str(one) for one in mistakes))
        self.mistakes = mistakes


if yaml.__with_libyaml__:
    from yaml.cyaml import CParser  # type: ignore[attr-defined]

    # The scanner in C takes a third of the time; what is composed of its events is bounded here all the same.
    class _Safe(Composer, CParser, SafeConstructor, Resolver):
        def __init__(self, stream: Any) -> None:
            CParser.__init__(self, stream)
            Composer.__init__(self)
            SafeConstructor.__init__(self)
            Resolver.__init__(self)
else:
    _Safe = yaml.SafeLoader  # type: ignore[misc, assignment]


class BoundedLoader(_Safe):
    """Safe YAML without the tricks that make a small file large: aliases and depth are counted."""

    def __init__(self, stream: Any) -> None:
        super().__init__(stream)
        self.aliases = 0
        self.depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            self.aliases += 1
            if self.aliases > MOST_ALIASES:
                raise yaml.YAMLError(f"more than {MOST_ALIASES} aliases")
        self.depth += 1
        if self.depth > DEEPEST:
            raise yaml.YAMLError(f"more than {DEEPEST} levels")
        try:
            return super().compose_node(parent, index)
        finally:
            self.depth -= 1


def yaml_data(text: str, *, file: str) -> tuple[Any, dict[tuple[object, ...], int]]:
    """Return what a YAML or JSON text holds, and the line of each place by its path.

    Raises FlowMistaken when it is too large, too deep or not YAML.
    """
    if len(text) > LARGEST_BYTES:
        raise one_mistake(
            file, f"The file has {len(text):,} characters; {LARGEST_BYTES:,} are the limit.", "Split it."
        )
    # Anchors that name each other multiply; their whole, not their number, is what hurts.
    loader = None
    try:
        loader = BoundedLoader(text)
        root = loader.get_single_node()
        if root is None:
            raise one_mistake(file, "The file is empty.", "Write a flow, or name another file.")
        lines: dict[tuple[object, ...], int] = {}
        budget = [200_000]
        data = _plain(root, (), lines, budget)
        return data, lines
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        problem = error.problem or "it cannot be read"
        raise FlowMistaken(
            [Mistake(file, line, "", f"This is not YAML: {problem}.", "Look at this line and above.")]
        )
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise one_mistake(file, f"This is not YAML: {str(error).splitlines()[0]}.", "")
    finally:
        if loader:
            loader.dispose()


def one_mistake(file: str, message: str, mend: str, line: int = 1) -> FlowMistaken:
    return FlowMistaken([Mistake(file, line, "", message, mend)])


def _plain(
    node: Any, path: tuple[object, ...], lines: dict[tuple[object, ...], int], budget: list[int]
) -> Any:
    """Turn composed YAML into plain data, writing down where each place stands."""
    budget[0] -= 1
    if budget[0] < 0:
        raise ValueError("it holds more than 200,000 values")
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        found: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            key = _scalar(key_node)
            if key in found:
                raise yaml.MarkedYAMLError(
                    problem=f"{key!r} stands here twice", problem_mark=key_node.start_mark
                )
            found[key] = _plain(value_node, (*path, key), lines, budget)
            lines[(*path, key)] = key_node.start_mark.line + 1
        return found
    if isinstance(node, yaml.SequenceNode):
        return [_plain(one, (*path, at), lines, budget) for at, one in enumerate(node.value)]
    return _scalar(node, key=False)


def _scalar(node: Any, *, key: bool = True) -> Any:
    if not isinstance(node, yaml.ScalarNode):
        raise yaml.MarkedYAMLError(problem="a name is expected here", problem_mark=node.start_mark)
    # Keys are names: 1, on and no stay the words they are.
    if key or node.tag == "tag:yaml.org,2002:str":
        return node.value
    constructor = yaml.SafeLoader("")
    try:
        return constructor.construct_object(node)
    except (yaml.YAMLError, ValueError):
        return node.value
    finally:
        constructor.dispose()


def flow_from(text: str, *, file: str = "flow") -> tuple[Flow, dict[str, int]]:
    """Return the flow a text describes, and the line on which each node begins.

    Raises FlowMistaken with each mistake: file, line, node and mend.
    """
    data, lines = yaml_data(text, file=file)
    if not isinstance(data, dict):
        raise one_mistake(file, "A flow is a mapping.", "Begin with `presszero: 1`.")
    try:
        flow = Flow.model_validate(data)
    except ValidationError as error:
        raise FlowMistaken(list(_mistakes(error, lines, file))[:MOST_TOLD])
    return flow, {name: lines.get(("nodes", name), 0) for name in flow.nodes}


def _mistakes(error: ValidationError, lines: dict[tuple[object, ...], int], file: str) -> Iterator[Mistake]:
    for one in error.errors(include_url=False):
        place = tuple(part for part in one["loc"])
        node = str(place[1]) if len(place) > 1 and place[0] == "nodes" else ""
        # The name of the kind that was chosen stands in the place; the file does not have it.
        path = tuple(part for at, part in enumerate(place) if not (at == 2 and node and part in KINDS))
        while path and path not in lines:
            path = path[:-1]
        field = str(place[-1]) if place else ""
        message, mend = _in_words(one["type"], field, one)
        yield Mistake(file, lines.get(path, 1), node, message, mend)


def _in_words(kind: str, field: str, error: Any) -> tuple[str, str]:
    if kind == "missing":
        return f"`{field}` is missing.", f"Add `{field}: ...`."
    if kind == "extra_forbidden":
        return (
            f"`{field}` is not known here.",
            "Take it out, or see docs/reference/flow-language.md for what is.",
        )
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        return "`kind` is missing or not known.", f"Use one of {', '.join(KINDS)}."
    if kind == "literal_error" and field == "presszero":
        return "This version of the flow language is not known.", "Write `presszero: 1`."
    given = error.get("input")
    shown = f" ({str(given)[:60]!r})" if isinstance(given, str | int | float | bool) else ""
    if field == "person" and kind == "string_type":
        return "`person` leads nowhere.", "0 must lead to a person: name the queue or transfer it leads to."
    return f"`{field}`{shown}: {error['msg'][0].lower()}{error['msg'][1:]}.", "Correct the value."
