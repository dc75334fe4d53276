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

__all__ = [
    "Attachment",
    "Case",
    "CaseQuerySet",
    "Contact",
    "Note",
    "Point",
    "PointQuerySet",
    "PrivateLink",
    "Promise",
]
