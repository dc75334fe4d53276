"""The themes of many messages: what they are about, in groups, with names that stay when more messages come."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment
from sklearn.cluster import KMeans

from presszero.pure.alike.naming import telling_words
from presszero.pure.alike.rows import Floats
from presszero.pure.alike.scope import SEED, lay_out, neighbours, read_together
from presszero.pure.triage.sense import SentenceModel

RULE = "themes-1"  # grows whenever the same messages may be grouped otherwise
SIZE, BESIDE, ROUNDS, STARTS = 150, 10, 2, 3
EXAMPLES = 3
SAME_SHARE = 0.3  # of the messages known to both, which two themes must share to be one


@dataclass(frozen=True)
class Theme:
    """Messages about one matter. id, name: kept from before where it is the same theme; examples: the most typical."""

    id: int
    name: str
    words: tuple[str, ...]
    keys: tuple[str, ...]
    examples: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "name": self.name,
            "words": list(self.words),
            "messages": len(self.keys),
            "examples": list(self.examples),
            "keys": list(self.keys),
        }


def themes(
    texts: Sequence[str],
    keys: Sequence[str] | None = None,
    *,
    most: int | None = None,
    before: Sequence[Theme] = (),
    meaning: SentenceModel | None = None,
) -> list[Theme]:
    """Return the themes of messages, the largest first.

    keys: by which messages are known, else their numbers. most: how many themes, else by how many messages there
    are. before: the themes of an earlier run: its messages keep together, and a theme that is still there keeps its id
    and its name. meaning: a sentence model that reads the messages of its language along. Raises TooFewMessages.
    """
    known = list(keys or [str(number) for number in range(len(texts))])
    layout = lay_out(texts, SIZE, meaning)
    places, beside = layout.places, neighbours(layout.told, BESIDE)
    for _ in range(ROUNDS):
        places = read_together(places, beside)
    many = min(most or len(before) or max(2, round(math.sqrt(len(texts) / 2))), len(texts))
    groups = _grouped(places, known, many, before)
    kept = _kept(groups, known, before)
    fresh = max((theme.id for theme in before), default=0)
    found = []
    for group in sorted(set(groups.tolist())):
        old = kept.get(group)
        fresh += old is None
        found.append(_theme(group, old, fresh, groups, texts, known, places))
    return sorted(found, key=lambda theme: (-len(theme.keys), theme.id))


def _grouped(places: Floats, keys: Sequence[str], many: int, before: Sequence[Theme]) -> npt.NDArray[np.intp]:
    at = {key: number for number, key in enumerate(keys)}
    begun = [found for theme in before if (found := [at[key] for key in theme.keys if key in at])][:many]
    if not begun:
        means = KMeans(many, n_init=STARTS, random_state=SEED)
        return np.asarray(means.fit_predict(places), np.intp)
    centres = [places[one].mean(axis=0) for one in begun]
    while len(centres) < many:  # further themes begin where nothing is near yet
        far = np.max(places @ np.stack(centres).T, axis=1).argmin()
        centres.append(places[far])
    means = KMeans(many, init=np.stack(centres), n_init=1, random_state=SEED)
    return np.asarray(means.fit_predict(places), np.intp)


def _kept(groups: npt.NDArray[np.intp], keys: Sequence[str], before: Sequence[Theme]) -> dict[int, Theme]:
    """Return for each group the earlier theme it continues, by the messages that both hold."""
    if not before:
        return {}
    was = {key: number for number, theme in enumerate(before) for key in theme.keys}
    shared = np.zeros((int(groups.max()) + 1, len(before)))
    for key, group in zip(keys, groups, strict=True):
        if key in was:
            shared[group, was[key]] += 1
    all_of = shared.sum(axis=1, keepdims=True) + shared.sum(axis=0, keepdims=True) - shared
    share = shared / np.maximum(all_of, 1)
    pairs = zip(*linear_sum_assignment(-share), strict=True)
    return {int(group): before[old] for group, old in pairs if share[group, old] >= SAME_SHARE}


def _theme(
    group: int,
    old: Theme | None,
    fresh: int,
    groups: npt.NDArray[np.intp],
    texts: Sequence[str],
    keys: Sequence[str],
    places: Floats,
) -> Theme:
    inside: list[int] = np.flatnonzero(groups == group).tolist()
    centre = places[inside].mean(axis=0)
    order = np.argsort(-(places[inside] @ centre), kind="stable")
    typical = [inside[at] for at in order[:EXAMPLES].tolist()]
    words = telling_words(
        [texts[one] for one in inside], [texts[one] for one in np.flatnonzero(groups != group).tolist()]
    )
    return Theme(
        old.id if old else fresh,
        old.name if old else ", ".join(words),
        words,
        tuple(keys[one] for one in inside),
        tuple(texts[one] for one in typical),
    )
