"""Words near a word: what somebody meant who slipped by a letter.

Two words are near when each comes from the other by one letter put in, left out, changed or swapped
with its neighbour. They then share a word of the same length or one letter less, which is how they are
looked up. Source: docs/sources.md#near-words
"""

from __future__ import annotations

from collections.abc import Iterable

SHORTEST, LONGEST = 4, 24


def is_listed(word: str) -> bool:
    """Return whether a plain word is worth helping with: letters only, SHORTEST to LONGEST of them.

    >>> is_listed("refund"), is_listed("bus"), is_listed("pl1004")
    (True, False, False)
    """
    return SHORTEST <= len(word) <= LONGEST and word.isalpha()


def deletions(word: str) -> set[str]:
    """Return a word and what is left of it when one letter goes: the keys that near words share.

    >>> sorted(deletions("abc"))
    ['ab', 'abc', 'ac', 'bc']
    """
    return {word} | {word[:at] + word[at + 1 :] for at in range(len(word))}


def edits_between(one: str, other: str, most: int = 3) -> int:
    """Return how many letters are put in, left out, changed or swapped from one word to the other; at most `most`.

    Source: the optimal string alignment distance, docs/sources.md#near-words

    >>> edits_between("refnud", "refund"), edits_between("tram", "train")
    (1, 2)
    """
    if abs(len(one) - len(other)) >= most:
        return most
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, their in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != their))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == their:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return min(row[-1], most)


def best_near(word: str, candidates: Iterable[str], most: int = 6) -> list[str]:
    """Return the candidates a slip or two away, the likeliest first: fewer edits, the same first letter, the same length.

    >>> best_near("refnud", ["refund", "remand", "found"])
    ['refund']
    """
    allowed = 2 if len(word) >= 6 else 1
    measured = [(edits_between(word, other), other) for other in candidates if other != word]
    near = [(edits, other) for edits, other in measured if edits <= allowed]
    near.sort(key=lambda one: (one[0], one[1][0] != word[0], abs(len(one[1]) - len(word)), one[1]))
    return [other for _, other in near[:most]]
