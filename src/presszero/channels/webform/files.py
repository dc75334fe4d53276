"""Files that a customer gives with a form: bounded, stored before the letter, typed by their bytes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import chain

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _

from presszero.cases.actions import ArrivedFile
from presszero.channels.email.filetypes import LOOKED_AT_BYTES, safe_name, type_by_bytes
from presszero.ground.files import store_file
from presszero.pure.errors import BadInput

MOST_FILES = 10
LARGEST_TOTAL_BYTES = 25_000_000


def given_files(request: HttpRequest, at: datetime) -> list[ArrivedFile]:
    """Keep the files of a form's field `files`.

    Raises BadInput with the numbers when there are too many or they are too large.
    """
    if wrong := wrong_in_files(request):
        raise BadInput.in_fields(wrong)
    return [kept_upload(file, at) for file in files_of(request)]


def files_of(request: HttpRequest) -> list[UploadedFile]:
    """Return the files of a form's field `files`, as they came."""
    return [file for file in request.FILES.getlist("files") if isinstance(file, UploadedFile)]


def wrong_in_files(request: HttpRequest) -> dict[str, str]:
    """Return the sentence for files that are too many or too large, under `files`; nothing when they can be taken."""
    files = files_of(request)
    total = sum(file.size or 0 for file in files)
    if len(files) > MOST_FILES:
        sentence = _("%(n)s files are more than %(most)s. Send the rest in a second message.")
        return {"files": sentence % {"n": len(files), "most": MOST_FILES}}
    if total > LARGEST_TOTAL_BYTES:
        sentence = _("%(mb).0f MB together are more than %(most).0f MB. Send smaller photos, or fewer.")
        return {"files": sentence % {"mb": total / 1e6, "most": LARGEST_TOTAL_BYTES / 1e6}}
    return {}


def kept_upload(file: UploadedFile, at: datetime) -> ArrivedFile:
    """Keep one file as it was given."""
    file.seek(0)
    return keep_file(file.chunks(), file.name or "", at)


def keep_file(chunks: Iterable[bytes], name: str, at: datetime) -> ArrivedFile:
    """Keep one file under a safe name, its type told from its first bytes."""
    pieces = iter(chunks)
    first = next(pieces, b"")
    stored = store_file(chain([first], pieces), at=at)
    kind = type_by_bytes(first[:LOOKED_AT_BYTES])
    return ArrivedFile(digest=stored.digest, name=safe_name(name, _("file")), content_type=kind)
