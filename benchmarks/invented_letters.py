"""Letters of a town of any size, invented from a seed: words that are common, and rarer ones in known shares.

Needs nothing but Python, so that the peers' environment reads the same letters.
"""

from __future__ import annotations

import random

NIGHT_CASES = 130_000
SEED = 7
COMMON = (  # noqa: SIM905 (thirty words on two lines, and not on thirty)
    "bus tram stop driver rain ticket children fireworks harbour pier street evening timetable shelter lift night "
    "platform summer market bridge school winter garden station festival umbrella queue luggage window platform"
).split()
SYLLABLES = "ba co di fu ga le mo nu pa ri so tu ve wi xa ze lor min tas ver".split()  # noqa: SIM905
RARER = 20_000  # other words, drawn so that few are frequent
PHRASES = {
    "a phrase": '"pier street fireworks"',
    "a phrase of the night": '"no bus came"',
    "a long phrase of the night": '"the driver of the last one said to try a taxi"',
    "a rare phrase of common words": '"fireworks pier street driver"',
    "a phrase nobody wrote, of common words": '"fireworks about pier"',
    "a phrase with a rarer word": '"umbrella wordfifty"',
    "a phrase nobody wrote, of small words": '"we to the"',
}
LETTER_WORDS = 90


class Letters:
    """The letters of a town of so many cases, and how each case stands."""

    def __init__(self, cases: int) -> None:
        self.cases, chance = cases, random.Random(SEED)
        self.rarer = ["".join(chance.choices(SYLLABLES, k=3)) for _ in range(RARER)]

    def state(self, number: int) -> str:
        return "open" if number % 10 in (1, 2) else "waiting" if number % 10 == 3 else "closed"

    def texts(self, numbers: range) -> dict[int, str]:
        """Return some letters by the number of their case; the same for the same numbers."""
        chance = random.Random(SEED * 1_000_003 + numbers.start)
        return {number: self._text(number, chance) for number in numbers}

    def _text(self, number: int, chance: random.Random) -> str:
        words = chance.choices(COMMON[:-5], k=LETTER_WORDS // 2)
        words += [self.rarer[int(RARER * chance.random() ** 4)] for _ in range(LETTER_WORDS // 2)]
        words += ["umbrella"] if number % 3 == 1 else []
        words += ["wordfifty"] if number % 50 == 1 else []
        words += ["wordrare"] if number % 5000 == 1 else []
        words += ["wordold"] if number < self.cases // 4 else []
        words += ["pier", "street", "fireworks"] if number % 20 == 1 else []
        return " ".join(words) + "."


class NightLetters(Letters):
    """The night everybody wrote the same: one letter, with another name and number each time."""

    def state(self, number: int) -> str:
        return "open"

    def _text(self, number: int, chance: random.Random) -> str:
        return (
            "We stood at the pier for two hours after the fireworks, and no bus came. The driver of the last one said to try "
            f"a taxi. It rained, and our {number % 5} children were soaked. Why were there no extra buses? Please answer, ticket {number}."
        )
