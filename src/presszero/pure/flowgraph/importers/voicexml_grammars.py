"""The words and keys of grammars that are written inside a VoiceXML document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element


def text_of(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def items_of(grammar: Element) -> Iterator[Element]:
    yield from (
        one for one in grammar.iter() if one.tag == "item" and not any(two.tag == "item" for two in one)
    )


def inline_grammars(element: Element) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield kind (dtmf or voice) and (words, value) of each grammar written inside an element."""
    for grammar in (one for one in element if one.tag in ("grammar", "dtmf")):
        kind = "dtmf" if grammar.get("mode") == "dtmf" or grammar.tag == "dtmf" else "voice"
        entries = []
        for item in items_of(grammar):
            tags = " ".join(text_of(one) for one in item if one.tag == "tag")
            words = " ".join((item.text or "").split()) or text_of(item)
            value = re.search(r"""=\s*["']([^"']*)["']|^["']?([\w .-]+)["']?$""", tags)
            entries.append(
                (
                    words.replace(" ", "") if kind == "dtmf" else words,
                    next((one for one in value.groups() if one), words) if value else words,
                )
            )
        if not entries and not grammar.get("src"):
            entries = _in_brackets(text_of(grammar))
        if entries:
            yield ("dtmf" if all(re.fullmatch(r"[0-9*#]+", one) for one, _ in entries) else kind), entries


def _in_brackets(words: str) -> list[tuple[str, str]]:
    """Read the short grammars of older documents: [yes no (good bye)], or a | b | c."""
    words = re.sub(r"<[^>]*>|\{[^}]*\}", " ", words).strip()
    if re.fullmatch(r"\[[^\[\]]*\]", words):
        return [
            (one.strip("() ").replace("dtmf-", ""), one.strip("() ").replace("dtmf-", ""))
            for one in re.findall(r"\([^)]*\)|[^\s()]+", words[1:-1])
        ]
    if "|" in words and not re.search(r"[$<>#;=]", words):
        return [(one.strip(), one.strip()) for one in words.split("|") if one.strip()]
    return [(words, words)] if words and re.fullmatch(r"[\w' ]{1,40}|[*#]", words) else []
