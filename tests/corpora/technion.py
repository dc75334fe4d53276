"""Call-by-call records of a bank in Israel, February 1999, as arrays."""

from __future__ import annotations

import csv
import gzip
from dataclasses import dataclass
from functools import cache

import numpy as np
import pytest
from benchmarks.shared_data import missing, shared_data

from presszero.pure.simulation.replaying import NOBODY, Records

NAME = "technion_bank_feb1999"


@dataclass(frozen=True)
class Calls:
    """One entry a call, in order of entering the queue. Seconds of the day; a wait of 0 is an answer at once."""

    day: np.ndarray
    entered: np.ndarray
    wait: np.ndarray
    gave_up: np.ndarray
    answered_at: np.ndarray
    service: np.ndarray
    server: np.ndarray


@cache
def technion_calls() -> Calls:
    """Return the month's calls, without phantoms and broken clocks; day is 1 to 28. Skips where they are absent."""
    folder = shared_data(NAME)
    if folder is None:
        pytest.skip(missing(NAME))
    with gzip.open(folder / "data_anonymous_bank_february.txt.gz", "rt", encoding="ascii") as file:
        rows = [
            row
            for row in csv.DictReader(file, delimiter="\t")
            if row["outcome"] != "PHANTOM" and int(row["vru_time"]) >= 0
        ]
    rows.sort(key=lambda row: (row["date"], _seconds(row["vru_exit"])))
    return Calls(
        day=np.array([int(row["date"][-2:]) for row in rows]),
        entered=np.array([float(_seconds(row["vru_exit"])) for row in rows]),
        wait=np.array([float(row["q_time"]) for row in rows]),
        gave_up=np.array([row["outcome"] == "HANG" for row in rows]),
        answered_at=np.array([float(_seconds(row["ser_start"])) for row in rows]),
        service=np.array([float(row["ser_time"]) for row in rows]),
        server=np.array([row["server"] for row in rows]),
    )


def technion_records() -> Records:
    """Return the month as records of a replay; its first day was a Monday."""
    calls = technion_calls()
    names, server = np.unique(calls.server, return_inverse=True)
    nobody = np.isin(names, ("NO_SERVER", ""))[server] | (calls.answered_at == 0)
    return Records(
        calls.day - 1,
        calls.entered,
        calls.wait,
        calls.gave_up,
        calls.answered_at,
        calls.service,
        np.where(nobody, NOBODY, server),
    )


def waiting_callers() -> tuple[np.ndarray, np.ndarray]:
    """Return (waits in seconds, gave up) of the callers who waited at all."""
    calls = technion_calls()
    waited = calls.wait > 0
    return calls.wait[waited], calls.gave_up[waited]


def _seconds(clock: str) -> int:
    hours, minutes, seconds = clock.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds)
