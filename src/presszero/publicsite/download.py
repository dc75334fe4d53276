"""A whole case to keep: one page that any browser reads, and every file beside it, in one zip."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator
from types import SimpleNamespace as Shape
from typing import IO

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from presszero.cases.models import Attachment, Contact
from presszero.cases.queries import contacts_for_customer
from presszero.ground.files import path_of
from presszero.publicsite.pages import CustomerPage
from presszero.pure.errors import BadInput

MOST_BYTES = 500_000_000
PIECE_BYTES = 256 * 1024


def download(page: CustomerPage) -> Iterator[bytes]:
    """Return the zip of a case in pieces: index.html and files/. Raises BadInput above MOST_BYTES."""
    files = list(_files(contacts_for_customer(case=page.case)))
    total = sum(one.attachment.file.size_bytes for one in files)
    if total > MOST_BYTES:
        sentence = _("The files are %(mb).0f MB together, more than %(most).0f MB. Save them one by one.")
        raise BadInput(sentence % {"mb": total / 1e6, "most": MOST_BYTES / 1e6})
    return _pieces(_packed(page, files))


def _files(contacts: list[Contact]) -> Iterator[Shape]:
    """Each file of the letters under a name of its own: two photos may both be called image.jpg."""
    kept = [one for contact in contacts for one in contact.attachments.all() if not one.inline]
    for number, attachment in enumerate(kept, 1):
        yield Shape(attachment=attachment, path=f"files/{number:02d}-{_plain(attachment)}")


def _plain(attachment: Attachment) -> str:
    return attachment.name.replace("/", "_").replace("\\", "_")[:120]


def _packed(page: CustomerPage, files: list[Shape]) -> IO[bytes]:
    # On disk, not in memory: a case may hold hundreds of megabytes of photos.
    packed = tempfile.TemporaryFile()  # noqa: SIM115 - closed once its last piece was read
    paths = {one.attachment.pk: one.path for one in files}
    shape = page.all()
    for file in (file for contact in shape.contacts for file in contact.attachments):
        file.path = paths[file.id]
    words = render_to_string("publicsite/download.html", {"page": shape})
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("index.html", words, zipfile.ZIP_DEFLATED)
        for one in files:
            archive.write(path_of(one.attachment.file_id), one.path)
    packed.seek(0)
    return packed


def _pieces(packed: IO[bytes]) -> Iterator[bytes]:
    with packed:
        while piece := packed.read(PIECE_BYTES):
            yield piece
