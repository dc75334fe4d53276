"""A description that people write as YAML: every mistake is told with the place it stands at."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from presszero.pure.errors import BadInput

Asked = TypeVar("Asked", bound=BaseModel)
# Nobody talks, waits or is on the way for longer; a number that is, was written in another unit.
LONGEST_SECONDS = 7 * 86_400
Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
NotLess = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Duration = Annotated[float, Field(gt=0, le=LONGEST_SECONDS, allow_inf_nan=False)]
Pause = Annotated[float, Field(ge=0, le=LONGEST_SECONDS, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0, le=1)]


class Strict(BaseModel):
    """A part of such a description; what it does not know is a mistake."""

    model_config = ConfigDict(extra="forbid")


class _StandsTwice(yaml.MarkedYAMLError):
    """A name that was given twice, of which YAML would silently take the last."""


class _Loader(yaml.SafeLoader):
    """YAML without surprises: a name stands once."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value in seen:
                raise _StandsTwice(problem=f"{key.value} stands twice", problem_mark=key.start_mark)
            seen.add(str(key.value))
        return super().construct_mapping(node, deep)


def read_yaml(content: bytes, source: str, asked: type[Asked]) -> Asked:
    """Return what a YAML file asks for. Raises BadInput, naming the line or the place in the file."""
    found = _loaded(content, source)
    if not isinstance(found, dict):
        needed = ", ".join(name for name, one in asked.model_fields.items() if one.is_required())
        what = "is empty" if found is None else "holds no names with what belongs to them"
        raise BadInput(f"{source} {what}; it needs {needed or 'one of ' + ', '.join(asked.model_fields)}.")
    try:
        return asked.model_validate(found)
    except ValidationError as error:
        # Of what may be written in several ways, the deepest mistake is the one that was made.
        first = max(error.errors(), key=lambda one: len(one["loc"]))
        place = " > ".join(str(part) for part in first["loc"] if "[" not in str(part)) or "the file"
        raise BadInput(f"{source}, at {place}: {first['msg'].removeprefix('Value error, ')}.") from None


def _loaded(content: bytes, source: str) -> Any:
    try:
        return yaml.load(content, _Loader)  # noqa: S506 - a SafeLoader
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or error
        told = problem if isinstance(error, _StandsTwice) else f"this is not YAML ({problem})"
        raise BadInput(f"{source}{where}: {told}.") from None
