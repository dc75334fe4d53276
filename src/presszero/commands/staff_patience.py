"""`presszero staff patience`: how long callers wait before they give up, from records."""

from __future__ import annotations

import json
from pathlib import Path

from presszero.commands.parsing import command_parser
from presszero.commands.record_columns import GAVE_UP, WAIT, add_column_option, named_by, who_gave_up
from presszero.commands.staff_input import read_file
from presszero.pure.sheets import read_sheet

DOES = """\
Estimate patience from records: RECORDS.csv has the columns wait_seconds and gave_up (yes or no), one line
for each call. Who was answered counts as at least so patient; who never waited says nothing and is left
out. The mean is for --patience-seconds; the median comes from the Kaplan-Meier curve."""
EXAMPLE = "presszero staff patience records.csv --json"
TOLD_AT = (10, 20, 30, 60, 120, 180, 300, 600)


def main(arguments: list[str]) -> int:
    """Write the estimates and return 0."""
    parser = command_parser("staff patience", DOES, EXAMPLE)
    parser.add_argument("records", type=Path, metavar="RECORDS.csv", help="one line for each call")
    parser.add_argument("--json", action="store_true", help="estimates and curve as JSON on standard output")
    add_column_option(parser)
    given = parser.parse_args(arguments)
    content = read_file(parser, given.records)

    import numpy as np

    from presszero.pure.queueing.patience import mean_patience, patience_curve

    named = named_by(content, given.records.name, given.column)
    sheet = read_sheet(content, [WAIT, GAVE_UP], source=given.records.name, named=named)
    waits = np.array(sheet["wait_seconds"], float)
    lost = np.array(who_gave_up(sheet["gave_up"], given.records.name))[waits > 0]
    waits = waits[waits > 0]
    mean, curve = mean_patience(waits, lost), patience_curve(waits, lost)
    told = {
        "callers_who_waited": int(waits.size),
        "gave_up": int(lost.sum()),
        "mean_seconds": round(mean.mean_seconds, 2),
        "mean_low_seconds": round(float(mean.low_seconds), 2),
        "mean_high_seconds": round(float(mean.high_seconds), 2),
        "median_seconds": curve.median_seconds(),
        "still_waiting": {
            str(at): round(curve.share_after(at), 4) for at in TOLD_AT if at <= curve.observed_seconds
        },
    }
    print(json.dumps(told, indent=1) if given.json else _in_words(told))
    return 0


def _in_words(told: dict) -> str:
    median = told["median_seconds"]
    lines = [
        f"{told['callers_who_waited']:,} callers waited, {told['gave_up']:,} of them gave up.",
        f"Mean patience {told['mean_seconds']:.0f} s (95 of 100 times between {told['mean_low_seconds']:.0f} and "
        f"{told['mean_high_seconds']:.0f}), if it is exponential: --patience-seconds {told['mean_seconds']:.0f}",
        "Half would have given up after "
        + (f"{median:.0f} s" if median is not None else "longer than anybody waited")
        + " (Kaplan-Meier).",
        "",
        f"{'after':>8}{'still waiting':>16}",
    ]
    lines += [f"{at + ' s':>8}{share:>16.0%}" for at, share in told["still_waiting"].items()]
    return "\n".join(lines)
