"""An Asterisk dialplan as text: contexts, extensions, priorities, labels, includes and globals."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from presszero.pure.flowgraph.importers.making import NotImported

MOST_LINES = 200_000


@dataclass(frozen=True)
class Step:
    """One priority of an extension."""

    application: str
    arguments: tuple[str, ...]
    raw: str
    line: int
    label: str = ""


@dataclass
class Extension:
    name: str
    steps: dict[int, Step] = field(default_factory=dict)

    def label(self, name: str) -> int | None:
        return next((number for number, step in self.steps.items() if step.label == name), None)


@dataclass
class Context:
    name: str
    line: int = 0
    extensions: dict[str, Extension] = field(default_factory=dict)
    includes: list[str] = field(default_factory=list)


@dataclass
class Dialplan:
    contexts: dict[str, Context] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)
    falls_through: bool = True
    includes_files: bool = False

    def extensions_of(self, name: str) -> dict[str, tuple[str, Extension]]:
        """Return extension by name with the context it stands in, own ones before included ones."""
        found: dict[str, tuple[str, Extension]] = {}
        waiting, seen = [name], set()
        while waiting:
            one = waiting.pop(0)
            context = self.contexts.get(one)
            if one in seen or context is None:
                continue
            seen.add(one)
            for extension in context.extensions.values():
                found.setdefault(extension.name, (one, extension))
            waiting = context.includes + waiting
        return found

    def lacks_context(self, name: str) -> bool:
        """Return whether a context, or one it includes, is not in the file."""
        waiting, seen = [name], set()
        while waiting:
            one = waiting.pop()
            if one in seen:
                continue
            seen.add(one)
            if one not in self.contexts:
                return True
            waiting += self.contexts[one].includes
        return False


_SECTION = re.compile(r"^\[([^\]]+)\]\s*(?:\(([^)]*)\))?")
_ENTRY = re.compile(r"^(exten|same|include|ignorepat|switch|eswitch|lswitch)\s*=>?\s*(.*)$", re.IGNORECASE)


def read_dialplan(text: str, *, file: str) -> Dialplan:
    """Return the dialplan a file holds.

    Raises NotImported when the file has more than MOST_LINES lines.
    """
    lines = text.splitlines()
    if len(lines) > MOST_LINES:
        raise NotImported(f"{file} has {len(lines):,} lines; {MOST_LINES:,} are the limit.")
    plan = Dialplan()
    section, extension, last = "", "", 0
    commented = False
    for number, raw in enumerate(lines, 1):
        line, commented = _without_comment(raw, commented)
        line = line.strip()
        if not line:
            continue
        if line.startswith("#"):
            plan.includes_files = plan.includes_files or line.startswith(("#include", "#tryinclude", "#exec"))
            continue
        if match := _SECTION.match(line):
            section, extension = match[1].strip(), ""
            if section.lower() not in ("general", "globals"):
                plan.contexts.setdefault(section, Context(section, number))
            continue
        if section.lower() == "globals":
            name, _, value = line.partition("=")
            plan.variables[name.strip()] = value.lstrip(">").strip()
        elif section.lower() == "general":
            name, _, value = line.partition("=")
            if name.strip().lower() == "autofallthrough":
                plan.falls_through = value.lstrip(">").strip().lower() in ("yes", "true", "1", "on")
        elif section and (match := _ENTRY.match(line)):
            context = plan.contexts[section]
            word, rest = match[1].lower(), match[2].strip()
            if word == "include":
                context.includes.append(re.split(r"[|,]", rest)[0].strip())
            elif word in ("exten", "same"):
                if word == "exten":
                    extension, _, rest = _first_part(rest)
                if extension:
                    last = _add_step(context, extension, rest, last, number)
    return plan


def _without_comment(line: str, commented: bool) -> tuple[str, bool]:
    """Return a line without its comment, and whether a block comment goes on."""
    if commented:
        _, found, rest = line.partition("--;")
        return (rest, False) if found else ("", True)
    if ";--" in line and not line.lstrip().startswith(";---"):
        before, _, after = line.partition(";--")
        _, found, rest = after.partition("--;")
        return (before + rest, False) if found else (before, True)
    for at, char in enumerate(line):
        if char == ";" and (at == 0 or line[at - 1] != "\\"):
            return line[:at], False
    return line, False


def _first_part(text: str) -> tuple[str, str, str]:
    """Split at the first comma outside of brackets, as in `_[1,2]X,1,Answer()`."""
    depth = 0
    for at, char in enumerate(text):
        if char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
        elif char == "," and depth <= 0:
            return text[:at].strip(), ",", text[at + 1 :].strip()
    return text.strip(), "", ""


def _add_step(context: Context, name: str, rest: str, last: int, line: int) -> int:
    """Add one priority and return its number."""
    name = name.split("/")[0].strip() or name
    priority, _, call = rest.partition(",")
    priority = priority.strip()
    if priority.lower() == "hint":
        return last
    label = ""
    if match := re.match(r"^([^(]*)\(([^)]*)\)(.*)$", priority):
        priority, label = match[1].strip() + match[3].strip(), match[2].strip()
    extension = context.extensions.setdefault(name, Extension(name))
    number = _number(priority, extension, last)
    if number is None:
        return last
    application, arguments = split_call(call.strip())
    extension.steps[number] = Step(application, arguments, call.strip(), line, label)
    return number


def _number(priority: str, extension: Extension, last: int) -> int | None:
    if priority.isdigit():
        return int(priority)
    match = re.match(r"^([ns])(?:\+(\d+))?$", priority)
    if not match:
        return None
    before = max(extension.steps, default=0) if not extension.steps else last
    if last not in extension.steps:
        before = max(extension.steps, default=0)
    return before + (int(match[2]) if match[2] else 1) if match[1] == "n" else before


def split_call(call: str) -> tuple[str, tuple[str, ...]]:
    """Return the application and its arguments of `App(a,b)`, `App,a|b` or `App`.

    >>> split_call("Queue(help,t,,,60)")
    ('Queue', ('help', 't', '', '', '60'))
    >>> split_call("Dial,SIP/10|20")
    ('Dial', ('SIP/10', '20'))
    """
    match = re.match(r"^([A-Za-z_][\w.]*)\s*(.*)$", call, re.DOTALL)
    if not match:
        return "", ()
    application, rest = match[1], match[2].strip()
    inside = rest.lstrip(",")
    if rest.startswith("("):
        inside = rest[1:].removesuffix(")")
    if not inside:
        return application, ()
    separator = "," if _has_outside(inside, ",") or "|" not in inside else "|"
    return application, tuple(part.strip() for part in split_outside(inside, separator))


def _has_outside(text: str, separator: str) -> bool:
    return len(split_outside(text, separator)) > 1


def split_outside(text: str, separator: str) -> list[str]:
    """Split at a separator that stands outside of brackets and quotation marks."""
    parts, depth, quoted, begins = [], 0, False, 0
    for at, char in enumerate(text):
        if char == '"' and (at == 0 or text[at - 1] != "\\"):
            quoted = not quoted
        elif quoted:
            continue
        elif char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
        elif char == separator and depth <= 0:
            parts.append(text[begins:at])
            begins = at + 1
    return [*parts, text[begins:]]


def pattern_takes(pattern: str, number: str) -> bool:
    """Return whether an extension, or a pattern such as _1XX, takes a number as it is dialled.

    >>> pattern_takes("_NXX", "211"), pattern_takes("_X.", "0"), pattern_takes("0", "0")
    (True, False, True)
    """
    if not pattern.startswith("_"):
        return pattern == number
    at, body = 0, pattern[1:].replace("-", "") if "[" not in pattern else pattern[1:]
    place = 0
    while place < len(body):
        char = body[place]
        if char == ".":
            return at < len(number)
        if char == "!":
            return True
        if at >= len(number):
            return False
        if char == "[":
            closing = body.find("]", place)
            if closing < 0:
                return False
            if number[at] not in _in_brackets(body[place + 1 : closing]):
                return False
            place = closing
        else:
            wanted = {"X": "0123456789", "Z": "123456789", "N": "23456789"}.get(char.upper(), char)
            if number[at] not in wanted:
                return False
        place, at = place + 1, at + 1
    return at == len(number)


def _in_brackets(inside: str) -> set[str]:
    found: set[str] = set()
    at = 0
    while at < len(inside):
        if at + 2 < len(inside) and inside[at + 1] == "-":
            found |= {chr(code) for code in range(ord(inside[at]), min(ord(inside[at + 2]), 0x7F) + 1)}
            at += 3
        else:
            found.add(inside[at])
            at += 1
    return found
