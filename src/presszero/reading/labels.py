"""What people said of findings, kept to learn from. Nothing of it leaves the machine."""

from __future__ import annotations

import hashlib
from datetime import datetime
from functools import cache
from pathlib import Path

from presszero.ground.actors import Actor
from presszero.pure import words
from presszero.reading.models import Label

_READ = {".py", ".txt", ".json"}
POINT, PLEDGE = "reply.point", "reply.promise"
"""The findings of the reply check that a person answers: whether a point is answered, and whether words promise something."""


@cache
def rules_hash() -> str:
    """Return the hash of the rules and small models that read letters and replies, as they are in this release."""
    digest = hashlib.sha256()
    folder = Path(words.__file__).parent
    for path in sorted(one for one in folder.rglob("*") if one.suffix in _READ):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def keep_label(
    *,
    case_id: int,
    team_id: int,
    rule: str,
    said: str,
    by: Actor,
    at: datetime,
    quote: str = "",
    right: str = "",
    score: float | None = None,
    meaning: str = "",
) -> Label:
    """Keep what a person said of one finding; who says it again says it anew. Runs inside the act, which records it.

    rule: which finding. said: one of Label.Said. quote: the words it is about. right: what is right instead.
    score: how sure the finding was, 0 to 1. meaning: the hash of the sentence model that read along.
    """
    label, _made = Label.objects.update_or_create(
        case_id=case_id,
        rule=rule[:64],
        quote=" ".join(quote.split())[:300],
        defaults={
            "team_id": team_id,
            "said": said,
            "right": right[:64],
            "hash": rules_hash(),
            "score": score,
            "meaning": meaning,
            "by_id": by.known_id,
            "at": at,
        },
    )
    return label


def customer_missed(*, case_id: int, quote: str, at: datetime) -> None:
    """A customer says that a point was not answered: whoever marked it and the check are told apart by that.

    The label stays with who marked the point. Runs inside the act, which records it.
    """
    kept = " ".join(quote.split())[:300]
    label = Label.objects.filter(case_id=case_id, rule=POINT, quote=kept, right="answered").first()
    if label:
        proposed = label.said == Label.Said.CONFIRMED
        label.said = Label.Said.DISMISSED if proposed else Label.Said.CONFIRMED
        label.right, label.at = "open", at
        label.save(update_fields=["said", "right", "at"])
