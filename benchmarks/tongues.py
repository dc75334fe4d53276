"""How often the language of a text is told, of five served ones, on texts of twenty characters and more.

    ./dev bench tongues

Our own sentences (tests/corpora/tongues) and English messages of strangers: BANKING77, CLINC150, airline tweets, none
of them learned from. A wrong language and an undecided text both count as misses; the undecided are told apart.
"""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterable
from pathlib import Path

from benchmarks.shared_data import missing, shared_data
from presszero.pure.tongues import language

SERVED = ("en", "fr", "es", "pt", "zh")
OWN = Path(__file__).resolve().parents[1] / "tests" / "corpora" / "tongues"
LEAST_CHARACTERS = 20
STRANGERS = (
    ("banking77", "test.csv.gz", ","),
    ("clinc150", "val.tsv.gz", "\t"),
    ("airline_tweets", "dev.tsv.gz", "\t"),
)


def main() -> None:
    """Print the share told rightly for each language and each set."""
    for code in SERVED:
        _row(f"own {code}", code, (OWN / f"{code}.txt").read_text().splitlines())
    for name, part, tab in STRANGERS:
        if folder := shared_data(name):
            _row(name, "en", _texts(folder / part, tab))
        else:
            print(missing(name))


def _texts(path: Path, tab: str) -> list[str]:
    rows = list(csv.reader(io.StringIO(gzip.decompress(path.read_bytes()).decode()), delimiter=tab))
    place = rows[0].index("text") if "text" in rows[0] else 0
    return [row[place] for row in rows[1:]]


def _row(name: str, code: str, texts: Iterable[str]) -> None:
    told = [language(text, SERVED).code for text in texts if len(text) >= LEAST_CHARACTERS]
    right, undecided = told.count(code), told.count(None)
    print(f"  {name:<16} {right / len(told):.4f} right of {len(told):,}; undecided {undecided}; goal 0.99")


if __name__ == "__main__":
    main()
