"""The words that set some messages apart from others: a name for what they have in common."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from presszero.pure.triage.features import stem, tokens_of
from presszero.pure.triage.tongues import language_of
from presszero.pure.words.normal import EMPTY

MOST_WORDS = 4
OTHERS_READ = 400  # evenly over all of them: whether a word is common elsewhere is soon told
HELD_BY = 0.2  # share of the messages that must hold a word for it to name them


def telling_words(messages: Sequence[str], others: Sequence[str], most: int = MOST_WORDS) -> tuple[str, ...]:
    """Return the words that these messages hold and others do not, the most telling first, as most people write them.

    >>> telling_words(["No bus after the fireworks", "Fireworks, and no bus"], ["My card", "A lost hat", "The bus"])
    ('fireworks', 'bus')
    """
    written: dict[str, Counter[str]] = {}
    held: Counter[str] = Counter()
    for text in messages:
        stems = _stems(text)
        held.update(stems.keys())
        for one, word in stems.items():
            written.setdefault(one, Counter())[word] += 1
    read = others[:: max(1, len(others) // OTHERS_READ)]
    elsewhere = Counter(one for text in read for one in _stems(text))
    told = sorted(held, key=lambda one: (-_tells(held[one], len(messages), elsewhere[one], len(read)), one))
    kept = [one for one in told if held[one] >= max(2, HELD_BY * len(messages))] or told[:1]
    return tuple(written[one].most_common(1)[0][0] for one in kept[:most])


def _tells(held: int, messages: int, elsewhere: int, others: int) -> float:
    """Return how telling a word is: the share that holds it here, times how much rarer it is elsewhere."""
    here, there = held / messages, (elsewhere + 0.5) / (others + 1)
    return here * math.log(here / min(there, 1.0)) if here > there else 0.0


def _stems(text: str) -> dict[str, str]:
    """Return the stems of a message's telling words, each with how it is written there."""
    language = language_of(text, "en")
    words = [token.text for token in tokens_of(text)]
    return {stem(word, language): word for word in words if len(word) > 2 and word not in EMPTY}
