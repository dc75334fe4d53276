"""Cases, what reached us and left us about them, what we owe, and how colleagues work on them together."""

from presszero.cases.models.case import (
    Attachment,
    Case,
    CaseQuerySet,
    Contact,
    Note,
    Point,
    PointQuerySet,
    PrivateLink,
    Promise,
)
from presszero.cases.models.clock import Clock
from presszero.cases.models.feeds import PromiseFeed
from presszero.cases.models.incidents import Incident, IncidentQuerySet
from presszero.cases.models.inquiries import Answer, Inquiry, NoteFile
from presszero.cases.models.together import (
    CaseLink,
    CaseTag,
    Field,
    FieldValue,
    Follower,
    HandOver,
    LineWords,
    News,
    Step,
    Tag,
)

__all__ = [
    "Answer",
    "Attachment",
    "Case",
    "CaseLink",
    "CaseQuerySet",
    "CaseTag",
    "Clock",
    "Contact",
    "Field",
    "FieldValue",
    "Follower",
    "HandOver",
    "Incident",
    "IncidentQuerySet",
    "Inquiry",
    "LineWords",
    "News",
    "Note",
    "NoteFile",
    "Point",
    "PointQuerySet",
    "PrivateLink",
    "Promise",
    "PromiseFeed",
    "Step",
    "Tag",
]
