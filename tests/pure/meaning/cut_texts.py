"""Texts whose pieces were counted with the `tokenizers` package once: cut_by_tokenizers.json holds what it said.

`written` are in that file with their numbers; of the many `drawn` it holds the digest of all numbers.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable, Sequence

ALPHABETS = (
    (0x20, 0x7E), (0x20, 0x7E), (0x61, 0x7A), (0x61, 0x7A), (0xA0, 0x24F), (0x300, 0x36F), (0x391, 0x3C9),
    (0x410, 0x44F), (0x5D0, 0x5EA), (0x621, 0x64A), (0x904, 0x939), (0x2010, 0x2046), (0x20A0, 0x20B5), (0x2190, 0x21FF),
    (0x3041, 0x3096), (0x4E00, 0x4FFF), (0xAC00, 0xACFF), (0xFF01, 0xFF5E), (0x1F300, 0x1F320), (0x9, 0xD),
)  # fmt: skip
DRAWN = 4_000


def written() -> list[str]:
    """Return texts as people write them, and the edges of cutting."""
    return [
        "",
        " \t\n ",
        "Hello",
        "The 31 never came. Two hours in the rain, with a child, after the fireworks!",
        "I was charged $12.50 twice (ref. PZ-2041/77) and nobody called back :-(",
        "don't  can't   won't—it's “quoted” & <b>bold</b> @handle #tag user@example.org https://example.org/a?b=c",
        "Crème brûlée, naïve façade, Ærøskøbing, Straße, İstanbul, ΑΒΓ, Ёлка",
        "e\u0301 is one letter in two signs, é the same in one",
        "東京 is two ideographs, カタカナ is one word, 한국어 too",
        "unaffable hyperparameterization antidisestablishmentarianism pneumonoultramicroscopicsilicovolcanoconiosis",
        "a" * 100,
        "a" * 101,
        "zero\u200bwidth, soft\u00adhyphen, nul\x00, replaced\ufffd, bell\x07",
        "no\u00a0break, thin\u2009space, line\u2028end, para\u2029end, ideographic\u3000space",
        "👍 👍🏽 👨‍👩‍👧 ❤️ ☂ ✓ ½ ² € £ ¥ ₹",
        "[CL S] [UN K] ## ##ing ##",
        "one two three four five six seven eight nine ten " * 40,
        "1,000,000.00 50% 7:45 p.m. 2026-11-26T07:35Z +49 30 901820",
        "WHERE IS MY CARD??? I ORDERED IT 3 WEEKS AGO",
        "Where exactly did the bus stop move to, and why were we not told?",
    ]


def drawn() -> list[str]:
    """Return thousands of texts by chance, always the same, of letters from many alphabets."""
    chance = random.Random(20261126)
    return ["".join(_letter(chance) for _ in range(chance.randrange(1, 40))) for _ in range(DRAWN)]


def _letter(chance: random.Random) -> str:
    return chr(chance.randint(*chance.choice(ALPHABETS)))


def digest(numbers: Iterable[Sequence[int]]) -> str:
    """Return the SHA-256 of many texts' numbers, one text a line."""
    return hashlib.sha256("\n".join(" ".join(map(str, one)) for one in numbers).encode()).hexdigest()
