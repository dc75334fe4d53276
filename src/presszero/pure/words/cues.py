"""What the words of a language tell: the shape each language fills."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from presszero.pure.words.shapes import WishKind


@dataclass(frozen=True)
class LetterCues:
    """Patterns over one levelled sentence (see normal.level); "start" patterns are matched at its beginning."""

    code: str
    question_start: re.Pattern[str]
    wonder: re.Pattern[str]
    request_start: re.Pattern[str]
    request: re.Pattern[str]
    not_request: re.Pattern[str]
    asks_us_to: re.Pattern[str]
    second_ask: re.Pattern[str]
    failing: re.Pattern[str]
    judges: re.Pattern[str]
    weakly: re.Pattern[str]
    not_failing: re.Pattern[str]
    pleased: re.Pattern[str]
    farewell_start: re.Pattern[str]
    earlier_letter: re.Pattern[str]
    said_by: re.Pattern[str]
    leans_back: re.Pattern[str]
    only_answer_me: re.Pattern[str]
    lead_in: re.Pattern[str]
    border: re.Pattern[str]
    wishes: Mapping[WishKind, re.Pattern[str]]
