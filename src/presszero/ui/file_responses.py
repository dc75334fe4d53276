"""Handing a customer's file out: by the front, never run by a browser."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse

from presszero.cases.models import Attachment, NoteFile
from presszero.ground.files import path_of
from presszero.replies.models import DraftFile

SHOWN_IN_PLACE = ("image/png", "image/jpeg", "image/gif", "image/webp")


def file_response(found: Attachment | NoteFile | DraftFile, *, inline: bool = False) -> HttpResponse:
    """Hand a file to the front: saved by the reader, never run by the browser."""
    shown = inline and found.content_type in SHOWN_IN_PLACE
    response = HttpResponse(content_type=found.content_type if shown else "application/octet-stream")
    response["X-PressZero-File"] = str(path_of(found.file_id))
    how = "inline" if shown else "attachment"
    response["Content-Disposition"] = f"{how}; filename*=UTF-8''{quote(found.name, safe='')}"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
