"""Letters and replies: what a customer asks, and whether a draft answers it. Rules only, no models.

>>> from datetime import UTC, datetime
>>> reading = read_letter("The bus never came. Why?", datetime(2025, 7, 13, 8, 12, tzinfo=UTC))
>>> [point.kind for point in reading.points]
['complaint', 'question']
"""

from presszero.pure.words.checking import check_reply
from presszero.pure.words.cutting import quotation
from presszero.pure.words.history import History
from presszero.pure.words.languages import language
from presszero.pure.words.looking import name_key, search_pattern
from presszero.pure.words.reading import read_letter
from presszero.pure.words.shapes import (
    READ_AT_MOST,
    AskedPoint,
    Cut,
    Detail,
    DetailSaid,
    Finding,
    Language,
    PastReply,
    Place,
    Pledge,
    PointToAnswer,
    Proposal,
    Reading,
    ReplyCheck,
    Said,
    SettledPledge,
    Span,
    Trait,
    Wish,
)
from presszero.pure.words.splitting import sentences
from presszero.pure.words.urgency import Urgency, urgency

__all__ = [
    "READ_AT_MOST",
    "AskedPoint",
    "Cut",
    "Detail",
    "DetailSaid",
    "Finding",
    "History",
    "Language",
    "PastReply",
    "Place",
    "Pledge",
    "PointToAnswer",
    "Proposal",
    "Reading",
    "ReplyCheck",
    "Said",
    "SettledPledge",
    "Span",
    "Trait",
    "Urgency",
    "Wish",
    "check_reply",
    "language",
    "name_key",
    "quotation",
    "read_letter",
    "search_pattern",
    "sentences",
    "urgency",
]
