"""Files the front sends by itself: those Django names, and the static ones."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import logging
import mimetypes
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from starlette.datastructures import Headers as RequestHeaders
from starlette.responses import FileResponse, Response

from presszero.processes.headers import INTERNAL
from presszero.processes.spool import Headers, Receive, Refused, Scope, Send

_DIGEST_IN_NAME = re.compile(r"\.[0-9a-f]{12}\.[a-z0-9.]+\Z")
_COMPRESSED_SUFFIXES = {".css", ".js", ".mjs", ".svg", ".json", ".txt", ".map"}
_SET_BY_US = {b"content-length", b"accept-ranges"}
FOREVER = "public, max-age=31536000, immutable"
SHORT = "public, max-age=60"
log = logging.getLogger("presszero.front")


class FileFolders:
    """Sends the files Django names by the internal header, only from below the folders given."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = tuple(folder.resolve() for folder in folders)

    async def send(
        self, path: str, status: int, headers: Headers, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Send the file with the headers Django gave: whole, in ranges, or 304 when the client has it.

        Raises Refused 500 for a path outside the folders and 404 for a file that is not there.
        """
        found = await asyncio.to_thread(self.find, path)
        kept = [pair for pair in headers if pair[0] not in _SET_BY_US and not pair[0].startswith(INTERNAL)]
        etag = next((value.decode("latin1") for name, value in kept if name == b"etag"), None)
        response: Response
        if etag and status == 200 and client_has(scope, etag):
            response = Response(status_code=304)
            kept = [pair for pair in kept if pair[0] != b"content-type"]
        else:
            response = FileResponse(found, status_code=status)
        names = {name for name, _ in kept}
        response.raw_headers[:] = [pair for pair in response.raw_headers if pair[0] not in names] + kept
        await response(scope, receive, send)

    def find(self, path: str) -> Path:
        """Return the real path of a regular file below one of the folders, links followed first."""
        try:
            found = Path(path).resolve(strict=True)
        except OSError:
            found = None
        if not Path(path).is_absolute() or (found and not self._allows(found)):
            log.error("A page named a file outside the folders that may be sent.")
            raise Refused(500, "This file may not be sent. The place is on record for the operator.")
        if not found or not found.is_file():
            log.error("A page named a file that is not there.")
            raise Refused(404, "This file is no longer here. Please ask us for it again.")
        return found

    def _allows(self, found: Path) -> bool:
        return any(found.is_relative_to(folder) for folder in self._folders)


@dataclass(frozen=True)
class StaticFile:
    """One static file, weighed and pressed at start. pressed is its gzip form, None where that saves nothing."""

    path: Path
    etag: str
    media_type: str
    cache: str
    pressed: bytes | None


class StaticFiles:
    """Answers static addresses. files: URL path → file; what is not in it is not static."""

    def __init__(self, files: Mapping[str, Path]) -> None:
        self._files = {url: _prepared(url, path) for url, path in files.items()}

    def find(self, scope: Scope) -> StaticFile | None:
        if scope["method"] not in ("GET", "HEAD"):
            return None
        return self._files.get(scope["path"])

    async def send(self, static: StaticFile, scope: Scope, receive: Receive, send: Send) -> None:
        headers = {"etag": static.etag, "cache-control": static.cache, "vary": "Accept-Encoding"}
        response: Response
        if client_has(scope, static.etag):
            response = Response(status_code=304, headers=headers)
        elif static.pressed is not None and _takes_gzip(scope):
            headers |= {"content-encoding": "gzip"}
            response = Response(static.pressed, media_type=static.media_type, headers=headers)
        else:
            response = FileResponse(static.path, media_type=static.media_type, headers=headers)
        await response(scope, receive, send)


def client_has(scope: Scope, etag: str) -> bool:
    """Say whether the client's If-None-Match names this tag, weak or strong."""
    known = RequestHeaders(scope=scope).get("if-none-match", "")
    tags = {tag.strip().removeprefix("W/") for tag in known.split(",")}
    return "*" in tags or etag.removeprefix("W/") in tags


def _takes_gzip(scope: Scope) -> bool:
    for coding in RequestHeaders(scope=scope).get("accept-encoding", "").split(","):
        name, _, weight = coding.partition(";")
        if name.strip() == "gzip":
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def _prepared(url: str, path: Path) -> StaticFile:
    content = path.read_bytes()
    pressed = None
    if path.suffix in _COMPRESSED_SUFFIXES:
        smaller = gzip.compress(content, mtime=0)
        pressed = smaller if len(smaller) < len(content) else None
    return StaticFile(
        path=path,
        etag=f'"{hashlib.sha256(content).hexdigest()[:20]}"',
        media_type=mimetypes.guess_type(path.name)[0] or "application/octet-stream",
        cache=FOREVER if _DIGEST_IN_NAME.search(url) else SHORT,
        pressed=pressed,
    )
