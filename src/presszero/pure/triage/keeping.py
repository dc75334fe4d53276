"""A model as bytes and back. No pickle: what is read runs nothing, and a changed byte is noticed."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import replace
from typing import Any

import numpy as np

from presszero.pure.triage.calibration import Calibration
from presszero.pure.triage.errors import DamagedModel
from presszero.pure.triage.keeping_sense import parts_of, sense_of
from presszero.pure.triage.past import PastCases
from presszero.pure.triage.sorter import Sorter
from presszero.pure.triage.weighing import Vocabulary

FORM = 1
_KINDS = ("words", "pieces", "pairs")


def hash_of(content: bytes) -> str:
    """Return the hash a model is known by: SHA-256 of its bytes, in hex."""
    return hashlib.sha256(content).hexdigest()


def to_bytes(sorter: Sorter) -> bytes:
    """Return a model as bytes; the same model gives the same bytes."""
    words: dict[str, Any] = {
        "form": FORM,
        "topics": sorter.topics,
        "language": sorter.language,
        "keys": sorter.past.keys,
        "sharpness": sorter.calibration.sharpness,
    }
    arrays: dict[str, np.ndarray] = {
        "rarity": sorter.vocabulary.rarity,
        "weights": sorter.weights,
        "bias": sorter.bias,
        "past_topics": sorter.past.topics,
        "begins": sorter.past.begins,
        "rows": sorter.past.rows,
        "past_weights": sorter.past.weights.astype(np.float16),
        "confidence": sorter.calibration.confidence,
        "centre": sorter.calibration.centre,
        "spread": sorter.calibration.spread,
        "held": sorter.calibration.held,
        "about": _as_array(json.dumps(words, ensure_ascii=False)),
    }
    if sorter.sense:
        words["sense"], more = parts_of(sorter.sense)
        arrays |= more
        arrays["about"] = _as_array(json.dumps(words, ensure_ascii=False))
    for name, known in zip(_KINDS, sorter.vocabulary.places, strict=True):
        arrays[name] = _as_array("\n".join(known))
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as pack:
        for name, array in arrays.items():
            part = io.BytesIO()
            np.save(part, array, allow_pickle=False)
            # A moment in the archive would give the same model another hash each time.
            pack.writestr(zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), part.getvalue())
    return kept.getvalue()


def from_bytes(content: bytes, *, expected_hash: str = "") -> Sorter:
    """Return the model that was kept, knowing its hash.

    Raises DamagedModel when the bytes are not those of expected_hash, or no model at all.
    """
    found = hash_of(content)
    if expected_hash and found != expected_hash:
        raise DamagedModel(
            f"The model's bytes have the hash {found[:12]}…, not {expected_hash[:12]}…: they were changed. Train it again."
        )
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            parts = {name: arrays[name] for name in arrays.files}
        return replace(_sorter(parts), hash=found)
    except (ValueError, KeyError, OSError, zipfile.BadZipFile) as error:
        raise DamagedModel(
            f"These {len(content):,} bytes hold no model ({error}). Train it again."
        ) from error


def _sorter(parts: dict[str, np.ndarray]) -> Sorter:
    about = json.loads(parts["about"].tobytes().decode())
    if about["form"] != FORM:
        raise ValueError(f"its form is {about['form']}, and {FORM} is read")
    places, taken = [], 0
    for name in _KINDS:
        words = parts[name].tobytes().decode().split("\n") if parts[name].size else []
        places.append({word: taken + at for at, word in enumerate(words)})
        taken += len(words)
    past = PastCases(
        tuple(about["keys"]),
        parts["past_topics"],
        parts["begins"],
        parts["rows"],
        parts["past_weights"].astype(np.float32),
    )
    calibration = Calibration(
        about["sharpness"], parts["confidence"], parts["centre"], parts["spread"], parts["held"]
    )
    return Sorter(
        topics=tuple(about["topics"]),
        language=about["language"],
        vocabulary=Vocabulary((places[0], places[1], places[2]), parts["rarity"]),
        weights=parts["weights"],
        bias=parts["bias"],
        past=past,
        calibration=calibration,
        sense=sense_of(about["sense"], parts) if "sense" in about else None,
    )


def _as_array(text: str) -> np.ndarray:
    return np.frombuffer(text.encode(), np.uint8)
