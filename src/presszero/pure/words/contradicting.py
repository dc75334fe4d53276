"""Where a reply tells a sum, day, line or number otherwise than the customer, and where that is news and no slip."""

import re
from collections.abc import Iterator, Sequence

from presszero.pure.words.dates import other_order
from presszero.pure.words.drafts import Read
from presszero.pure.words.normal import level
from presszero.pure.words.shapes import Detail
from presszero.pure.words.sides import Sentence, key_of


def contradicted(part: Sentence, read: Read) -> Iterator[Detail]:
    """Yield the details of a sentence that stand where the customer's own should.

    Another time, day or sum is often the answer, so that it counts only with the figures swapped or one of them another,
    or where the sentence tells the customer's own story back ("you reached the stop at ...", "you paid ...").
    """
    told_back = [told.span() for told in _TOLD_BACK.finditer(part.plain)]
    touches = bool(part.stems & read.letter_stems)
    for each in part.within:
        if (
            not each.value
            or key_of(each) in read.their_keys
            or (each.kind == "reference" and _is_in_letter(each.value, read))
            or (each.kind == "reference" and _reaches_us(each, read.draft))
            or (each.kind == "date" and _is_month_of(each.value, read))
        ):
            continue
        same_kind = [d for d in read.letter_details if d.kind == each.kind and d.value]
        if any(level(other.text) == level(each.text) for other in same_kind):
            continue  # "Sunday" told back is theirs, whichever Sunday a later reader takes it for
        if each.kind == "date" and any(_may_be_the_same_day(each, other) for other in same_kind):
            continue
        swapped = any(_are_swapped(each, other) for other in same_kind)
        if (
            (
                each.kind == "route"
                and same_kind
                and touches
                and (swapped or "route" not in read.kinds_told_back)
            )
            or (
                each.kind == "reference"
                and touches
                and any(_are_alike(each, other) for other in [*same_kind, *read.numbers_below])
                and (swapped or "reference" not in read.kinds_told_back)
            )
            or (
                each.kind in ("time", "date", "amount")
                and same_kind
                and (
                    (swapped and each.kind != "date")
                    or _is_a_slip(each, part, same_kind, read)
                    or (touches and _is_within(each.start - part.span.start, told_back))
                )
            )
        ):
            yield each


def _may_be_the_same_day(ours: Detail, theirs: Detail) -> bool:
    """Return whether two days are one if "11/03/2025" is read the other way round."""
    swapped = (other_order(theirs.text, theirs.value or ""), other_order(ours.text, ours.value or ""))
    return ours.value == swapped[0] or theirs.value == swapped[1]


def _are_swapped(ours: Detail, theirs: Detail) -> bool:
    """Return whether two details have the same figures in another order; "at 1" is not a slip for "at 10"."""
    if ours.kind == "time" and min(_figures(ours.text), _figures(theirs.text)) < _FIGURES_AT_LEAST:
        return False
    return sorted(theirs.value or "") == sorted(ours.value or "")


def _are_alike(ours: Detail, theirs: Detail) -> bool:
    """Return whether two references are built alike, figure for figure: an order number is no slip for an account."""
    return _build(ours) == _build(theirs)


def _build(detail: Detail) -> str:
    return re.sub(r"\d", "9", re.sub(r"[a-z]", "a", re.sub(r"[^a-z0-9]", "", level(detail.value or ""))))


def _figures(words: str) -> int:
    return sum(map(str.isdigit, words))


def _is_a_slip(each: Detail, part: Sentence, theirs: Sequence[Detail], read: Read) -> bool:
    """Return whether one figure makes a sum or a day another than the customer's, in a sentence about the same.

    A day counts that lies a year back, as of a birth or a contract; what happened lately is often news.
    """
    if each.kind == "time" or (each.kind == "date" and not _is_long_ago(each, read)):
        return False
    keys = part.stems | part.details
    return any(
        key_of(other) not in read.our_keys
        and one_figure_apart(other.value or "", each.value or "")
        and len(keys & read.around(other.start)) >= _least_in_common(each)
        for other in theirs
    )


def _is_long_ago(each: Detail, read: Read) -> bool:
    day = each.value or ""
    return any(map(str.isdigit, each.text)) and len(day) == len(read.today) and _a_year_on(day) < read.today


def _a_year_on(day: str) -> str:
    return f"{int(day[:4]) + 1:04}{day[4:]}"


def _least_in_common(each: Detail) -> int:
    """Return how many words and details a sentence must share with where the customer told it, to be about the same."""
    return (
        1 if each.kind == "date" or _figures((each.value or "").partition(".")[0]) >= _FIGURES_AT_LEAST else 2
    )


