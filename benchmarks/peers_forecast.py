"""Other people's forecasts of the same days, asked by benchmarks/capacity_forecast.py; runs among the peers.

In: {"counts": [[...]], "first": row of the first origin, "origins": how many, "horizon": days}; counts of days
that follow one another without gaps, each with the same intervals, `week` days a week. Out, by method:
{"said": [origins][horizon][intervals], "seconds": a fit}.
"""

from __future__ import annotations

import json
import sys
import time
import warnings
from collections.abc import Callable

import numpy as np

warnings.filterwarnings("ignore")
Said = list[list[list[float]]]
ROUNDS, LEAVES, RATE = 300, 31, 0.05


def mstl_with_ets(counts: np.ndarray, horizon: int, week: int) -> np.ndarray:
    """MSTL with a day's and a week's season, AutoETS on the trend, as statsforecast offers it."""
    from statsforecast.models import MSTL, AutoETS

    slots = counts.shape[1]
    seasons = [slots, slots * week] if slots > 1 else [week]
    model = MSTL(season_length=seasons, trend_forecaster=AutoETS(model="ZZN"))
    said = model.fit(counts.ravel()).predict(horizon * slots)["mean"]
    return np.maximum(said, 0).reshape(horizon, slots)


def boosted(counts: np.ndarray, horizon: int, week: int) -> np.ndarray:
    """LightGBM on the ratio to the mean of four same weekdays: lags, interval, weekday, days ahead."""
    import lightgbm

    days = len(counts)
    train = [
        (*_features(counts, origin, ahead, week), counts[origin + ahead])
        for origin in range(5 * week, days)
        for ahead in range(min(horizon, days - origin))
    ]
    rows = np.concatenate([one[0] for one in train])
    ratios = np.concatenate([one[2] / one[1] for one in train])
    settings = {
        "objective": "l1",
        "num_leaves": LEAVES,
        "learning_rate": RATE,
        "verbose": -1,
        "num_threads": 1,
    }
    model = lightgbm.train(settings, lightgbm.Dataset(rows, ratios), num_boost_round=ROUNDS)
    asked = [_features(counts, days, ahead, week) for ahead in range(horizon)]
    return np.array([model.predict(rows) * mean for rows, mean in asked])


def _features(counts: np.ndarray, origin: int, ahead: int, week: int) -> tuple[np.ndarray, np.ndarray]:
    back = week * (1 + ahead // week)
    same = [counts[origin + ahead - back - week * step] for step in range(4)]
    mean = np.maximum(np.mean(same, axis=0), 0.5)
    slots = counts.shape[1]
    latest = counts[origin - 1] / np.maximum(
        np.mean([counts[origin - 1 - week * s] for s in range(1, 4)], axis=0), 0.5
    )
    columns = [*(one / mean for one in same), latest, mean, np.arange(slots)]
    flat = [np.full(slots, value) for value in ((origin + ahead) % week, ahead, latest.mean(), same[0].sum())]
    return np.column_stack([*columns, *flat]), mean


def main() -> None:
    """Answer one question."""
    asked = json.load(sys.stdin)
    counts, week = np.array(asked["counts"], dtype=float), asked["week"]
    methods: dict[str, Callable[[np.ndarray, int, int], np.ndarray]] = {
        "statsforecast MSTL + AutoETS": mstl_with_ets,
        "LightGBM": boosted,
    }
    answer = {}
    for name, method in methods.items():
        said: Said = []
        began = time.process_time()
        for step in range(asked["origins"]):
            said.append(method(counts[: asked["first"] + step], asked["horizon"], week).tolist())
        answer[name] = {"said": said, "seconds": (time.process_time() - began) / asked["origins"]}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
