"""What a line of the record tells in words: kept beside it, since the record holds none."""

from __future__ import annotations

from presszero.cases.models import LineWords
from presszero.ground.models import RecordLine

LONGEST = 300


def keep_words(line: RecordLine, *, old: str = "", new: str = "") -> None:
    """Keep what stood somewhere before an act and after it, or what was said with it, for the case's history.

    line: the act's own, of a case. Words beyond LONGEST characters are cut. Where there are none nothing is kept.
    """
    if line.case_id and (old or new):
        LineWords.objects.create(case_id=line.case_id, line=line.pk, old=_cut(old), new=_cut(new))


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
