"""The file store: bytes kept once, under their digest, written whole or not at all."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.conf import settings

from presszero.ground.late import sync_folder
from presszero.ground.models import StoredFile


def store_file(chunks: Iterable[bytes], *, at: datetime) -> StoredFile:
    """Keep bytes and return their row. On disk before the row can commit."""
    folder = settings.PRESSZERO.home / "files"
    folder.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(dir=folder, prefix="arriving-", delete=False) as arriving:
        try:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                arriving.write(chunk)
            arriving.flush()
            os.fsync(arriving.fileno())
            _into_place(Path(arriving.name), path_of(digest.hexdigest()))
        except BaseException:
            Path(arriving.name).unlink(missing_ok=True)
            raise
    kept, _ = StoredFile.objects.get_or_create(
        digest=digest.hexdigest(), defaults={"size_bytes": size, "stored_at": at}
    )
    return kept


def path_of(digest: str) -> Path:
    """Return where the bytes of a digest lie."""
    return settings.PRESSZERO.home / "files" / digest[:2] / digest[2:4] / digest


def _into_place(arrived: Path, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    arrived.replace(place)
    sync_folder(place.parent)
