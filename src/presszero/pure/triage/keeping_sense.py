"""The part of a model that learned from meaning, as arrays and back."""

from __future__ import annotations

from typing import Any

import numpy as np

from presszero.pure.triage.calibration import Calibration
from presszero.pure.triage.sense import Middles, Nearness, Sense


def parts_of(sense: Sense) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """Return what of it is told in words, and its arrays by name."""
    about: dict[str, Any] = {
        "model": sense.model,
        "language": sense.language,
        "scales": sense.scales,
        "sharpness": sense.calibration.sharpness,
    }
    arrays: dict[str, np.ndarray] = {
        "sense_marks": sense.nearness.marks,
        "sense_weights": sense.nearness.weights,
        "sense_bias": sense.nearness.bias,
        "sense_stretch": sense.middles.stretch,
        "sense_middles": sense.middles.middles,
        "sense_past": sense.past,
        "sense_past_rows": sense.past_rows,
        "sense_confidence": sense.calibration.confidence,
        "sense_centre": sense.calibration.centre,
        "sense_spread": sense.calibration.spread,
        "sense_held": sense.calibration.held,
    }
    return about, arrays


def sense_of(about: dict[str, Any], arrays: dict[str, np.ndarray]) -> Sense:
    """Return it as it was kept."""
    calibration = Calibration(
        about["sharpness"],
        arrays["sense_confidence"],
        arrays["sense_centre"],
        arrays["sense_spread"],
        arrays["sense_held"],
    )
    return Sense(
        model=about["model"],
        language=about["language"],
        nearness=Nearness(
            _places(arrays["sense_marks"], arrays["sense_past"]),
            arrays["sense_weights"],
            arrays["sense_bias"],
        ),
        middles=Middles(arrays["sense_stretch"], arrays["sense_middles"]),
        scales=(about["scales"][0], about["scales"][1]),
        past=arrays["sense_past"],
        past_rows=arrays["sense_past_rows"],
        calibration=calibration,
    )


def _places(marks: np.ndarray, past: np.ndarray) -> np.ndarray:
    """Return which past messages are the marks, by number.

    marks: those numbers, (marks,), or the vectors of the messages, (marks, width), each of which is a line of past.
    """
    if marks.ndim == 1:
        return marks
    place = {line.tobytes(): at for at, line in enumerate(past)}
    return np.array([place[line.tobytes()] for line in marks.astype(past.dtype)], np.int32)
