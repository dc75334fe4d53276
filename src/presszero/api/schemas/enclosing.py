"""What goes along with a reply, as machines give and read it."""

from __future__ import annotations

from ninja import Schema
from pydantic import Base64Bytes, Field

from presszero.api.schemas.words import Id, Words
from presszero.channels.email.composing import picture_mark
from presszero.replies.models import Draft, DraftFile


class DraftFileShape(Schema):
    id: int
    name: str
    content_type: str
    size_bytes: int
    mark: str = Field(description="How the words name a picture of theirs; empty for a file beside them.")

    @staticmethod
    def resolve_size_bytes(one: DraftFile) -> int:
        return one.file.size_bytes

    @staticmethod
    def resolve_mark(one: DraftFile) -> str:
        return picture_mark(one.name) if one.content_id else ""


class Enclosed(Schema):
    files: list[DraftFileShape]
    copies: list[str] = Field(description="Who else reads the reply.")

    @classmethod
    def of(cls, draft: Draft | None) -> Enclosed:
        files = list(draft.files.select_related("file")) if draft else []
        return cls.model_validate({"files": files, "copies": draft.copied_to if draft else []})


class DraftFileGiven(Schema):
    name: Words = Field(max_length=1000)
    content: Base64Bytes = Field(description="The bytes, in base64.", max_length=25_000_000)
    in_words: bool = Field(
        False, description="A picture stands where the words hold its mark, else below them."
    )


class TakingOffGiven(Schema):
    file: Id


class CopiesGiven(Schema):
    copies: list[Words] = Field(description="Mail addresses; none: the customer alone.", max_length=50)
