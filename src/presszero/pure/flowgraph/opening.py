"""Any flow file opened: which dialect it is in is seen from what it holds, or told by name."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any
from xml.etree.ElementTree import Element

from presszero.pure.errors import PressZeroError
from presszero.pure.flowgraph.building import OURS, graph_from
from presszero.pure.flowgraph.graph import Graph
from presszero.pure.flowgraph.importers import asterisk, connect, freeswitch, rasa, studio, voicexml
from presszero.pure.flowgraph.importers.json_lines import with_lines
from presszero.pure.flowgraph.importers.making import NotImported
from presszero.pure.flowgraph.importers.rasa_markdown import markdown_stories
from presszero.pure.flowgraph.importers.xml_safely import parse
from presszero.pure.flowgraph.reading import LARGEST_BYTES, FlowMistaken, yaml_data

FORMATS = (OURS, "connect", "studio", "asterisk", "freeswitch", "voicexml", "rasa")


@dataclass(frozen=True)
class Opened:
    """One file: its format, and what was parsed of it."""

    file: str
    format: str
    text: str
    data: Any = None
    root: Element | None = None

    @property
    def stem(self) -> str:
        return PurePath(self.file).name.split(".")[0]


def open_flows(texts: Mapping[str, str], *, format: str = "") -> list[Graph]:
    """Return one graph for each file, in the order given.

    texts: by file name. format: one of FORMATS, or "" to see for each file what it is.

    Raises NotImported or FlowMistaken with a sentence on what cannot be read and why.
    """
    graphs = []
    for one in open_each(texts, format=format).values():
        if isinstance(one, PressZeroError):
            raise one
        graphs.append(one)
    return graphs


def open_each(texts: Mapping[str, str], *, format: str = "") -> dict[str, Graph | PressZeroError]:
    """Return by file its graph, or the error that tells why it has none. Arguments as for `open_flows`."""
    opened: dict[str, Opened | PressZeroError] = {}
    for file, text in texts.items():
        try:
            opened[file] = _opened(file, text, format)
        except PressZeroError as error:
            opened[file] = error
    together = [one for one in opened.values() if isinstance(one, Opened)]
    found: dict[str, Graph | PressZeroError] = {}
    for file, one in opened.items():
        try:
            found[file] = graph_of(one, together) if isinstance(one, Opened) else one
        except PressZeroError as error:
            found[file] = error
    return found


def open_flow(file: str, text: str, *, format: str = "") -> Graph:
    """Return the graph of one file on its own."""
    return open_flows({file: text}, format=format)[0]


def graph_of(one: Opened, together: list[Opened]) -> Graph:
    """Return the graph of an opened file; files of one Rasa bot are read together."""
    try:
        return _graph_of(one, together)
    except PressZeroError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, RecursionError) as error:
        # The source has a shape that its own platform would not take either.
        raise NotImported(
            f"{one.file} is not built like a flow of the format {one.format} ({type(error).__name__}: {error}). "
            "Export it again, or name its format with --format-in."
        )


def _graph_of(one: Opened, together: list[Opened]) -> Graph:
    if one.format == OURS:
        return graph_from(one.text, file=one.file)
    if one.format == "connect":
        return with_lines(connect.import_connect(one.data, file=one.file, stem=one.stem), one.text)
    if one.format == "studio":
        return with_lines(studio.import_studio(one.data, file=one.file, stem=one.stem), one.text)
    if one.format == "asterisk":
        return asterisk.import_asterisk(one.text, file=one.file, stem=one.stem)
    if one.format == "rasa":
        others = [other.data for other in together if other is not one and other.format == "rasa"]
        return rasa.import_rasa(one.data, file=one.file, stem=one.stem, others=others)
    if one.root is None:
        raise NotImported(f"{one.file} is not XML, as {one.format} is.")
    if one.format == "freeswitch":
        return freeswitch.import_freeswitch(one.root, file=one.file, stem=one.stem)
    return voicexml.import_voicexml(one.root, file=one.file, stem=one.stem)


def _opened(file: str, text: str, format: str) -> Opened:
    if format and format not in FORMATS:
        raise NotImported(f"{format!r} is no format; use one of {', '.join(FORMATS)}.")
    if len(text) > LARGEST_BYTES:
        raise NotImported(f"{file} has {len(text):,} characters; {LARGEST_BYTES:,} are the limit. Split it.")
    if not text.strip():
        raise NotImported(f"{file} is empty.")
    if "\0" in text:
        raise NotImported(f"{file} is not text, so it cannot be a flow.")
    if not format or format == "asterisk":
        _refuse_ael(file, text)
    if format == "asterisk" or (not format and _is_dialplan(file, text)):
        return Opened(file, "asterisk", text)
    if format in ("freeswitch", "voicexml") or (not format and text.lstrip("\ufeff \t\r\n").startswith("<")):
        return _opened_xml(file, text, format)
    if format in ("connect", "studio") or (
        not format and text.lstrip("\ufeff \t\r\n").startswith(("{", "["))
    ):
        return _opened_json(file, text, format)
    return _opened_yaml(file, text, format)


def _refuse_ael(file: str, text: str) -> None:
    if re.search(r"^\s*(?:context|macro)\s+[\w-]+\s*(?:\([^)]*\)\s*)?\{", text, re.MULTILINE):
        raise NotImported(
            f"{file} is AEL. Let Asterisk write it as a dialplan (aelparse -w), and give that file."
        )


def _is_dialplan(file: str, text: str) -> bool:
    head = text.lstrip("\ufeff \t\r\n")
    return not head.startswith(("<", "{")) and asterisk.looks_like_asterisk(text)


def _opened_xml(file: str, text: str, format: str) -> Opened:
    root = parse(text, file=file)
    seen = (
        "voicexml" if voicexml.is_voicexml(root) else "freeswitch" if freeswitch.is_freeswitch(root) else ""
    )
    if not (format or seen):
        raise NotImported(
            f"{file} is XML, but neither VoiceXML (<vxml>) nor the menus of FreeSWITCH (<menu>)."
        )
    return Opened(file, format or seen, text, root=root)


def _opened_json(file: str, text: str, format: str) -> Opened:
    try:
        data = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        if format:
            raise NotImported(f"{file} is not JSON: {str(error) or 'it is nested too deeply'}.")
        return _opened_yaml(file, text, format)
    if format:
        return Opened(file, format, text, data)
    if connect.is_connect(data):
        return Opened(file, "connect", text, data)
    if studio.is_studio(data):
        return Opened(file, "studio", text, data)
    if isinstance(data, dict) and "presszero" in data:
        return Opened(file, OURS, text, data)
    if rasa.is_rasa(data):
        return Opened(file, "rasa", text, data)
    raise NotImported(
        f"{file} is JSON, but no flow of Amazon Connect (Actions or modules) or Twilio Studio (states)."
    )


def _opened_yaml(file: str, text: str, format: str) -> Opened:
    if format == OURS:
        return Opened(file, OURS, text)
    stories = markdown_stories(text) if file.endswith(".md") or format == "rasa" else None
    if stories:
        return Opened(file, "rasa", text, stories)
    try:
        data, _ = yaml_data(text, file=file)
    except FlowMistaken as mistaken:
        raise NotImported(str(mistaken))
    if format == "rasa" or (not format and _belongs_to_rasa(data)):
        return Opened(file, "rasa", text, data)
    if isinstance(data, dict) and ("presszero" in data or "nodes" in data):
        return Opened(file, OURS, text)
    raise NotImported(
        f"{file} is none of the formats known: {', '.join(FORMATS)}. Name its format with --format-in if it is one."
    )


def _belongs_to_rasa(data: Any) -> bool:
    return rasa.is_rasa(data) or (
        isinstance(data, dict)
        and "presszero" not in data
        and {"intents", "actions", "responses"} & set(data) != set()
        and "version" in data
    )
