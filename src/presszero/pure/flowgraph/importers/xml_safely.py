"""XML from outside: no entities, no nets, bounded depth and size, and the line of each element."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET
from xml.parsers import expat

from presszero.pure.flowgraph.importers.making import NotImported

LARGEST_CHARACTERS = 8_000_000
DEEPEST = 200
MOST_ELEMENTS = 200_000


def parse(text: str, *, file: str) -> ET.Element:
    """Return the root element, each element with its line in the attribute `line of file`.

    Raises NotImported for what is not XML, declares entities, or is too large or too deep.
    """
    if len(text) > LARGEST_CHARACTERS:
        raise NotImported(f"{file} has {len(text):,} characters; {LARGEST_CHARACTERS:,} are the limit.")
    text = re.sub(r"^\ufeff?\s*(<\?xml[^>]*\?>)?", "", text, count=1)
    builder = ET.TreeBuilder()
    parser = expat.ParserCreate()
    depth, count = 0, 0

    def begin(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth, count
        depth, count = depth + 1, count + 1
        if depth > DEEPEST or count > MOST_ELEMENTS:
            raise NotImported(
                f"{file} is nested more than {DEEPEST} deep or has more than {MOST_ELEMENTS:,} elements."
            )
        builder.start(tag.rsplit(":", 1)[-1], {**attributes, "line of file": str(parser.CurrentLineNumber)})

    def finish(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(tag.rsplit(":", 1)[-1])

    def entity(*_: object) -> None:
        raise NotImported(
            f"{file} declares XML entities, which are not read. Take its <!ENTITY ...> lines out."
        )

    parser.StartElementHandler = begin
    parser.EndElementHandler = finish
    parser.CharacterDataHandler = builder.data
    parser.EntityDeclHandler = entity
    try:
        parser.Parse(text, True)
        return builder.close()
    except expat.ExpatError as error:
        raise NotImported(
            f"{file}:{error.lineno}: this is not XML: {expat.ErrorString(error.code)}. Look at this line and above."
        )
    except (AssertionError, ValueError) as error:
        raise NotImported(f"{file} is not XML: {error}.")


def line_of(element: ET.Element) -> int:
    return int(element.get("line of file", "0"))
