"""Cutting what is not the writer's own message: quotations, signatures, disclaimers. Only marks, never deletes."""

import re

from presszero.pure.words.normal import level
from presszero.pure.words.shapes import READ_AT_MOST, Cut, CutKind, Span
from presszero.pure.words.splitting import is_closing, is_greeting, is_name, lines_of

_QUOTED = re.compile(r"[ \t]{0,3}(?:>|\|>)")
_WROTE = re.compile(
    r"(?:wrote|writes|a ecrit|ecrivait|schrieb|escribio|ha scritto|escreveu|schreef|skrev|написал\w*|пишет)"
    r"(?: [^:<>]{0,60})?[ ]?:[ ]*$"
)
_WROTE_START = re.compile(r"(?:on|le|am|el|il|op|em|den|в|a)\b|\S{0,40}\d|\S{1,60}@")
_RULE = re.compile(
    r"-{2,}[ ]?(?:original message|forwarded message|message d'origine|message transfere|message original|"
    r"ursprungliche nachricht|weitergeleitete nachricht|mensaje original|mensaje reenviado|messaggio originale|"
    r"oorspronkelijk bericht|reply message)[ ]?-{2,}"
)
_FIELD = re.compile(
    r"[>* ]{0,6}(?:(from|de|von|da|van)|(sent|date|envoye|envoye le|gesendet|enviado|enviado el|datum|fecha|inviato)|"
    r"(to|a|an|para|cc|copie)|(subject|objet|betreff|asunto|oggetto|onderwerp))[* ]{0,3}:[* ]"
)
_DEVICE = re.compile(
    r"(?:sent (?:from|with|via) (?:my |mail |yahoo|outlook|gmail|sparrow|proton|the )|get outlook for|"
    r"envoye (?:de mon|depuis mon|depuis|a partir de)|obtenir outlook|telecharger outlook|"
    r"von meinem .{2,30} gesendet|gesendet von|enviado desde|enviado do|inviato da|verzonden vanaf|via mobile)"
)
_DISCLAIMER = re.compile(
    r"(?:this (?:e-?mail|message|communication)(?: and| \(| is| may| contains| was| has)|"
    r"the information (?:contained )?in this (?:e-?mail|message)|confidentiality notice|please consider the environment|"
    r"ce (?:message|courriel|mail)(?: et| \(| est| peut| contient)|avis de confidentialite|"
    r"(?:les informations contenues|pensez a l'environnement)|diese (?:e-?mail|nachricht) (?:enthalt|ist)|"
    r"este (?:mensaje|correo)(?: y| es| puede| contiene))"
)
_DASHES = re.compile(r"(?:--|—|[-_=*]{5,})\s*$")
_RULE_BELOW = re.compile(r"[-_=*—]{3,}")
_OWN = re.compile(r"(?<!\w)(?:i|my|me|we|je|j'(?=\w)|mon|ma|mes|moi)(?!\w)")
_REACH = re.compile(
    r"\S{1,80}@\S{1,80}\.\w|\b(?:www\.|https?://)|\b(?:tel|t|f|m|fax|phone|mobile|mob|tel|cell|skype|portable|linkedin)"
    r"\b[ ]?[.:]|\+?\(?\d{2,4}\)?[ .-]\d{2,4}[ .-]\d{2,4}"
)
_POLITE_END = re.compile(
    r"(?:veuillez (?:agreer|recevoir|croire|accepter)|je vous prie (?:d'agreer|de croire|de recevoir|d'accepter)|"
    r"nous vous prions (?:d'agreer|de croire)|recevez, )"
)
_AFTERWORD = re.compile(r"(?:p\.? ?s\.?|nb|n\.b\.)[ :,.-]")
TAIL_LINES = 14


def quotation(text: str) -> list[Cut]:
    """Return what a person would fold away, in order and without overlaps: quotation, signature, disclaimer.

    Answers written between quoted lines stay the writer's own. Whatever is not clearly foreign stays, too: a
    name alone under a letter, a postscript. Reads the first READ_AT_MOST characters; a quotation that is still
    open there goes on to the end of the text.

    >>> text = "It is late again.\\n\\nOn Mon, 2 June 2025, Ann wrote:\\n> Is it late?"
    >>> [text[cut.start:cut.end] for cut in quotation(text)]
    ['On Mon, 2 June 2025, Ann wrote:\\n> Is it late?']
    """
    lines = lines_of(text[:READ_AT_MOST])
    plain = [level(text[line.start : line.end]).strip() for line in lines]
    kinds = _quoted_lines([text[line.start : line.end] for line in lines], plain)
    _mark_signature(text, lines, plain, kinds)
    return _as_cuts(text, lines, plain, kinds)


def _quoted_lines(raw: list[str], plain: list[str]) -> list[CutKind | None]:
    kinds: list[CutKind | None] = ["quotation" if _QUOTED.match(line) else None for line in raw]
    at = 0
    while at < len(raw):
        length, to_the_end = _heading(raw, plain, kinds, at)
        if to_the_end:
            length = (_note_below(raw, plain, kinds, at) or len(raw)) - at
        for each in range(at, at + length):
            kinds[each] = "quotation"
        at += max(1, length)
    return kinds


