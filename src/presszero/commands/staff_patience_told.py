"""What `presszero staff patience` says: as words, as data, as a table, and as a page with its chart and table."""

from __future__ import annotations

import csv
import io
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from presszero.ui.charts import Band, Chart, Series, figure
from presszero.ui.reports import figures, points_of, report_page, section, words

if TYPE_CHECKING:
    from presszero.pure.queueing.patience import MeanPatience, PatienceCurve

TOLD_AT = (10, 20, 30, 60, 120, 180, 300, 600)
MOST_DRAWN = 60
EXPLAINED = """\
How this was worked out:
- Who was answered would have waited at least so long, and counts as that; who never waited says nothing and is left out.
- The mean is all the time waited divided by those who gave up, as if patience were exponential; its range holds the
  true mean 95 times of 100 (docs/sources.md#patience).
- The share still waiting is the Kaplan-Meier curve, which asks for no kind of distribution, with Greenwood's 95 % band
  (docs/sources.md#patience). It says nothing beyond the longest wait of the records.
- The median is the first time at which half have given up on that curve. Where mean and curve say different things,
  patience is not exponential; --patience-seconds takes the mean all the same, as Erlang A asks for it."""


@dataclass(frozen=True)
class Told:
    """What records say. waited: callers who waited. gave_up: how many of them did."""

    waited: int
    gave_up: int
    mean: MeanPatience
    curve: PatienceCurve


def as_json(told: Told) -> dict[str, Any]:
    """Return the estimates in their documented shape."""
    mean, curve = told.mean, told.curve
    return {
        "callers_who_waited": told.waited,
        "gave_up": told.gave_up,
        "mean_seconds": round(mean.mean_seconds, 2),
        "mean_low_seconds": round(float(mean.low_seconds), 2),
        "mean_high_seconds": round(float(mean.high_seconds), 2),
        "median_seconds": curve.median_seconds(),
        "still_waiting": {
            str(at): round(curve.share_after(at), 4) for at in TOLD_AT if at <= curve.observed_seconds
        },
    }


def csv_text(told: Told) -> str:
    """Return the curve, one line for each second at which somebody gave up."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["wait_seconds", "still_waiting", "low", "high"])
    curve = told.curve
    for at, *shares in zip(
        curve.at_seconds, curve.still_share, curve.low_share, curve.high_share, strict=True
    ):
        writer.writerow([f"{at:g}", *(f"{share:.6f}" for share in shares)])
    return out.getvalue()


def in_words(told: Told) -> str:
    """Return what is read at a terminal."""
    lines = [*sentences(told), "", f"{'after':>8}{'still waiting':>16}"]
    lines += [f"{at + ' s':>8}{share:>16.0%}" for at, share in as_json(told)["still_waiting"].items()]
    return "\n".join(lines)


def sentences(told: Told) -> list[str]:
    """Return what the records say, a sentence each."""
    mean, median = told.mean, told.curve.median_seconds()
    return [
        f"{told.waited:,} callers waited, {told.gave_up:,} of them gave up.",
        f"Mean patience {mean.mean_seconds:.0f} s (95 of 100 times between {mean.low_seconds:.0f} and "
        f"{mean.high_seconds:.0f}), if it is exponential: --patience-seconds {mean.mean_seconds:.0f}",
        "Half would have given up after "
        + (f"{median:.0f} s" if median is not None else "longer than anybody waited")
        + " (Kaplan-Meier).",
    ]


def page(told: Told, source: str) -> str:
    """Return the report as HTML that stands by itself."""
    median = told.curve.median_seconds()
    facts = [
        (f"{told.mean.mean_seconds:,.0f} s", "mean patience"),
        ("–" if median is None else f"{median:,.0f} s", "half have given up"),
        (f"{told.waited:,}", "callers waited"),
        (f"{told.gave_up:,}", "of them gave up"),
    ]
    first, *others = sentences(told)
    return report_page(
        f"Patience in {source}",
        section("What it comes to", figures(facts), words(*others)),
        section("Who is still waiting", figure(_still_waiting(told))),
        section("How this was worked out", words(*points_of(EXPLAINED))),
        lead=first,
    )


def _still_waiting(told: Told) -> Chart:
    curve = told.curve
    step = max(math.ceil(curve.observed_seconds / MOST_DRAWN / 5) * 5, 1)
    seconds = [step * place for place in range(int(curve.observed_seconds // step) + 1)]
    bands = [curve.band_after(at) for at in seconds]
    return Chart(
        says="The share of callers whose patience lasts so long, and what an exponential one of the same mean would be.",
        counts="per cent",
        along="seconds waited",
        labels=[str(at) for at in seconds],
        series=[
            Series("as recorded", [100 * curve.share_after(at) for at in seconds], steps=True),
            Series(
                "exponential", [100 * math.exp(-at / told.mean.mean_seconds) for at in seconds], look="ahead"
            ),
        ],
        bands=[Band("95 of 100", [100 * low for low, _ in bands], [100 * high for _, high in bands])],
        digits=1,
    )
