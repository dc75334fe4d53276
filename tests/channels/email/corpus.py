"""Where the development mails lie: with the other data of strangers, in the folder that PRESSZERO_TEST_DATA names."""

import os
from pathlib import Path

from benchmarks.shared_data import BESIDE, missing

FOLDER = Path(os.environ.get("PRESSZERO_TEST_DATA") or BESIDE) / "mail"
NOT_HERE = missing("mail")


def corpus_files() -> list[Path]:
    """Return every file of the corpus, mails and pieces of mails alike; [] when there is no corpus here."""
    return sorted(path for path in FOLDER.rglob("*") if path.is_file())
