"""Files that a customer gives with a form: bounded, stored before the letter, typed by their bytes."""

from __future__ import annotations

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _

from presszero.cases.actions import ArrivedFile
from presszero.channels.email.filetypes import safe_name, type_by_bytes
from presszero.ground.files import store_file
from presszero.pure.errors import BadInput

MOST_FILES = 10
LARGEST_TOTAL_BYTES = 25_000_000


def given_files(request: HttpRequest, at: datetime) -> list[ArrivedFile]:
    """Keep the files of a form's field `files`.

    Raises BadInput with the numbers when there are too many or they are too large.
    """
    files = [file for file in request.FILES.getlist("files") if isinstance(file, UploadedFile)]
    if len(files) > MOST_FILES:
        raise BadInput(
            _("%(n)s files are more than %(most)s. Send the rest in a second message.")
            % {"n": len(files), "most": MOST_FILES},
            "files",
        )
    total = sum(file.size or 0 for file in files)
    if total > LARGEST_TOTAL_BYTES:
        raise BadInput(
            _("%(mb).0f MB together are more than %(most).0f MB. Send smaller photos, or fewer.")
            % {"mb": total / 1e6, "most": LARGEST_TOTAL_BYTES / 1e6},
            "files",
        )
    return [_kept(file, at) for file in files]


def _kept(file: UploadedFile, at: datetime) -> ArrivedFile:
    file.seek(0)
    kind = type_by_bytes(file.read(4096))
    file.seek(0)
    stored = store_file(file.chunks(), at=at)
    return ArrivedFile(digest=stored.digest, name=safe_name(file.name or "", _("file")), content_type=kind)
