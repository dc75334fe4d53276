"""`presszero staff patience`: how long callers wait before they give up, from records."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from presszero.commands.parsing import add_outputs, command_parser
from presszero.commands.record_columns import GAVE_UP, WAIT, add_column_option, named_by, who_gave_up
from presszero.commands.staff_input import read_file
from presszero.commands.written import write_file
from presszero.pure.sheets import read_sheet

DOES = """\
Estimate patience from records: RECORDS.csv has the columns wait_seconds and gave_up (yes or no), one line
for each call. Who was answered counts as at least so patient; who never waited says nothing and is left
out. The mean is for --patience-seconds; the median comes from the Kaplan-Meier curve."""
EXAMPLE = "presszero staff patience records.csv --json"


def main(arguments: list[str]) -> int:
    """Write the estimates and return 0."""
    parser = command_parser("staff patience", DOES, EXAMPLE)
    parser.add_argument("records", type=Path, metavar="RECORDS.csv", help="one line for each call")
    add_outputs(parser, "second at which somebody gave up")
    add_column_option(parser)
    given = parser.parse_args(arguments)
    content = read_file(parser, given.records)

    import numpy as np

    from presszero.commands.staff_patience_told import EXPLAINED, Told, as_json, csv_text, in_words, page
    from presszero.pure.queueing.patience import mean_patience, patience_curve

    named = named_by(content, given.records.name, given.column)
    sheet = read_sheet(content, [WAIT, GAVE_UP], source=given.records.name, named=named)
    waits = np.array(sheet["wait_seconds"], float)
    lost = np.array(who_gave_up(sheet["gave_up"], given.records.name))[waits > 0]
    waits = waits[waits > 0]
    told = Told(int(waits.size), int(lost.sum()), mean_patience(waits, lost), patience_curve(waits, lost))
    if given.csv:
        write_file(given.csv, csv_text(told))
    if given.html:
        write_file(given.html, page(told, given.records.name))
    print(json.dumps(as_json(told), indent=1) if given.json else in_words(told))
    if given.explain:
        print(EXPLAINED, file=sys.stderr if given.json else sys.stdout)
    return 0
