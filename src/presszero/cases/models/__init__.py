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

__all__ = [
    "Attachment",
    "Case",
    "CaseQuerySet",
    "Clock",
    "Contact",
    "Note",
    "Point",
    "PointQuerySet",
    "PrivateLink",
    "Promise",
]
