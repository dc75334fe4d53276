"""Where the development mails lie: a folder beside the checkout, or the one named in PRESSZERO_MAIL_CORPUS."""

import os
from pathlib import Path

BESIDE = Path(__file__).resolve().parents[4] / "shared" / "data" / "mail"
FOLDER = Path(os.environ.get("PRESSZERO_MAIL_CORPUS", BESIDE))


def corpus_files() -> list[Path]:
    """Return every file of the corpus, mails and pieces of mails alike; [] when there is no corpus here."""
    return sorted(path for path in FOLDER.rglob("*") if path.is_file())