_FIGURES_AT_LEAST = 3


def one_figure_apart(one: str, other: str) -> bool:
    """Return whether two values of the same length differ in one figure alone.

    >>> one_figure_apart("127.50", "117.50"), one_figure_apart("25.00", "75.50"), one_figure_apart("1938-05-04", "1938-05-14")
    (True, False, True)
    """
    differ = [pair for pair in zip(one, other, strict=False) if pair[0] != pair[1]]
    return len(one) == len(other) and len(differ) == 1 and all(figure.isdigit() for figure in differ[0])


_LONG_NUMBER = 5


def _is_in_letter(value: str, read: Read) -> bool:
    """Return whether the customer wrote a number somewhere, as under their name: then it is their own."""
    squeezed = "".join(filter(str.isalnum, level(value)))
    return len(squeezed) >= _LONG_NUMBER and squeezed in "".join(filter(str.isalnum, level(read.letter)))


# A number that the reply gives to be reached at is nobody's reference.
_TO_REACH_US = re.compile(
    r"\b(?:ring|call|phone|text|telephone|reach|dial|number is|appel\w*|joindre|joignable|numero est|tel|portable|mobile|direct line|ligne directe)\b[.:]?(?: (?:me|us|him|her|nous|moi|directly|directement)){0,2}"
    r"(?: for (?:it|that|this))?(?: (?:on|at|under|au|sur le|is|est))? ?:? ?\(?$"
)
_A_PHONE = re.compile(r"(?:\+|00?)\d{8,13}$")
_SOMEBODY_ANSWERS = re.compile(
    r"\b(?:ring|call|phone|text|telephone|reach\w*|dial|number|line|desk|appel\w*|joindre|joignables?|numero|ligne|tel)\b"
)
_REACHES_YOU = re.compile(
    r"\b(?:(?:call|ring|phone|text|reach|contact)(?:ing|ed|s)? (?:\w+ )?you|your (?:\w+ )?(?:number|phone|mobile)|(?:corrected|changed|updated|noted|recorded|have it as|had it as|corrige|change|note|enregistre)(?: \w+)? (?:to|as|under|en|sous)|vous (?:r?appel|telephon|joind|contact)\w*|votre (?:numero|telephone|portable|mobile))\b"
)
LONGEST_LEAD = 60


def _reaches_us(each: Detail, draft: str) -> bool:
    """Return whether a number is one to reach us at: behind "call", or shaped as a telephone's in a clause that speaks of one."""
    value, lead = each.value or "", level(draft[max(0, each.start - LONGEST_LEAD) : each.start])
    if not value.lstrip("+").isdigit():
        return False
    ours = _SOMEBODY_ANSWERS.search(lead) and not _REACHES_YOU.search(lead)
    return bool(_TO_REACH_US.search(lead) or (_A_PHONE.match(value) and ours))


def _is_month_of(value: str, read: Read) -> bool:
    """Return whether a month, or a year, is that of a day in the letter, told more roughly: "you wrote in September"."""
    return any(
        each.kind == "date" and (each.value or "").startswith(f"{value}-") for each in read.letter_details
    )


# What the customer told, told back, up to the end of the clause.
_TOLD_BACK = re.compile(
    r"\b(?:you|vous)(?:'ve|'d| have| had| were| avez| aviez| etes| etiez)?(?: [a-z]+)?? "
    r"(?:wrote|reached|arrived|waited|were|stood|had|took|reported|described|told|paid|spent|left|came|went|bought|"
    r"ecrit|attendu|arrivee?s?|paye|regle|verse|depense|signale|partie?s?|venue?s?|achete)\b"
    r"(?:(?! (?:was|were|is|are|has been|have been|will|went|came|and (?:i|we|is|was)|but|a ete|ont ete|est|sont|sera|seront|et (?:nous|je)|mais)\b)[^,;:.!?]|[:.](?=\d))*"
)


def _is_within(place: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(begin <= place < end for begin, end in spans)


def meant_by(ours: Detail, read: Read) -> Detail | None:
    """Return the customer's detail that one of ours stands for: the same figures in another order before one figure off,
    then one built alike, then the first of its kind."""
    same = [
        each for each in [*read.letter_details, *read.numbers_below] if each.kind == ours.kind and each.value
    ]
    return min(
        same,
        key=lambda each: (
            sorted(each.value or "") != sorted(ours.value or ""),
            not one_figure_apart(each.value or "", ours.value or ""),
            not _are_alike(each, ours),
            each.start,
        ),
        default=None,
    )
