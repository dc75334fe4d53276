"""The figures of an evaluation, against scikit-learn's and against sums done by hand."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import f1_score, roc_auc_score

from presszero.pure.triage.calibration import Outlook, calibrate
from presszero.pure.triage.measuring import area_under, calibration_error, figures, macro_f1


def test_macro_f1_and_area_are_what_everybody_means_by_them() -> None:
    chance = np.random.default_rng(5)
    truth, said = chance.integers(0, 6, 400), chance.integers(0, 6, 400)
    assert macro_f1(said, truth) == pytest.approx(f1_score(truth, said, average="macro"))
    inside, outside = chance.normal(1, 1, 200).round(1), chance.normal(0, 1, 90).round(1)
    labels = np.repeat([1, 0], [200, 90])
    assert area_under(inside, outside) == pytest.approx(
        roc_auc_score(labels, np.concatenate((inside, outside)))
    )


def test_calibration_error_weighs_each_bin_by_its_count() -> None:
    sure, right = np.repeat([0.9, 0.5], 150), np.tile([True, False], 150)
    assert calibration_error(sure, right) == pytest.approx(0.2)
    assert calibration_error(np.full(60, 0.5), np.tile([True, False], 30)) == 0


def test_unknown_topic_counts_as_wrong_and_no_outside_has_no_recall() -> None:
    chances = np.array([[0.9, 0.1], [0.2, 0.8], [0.6, 0.4]])
    found = figures(chances, np.array([0, 1, -1]), np.array([0.5, 0.02, 0.9]), None, 0.95)
    assert found.accuracy == pytest.approx(2 / 3) and found.accepted_share == pytest.approx(2 / 3)
    assert found.as_json()["oos_recall_at_95"] is None
    outside = figures(chances, np.array([0, 1, 0]), np.array([0.5, 0.4, 0.9]), np.array([0.01, 0.3]), 0.95)
    assert outside.oos_recall_at_95 == 0.5 and outside.oos_auroc == 1.0


def test_calibrated_probabilities_come_true_on_other_messages() -> None:
    chance = np.random.default_rng(11)

    def drawn(count: int) -> tuple[Outlook, np.ndarray]:
        truth = chance.integers(0, 8, count)
        scores = chance.normal(0, 0.25, (count, 8))
        scores[np.arange(count), truth] += chance.uniform(0, 1.2, count)
        return Outlook(scores, chance.uniform(0, 0.3, count), chance.uniform(0.2, 0.8, count)), truth

    calibration = calibrate(*drawn(2_000))
    outlook, truth = drawn(4_000)
    chances = calibration.probabilities(outlook)
    assert (chances.argmax(axis=1) == outlook.scores.argmax(axis=1)).all()
    assert calibration_error(chances.max(axis=1), chances.argmax(axis=1) == truth) < 0.04
    # Conformal: of messages like those held out, one in twenty is refused.
    assert (calibration.typicality(outlook) <= 0.05).mean() == pytest.approx(0.05, abs=0.02)
