"""How sure it is that a reply leaves a point open: signs that anyone can see, weighed by a small model.

Both models, by words and with a sentence model beside, were taught by benchmarks/words_open.py. Source: docs/sources.md#open-points
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from presszero.pure.words import answering, lettering
from presszero.pure.words.nearness import Near, told_by_meaning
from presszero.pure.words.normal import FAMILY_NAMES, level
from presszero.pure.words.roles import Role
from presszero.pure.words.shapes import Detail, PointToAnswer
from presszero.pure.words.sides import Sentence, keyed, stems_of, wanted_roles

TOUCHES_FROM = 0.12
MEETS_FROM = 0.2
ROOM = 80
"""So many characters about this letter are room enough for one point."""
COUNTED_WORDS = 7
"""So many of a point's weightiest words make its whole: a long point need not be repeated in full."""

World = Mapping[object, float]
"""The words and details of a point, with what each weighs."""
Lead = Sequence[tuple[float, float]]
"""For each point what lettering.standing_out tells."""


@dataclass(frozen=True)
class Side:
    """The draft seen from the points: shares[point][sentence], how much of it is about them, and how near in letters and meaning.

    chances[point][sentence]: how likely it is its answer (answering.py). leads: by whole paragraphs, with what they thank and ask, which answers nothing and yet tells whom it is for; where
    nearness in meaning is known, by its sentences too.
    """

    draft: Sequence[Sentence]
    worlds: Sequence[World]
    shares: Sequence[Sequence[float]]
    room: float
    met: float
    by_sentence: Lead
    by_paragraph: Lead
    leads: Sequence[float]
    chances: answering.Rows
    near: Near | None

    @classmethod
    def of(
        cls,
        points: Sequence[PointToAnswer],
        worlds: Sequence[World],
        letter: Sequence[Sentence],
        letter_details: Sequence[Detail],
        draft: Sequence[Sentence],
        near: Near | None,
    ) -> Side:
        shares = [[_share(world, each) for each in draft] for world in worlds]
        asked = [level(point.text) for point in points]
        telling = [each for each in draft if not each.says_nothing]
        by_sentence = lettering.standing_out(asked, [each.plain for each in telling])
        by_paragraph = lettering.standing_out(asked, _paragraphs(telling))
        leads = [lead for _, lead in lettering.standing_out(asked, _paragraphs(draft))]
        if near is not None:
            leads = [by_letters + lettering.lead(near.own, at) for at, by_letters in enumerate(leads)]
        room, met = _about(letter, letter_details, draft, shares)
        chances = answering.answer_chances(
            answering.nearness(asked, draft),
            shares,
            draft,
            [wanted_roles(point) for point in points],
        )
        return cls(draft, worlds, shares, room, met, by_sentence, by_paragraph, leads, chances, near)

    @property
    def hollow(self) -> list[bool]:
        return [each.says_nothing for each in self.draft]

    @property
    def said(self) -> set[object]:
        """All stems and details of the sentences that say something."""
        return {key for each in self.draft if not each.says_nothing for key in each.stems | each.details}

    def best(self, at: int) -> int | None:
        """Return the sentence that shares most words with a point."""
        shares = self.shares[at]
        return max(range(len(shares)), key=lambda place: shares[place], default=None)


def told(at: int, point: PointToAnswer, side: Side) -> dict[str, float]:
    """Return what the model is told of one point.

    best, whole: shares of its words in one sentence and in the whole draft; silent: none of its two things with many
    names comes back; does, undone: that sentence, or none, does what the point wants; taken: another point needs the
    sentence more; room, met: how much of the draft is about this letter; letters: nearness to the nearest
    sentence in letters; claimed: the odds that a sentence of its own answers it; leads: how much nearer a sentence and a paragraph are to it than to any other point. Where
    nearness in meaning is known, what nearness.told_by_meaning tells is beside it.
    """
    wanted = wanted_roles(point)
    signs = _told_by_words(at, point, wanted, side)
    if side.near is not None:
        does = [bool(each.roles & wanted) for each in side.draft]
        signs |= told_by_meaning(at, side.near, side.hollow, does)
    return signs


def _told_by_words(at: int, point: PointToAnswer, wanted: frozenset[Role], side: Side) -> dict[str, float]:
    best, said = side.best(at), side.said
    silent = is_silent(point, said)
    share = side.shares[at][best] if best is not None and not silent else 0.0
    return {
        point.kind: 1.0,
        "best": share,
        "silent": float(silent),
        "whole": 0.0 if silent else share_of(side.worlds[at], said),
        "does": float(bool(share and best is not None and side.draft[best].roles & wanted)),
        "taken": taken(at, best, side),
        "undone": float(not any(each.roles & wanted for each in side.draft if not each.says_nothing)),
        "room": side.room,
        "met": side.met,
        "letters": side.by_sentence[at][0],
        "claimed": answering.odds_of_any(side.chances[at]),
        "leads": (side.by_sentence[at][1] + side.by_paragraph[at][1]) / 2,
    }


def is_silent(point: PointToAnswer, said: set[object]) -> bool:
    """Return whether nothing of an ask comes back, though it speaks of two things we know other words for.

    A complaint is often answered in none of its words, so that its silence proves nothing.
    """
    if point.kind not in ("question", "request"):
        return False
    own = {*stems_of(level(point.text)), *keyed(point.details)}
    return len(own & FAMILY_NAMES) >= 2 and not own & said


def taken(at: int, best: int | None, side: Side) -> float:
    """Return how much more of another point its best sentence has, 0 to 1: one sentence seldom answers two."""
    if best is None or not side.shares[at][best]:
        return 0.0
    others = [row[best] for place, row in enumerate(side.shares) if place != at]
    return max(0.0, max(others, default=0.0) - side.shares[at][best])


def _share(world: World, each: Sentence) -> float:
    """Return which share of a point's words a sentence has, 0 to 1; hollow sentences and questions have none."""
    return 0.0 if each.says_nothing else share_of(world, {*each.stems, *each.details})


def share_of(world: World, keys: set[object]) -> float:
    whole = sum(sorted(world.values(), reverse=True)[:COUNTED_WORDS]) or 1.0
    return min(1.0, sum(weight for word, weight in world.items() if word in keys) / whole)


def _paragraphs(sentences: Sequence[Sentence]) -> list[str]:
    rows: dict[int, list[str]] = {}
    for each in sentences:
        rows.setdefault(each.row, []).append(each.plain)
    return [" ".join(plain) for plain in rows.values()]


def _about(
    letter: Sequence[Sentence],
    letter_details: Sequence[Detail],
    draft: Sequence[Sentence],
    shares: Sequence[Sequence[float]],
) -> tuple[float, float]:
    """Return room and met: how much of the draft is about this letter, for each of its points."""
    known: set[object] = {word for each in letter for word in each.stems} | set(keyed(letter_details))
    length = hits = 0
    for at, each in enumerate(draft):
        best = max((row[at] for row in shares), default=0.0)
        if best >= TOUCHES_FROM or (not each.says_nothing and len((each.stems | each.details) & known) >= 2):
            length += len(each.plain)
        hits += best >= MEETS_FROM
    count = len(shares) or 1
    return min(1.0, length / count / ROOM), min(1.2, hits / count)
