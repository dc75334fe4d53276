"""Whose turn it is: who of those here takes the next piece of work, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Why = Literal["knows", "skill", "fair"]
Lacking = Literal["nobody-here", "no-language", "no-skill", "all-full"]


@dataclass(frozen=True)
class Hand:
    """Somebody who could take it.

    is_here: not away, not busy. open_work: cases they answer for now; limit: how many at most, >= 1.
    languages: codes they write in. depth: of the skill asked for, 0 none, 1 breadth, 2 depth.
    knows: they answered this customer before. seconds_since: since they were last given work; None: never.
    """

    worker_id: int
    is_here: bool = True
    open_work: int = 0
    limit: int = 12
    languages: frozenset[str] = frozenset()
    depth: int = 0
    knows: bool = False
    seconds_since: float | None = None


@dataclass(frozen=True)
class Work:
    """What the work asks for. language: a code, "" for any. needs_skill: somebody with a depth of 1 or more."""

    language: str = ""
    needs_skill: bool = False


@dataclass(frozen=True)
class Turn:
    """Whose turn, and why: knows this customer, the deeper skill, or the most room. able: how many could."""

    worker_id: int
    why: Why
    able: int
    open_work: int
    limit: int


@dataclass(frozen=True)
class Waits:
    """Nobody's turn yet, and what is lacking."""

    lacking: Lacking


def whose_turn(work: Work, hands: Sequence[Hand]) -> Turn | Waits:
    """Return whose turn it is, or what is lacking for it to be somebody's.

    A language or skill that nobody of all hands has is not waited for: somebody
    without it is better than nobody ever. First comes who knows the customer, then
    the deeper skill, then the least share of one's limit in use, then who was given
    work longest ago; the lower id where all of it is equal.

    >>> whose_turn(Work(), [Hand(1, open_work=6), Hand(2, open_work=5)])
    Turn(worker_id=2, why='fair', able=2, open_work=5, limit=12)
    """
    speaks = [hand for hand in hands if not work.language or work.language in hand.languages]
    able = speaks or list(hands)
    skilled = [hand for hand in able if hand.depth or not work.needs_skill]
    able = skilled or able
    if not (here := [hand for hand in able if hand.is_here]):
        return Waits(_who_is_away(hands, speaks))
    if not (free := [hand for hand in here if hand.open_work < hand.limit]):
        return Waits("all-full")
    first = min(free, key=lambda hand: _order(hand, work))
    return Turn(first.worker_id, _why(first, free, work), len(free), first.open_work, first.limit)


def _who_is_away(hands: Sequence[Hand], speaks: Sequence[Hand]) -> Lacking:
    if not any(hand.is_here for hand in hands):
        return "nobody-here"
    return "no-skill" if any(hand.is_here for hand in speaks or hands) else "no-language"


def _order(hand: Hand, work: Work) -> tuple[bool, int, float, float, int]:
    waited = -hand.seconds_since if hand.seconds_since is not None else float("-inf")
    depth = hand.depth if work.needs_skill else 0
    return not hand.knows, -depth, hand.open_work / hand.limit, waited, hand.worker_id


def _why(first: Hand, free: Sequence[Hand], work: Work) -> Why:
    if first.knows:
        return "knows"
    deepest = max(hand.depth for hand in free)
    return "skill" if work.needs_skill and deepest > min(hand.depth for hand in free) else "fair"