def _heading(raw: list[str], plain: list[str], kinds: list[CutKind | None], at: int) -> tuple[int, bool]:
    """Return how many lines announce a quotation here, and whether all that follows belongs to it."""
    if _RULE.match(plain[at]) or _header_block(plain, at):
        return 1, kinds[at] is None
    length = _wrote(plain, at)
    if not length:
        return 0, False
    following = next((k for k in range(at + length, len(plain)) if plain[k]), None)
    return length, following is not None and kinds[following] is None and kinds[at] is None


def _note_below(raw: list[str], plain: list[str], kinds: list[CutKind | None], at: int) -> int:
    """Return the line at which the writer's own note begins below what was passed on; 0 where there is none.

    It stands below a line of dashes and speaks for itself; nothing but a greeting stands above what was passed on.
    """
    if any(kinds[above] is None and plain[above] and not is_greeting(raw[above]) for above in range(at)):
        return 0
    for rule in range(len(raw) - 1, at, -1):
        note = [line for line in range(rule + 1, len(raw)) if plain[line]]
        if not _RULE_BELOW.fullmatch(plain[rule]) or not note or _header_block(plain, note[0]):
            continue
        says = " ".join(plain[line] for line in note)
        if not _DISCLAIMER.match(says) and (is_greeting(raw[note[0]]) or len(_OWN.findall(says)) > 1):
            return rule + 1
    return 0


def _wrote(plain: list[str], at: int) -> int:
    if not _WROTE_START.match(plain[at].lstrip("> ")):
        return 0
    joined = ""
    for length in range(1, 5):
        if at + length > len(plain) or not plain[at + length - 1] or len(joined) > 300:
            return 0
        joined = f"{joined} {plain[at + length - 1]}"[:600]
        if _WROTE.search(joined[-120:]):
            return length if re.search(r"[\d@]", joined) else 0
    return 0


def _header_block(plain: list[str], at: int) -> bool:
    """Return whether lines like From:, Sent:, Subject: begin here, at least three kinds within seven lines."""
    first = _FIELD.match(plain[at] + " ")
    if not first or not (first.group(1) or first.group(4)):
        return False
    fields = [_FIELD.match(line + " ") for line in plain[at : at + 7]]
    return len({field.lastindex for field in fields if field}) >= 3


def _mark_signature(text: str, lines: list[Span], plain: list[str], kinds: list[CutKind | None]) -> None:
    own = [at for at, kind in enumerate(kinds) if kind is None and plain[at]]
    for at in own:
        if _DEVICE.match(plain[at]) and len(plain[at]) <= 90:
            kinds[at] = "signature"
            above = next((each for each in reversed(own[1:]) if each < at), None)
            if (
                above == at - 1
                and is_name(words := text[lines[above].start : lines[above].end])
                and not is_greeting(words)
            ):
                kinds[above] = "signature"
    own = [at for at in own if kinds[at] is None]
    for place, at in enumerate(own):
        rest = own[place:]
        near_end = len(rest) <= TAIL_LINES + 1
        if _DISCLAIMER.match(plain[at]) and place:
            _mark(kinds, rest, "disclaimer")
            _mark_signature(text, lines, plain, kinds)
            return
        words = text[lines[at].start : lines[at].end]
        if (
            place
            and near_end
            and (_starts_signature(words, plain, rest) or _is_card(text, lines, plain, rest))
        ):
            after = next((k for k, each in enumerate(rest) if _AFTERWORD.match(plain[each])), len(rest))
            _mark(kinds, rest[:after], "signature")
            return


def _starts_signature(words: str, plain: list[str], rest: list[int]) -> bool:
    """Return whether the line is a dashed rule, or a farewell with nothing but short lines under it."""
    if _DASHES.match(words.strip()):
        return True
    farewell = (is_closing(words) and not is_greeting(words)) or _POLITE_END.match(plain[rest[0]])
    under = rest[1:]
    for place, at in enumerate(under):
        if _AFTERWORD.match(plain[at]):
            under = under[:place]
            break
    return bool(farewell) and all(len(plain[at]) <= 70 and plain[at][-1] not in "?!" for at in under)


def _is_card(text: str, lines: list[Span], plain: list[str], rest: list[int]) -> bool:
    """Return whether a name begins a block of addresses: the next lines are short and one of them reaches someone."""
    name = text[lines[rest[0]].start : lines[rest[0]].end]
    under = rest[1:9]
    if not is_name(name) or not under or len(rest) > 9:
        return False
    short = all(len(plain[at]) <= 70 and plain[at][-1] not in "?!" for at in under)
    return short and any(_REACH.search(plain[at]) for at in under)


def _mark(kinds: list[CutKind | None], places: list[int], kind: CutKind) -> None:
    for at in places:
        kinds[at] = kind


def _as_cuts(text: str, lines: list[Span], plain: list[str], kinds: list[CutKind | None]) -> list[Cut]:
    cuts: list[Cut] = []
    for at, kind in enumerate(kinds):
        if kind is None or not plain[at]:
            continue
        joins = cuts and cuts[-1].kind == kind and not text[cuts[-1].end : lines[at].start].strip()
        start = cuts.pop().start if joins else lines[at].start
        end = lines[at].end if lines[at].end < READ_AT_MOST else len(text)
        cuts.append(Cut(start, end, kind))
    return cuts
