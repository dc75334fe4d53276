"""A description that people write as YAML: every mistake is told with the place it stands at."""

from __future__ import annotations

from typing import Annotated, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from presszero.pure.errors import BadInput

Asked = TypeVar("Asked", bound=BaseModel)
Positive = Annotated[float, Field(gt=0)]
NotLess = Annotated[float, Field(ge=0)]
Share = Annotated[float, Field(ge=0, le=1)]


class Strict(BaseModel):
    """A part of such a description; what it does not know is a mistake."""

    model_config = ConfigDict(extra="forbid")


def read_yaml(content: bytes, source: str, asked: type[Asked]) -> Asked:
    """Return what a YAML file asks for. Raises BadInput, naming the line or the place in the file."""
    try:
        found = yaml.safe_load(content)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        raise BadInput(
            f"{source}{where}: this is not YAML ({getattr(error, 'problem', None) or error})."
        ) from None
    try:
        return asked.model_validate(found)
    except ValidationError as error:
        first = error.errors()[0]
        place = " > ".join(str(part) for part in first["loc"]) or "the file"
        raise BadInput(f"{source}, at {place}: {first['msg']}.") from None
