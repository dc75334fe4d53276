"""Words cut into the pieces a BERT model knows, as its own tokenizer cuts them.

vocab.txt is the vocabulary of bert-base-uncased (Apache-2.0). Tests compare the cuts with those of the `tokenizers`
package; letters younger than that package's own tables are all that it cuts otherwise.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

VOCABULARY = Path(__file__).with_name("vocab.txt")
MOST_PIECES = 256  # as the model was trained; what follows is not read
MOST_LETTERS = 100  # a longer word is unknown
READ_AT_MOST = 8_000  # characters; 256 pieces are rarely more than 1,500
BEGIN, END, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
UNSEEN = (
    "Cc",
    "Cf",
    "Co",
)  # control and format signs; one that nobody has named yet stays, as an unknown piece
IDEOGRAPHS = (
    (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F), (0x2B920, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F),
)  # fmt: skip


@cache
def vocabulary() -> dict[str, int]:
    """Return the number of each piece; one that goes on a word begins with ##."""
    return {piece: at for at, piece in enumerate(VOCABULARY.read_text(encoding="utf-8").splitlines())}


def numbers_of(text: str) -> list[int]:
    """Return the numbers of a text's pieces, with those for its begin and end; at most 256.

    >>> numbers_of("Unanswered letters")
    [101, 14477, 3619, 13777, 2098, 4144, 102]
    """
    known = vocabulary()
    found = [known[BEGIN]]
    for word in _words(text[:READ_AT_MOST]):
        found += _pieces(word)
        if len(found) >= MOST_PIECES:
            break
    return [*found[: MOST_PIECES - 1], known[END]]


@lru_cache(maxsize=50_000)
def _pieces(word: str) -> tuple[int, ...]:
    """Take the longest known beginning, again and again; a word that cannot be used up is unknown."""
    known, found, begin = vocabulary(), list[int](), 0
    if len(word) > MOST_LETTERS:
        return (known[UNKNOWN],)
    while begin < len(word):
        lead = "##" if begin else ""
        ends = range(len(word), begin, -1)
        end = next((end for end in ends if lead + word[begin:end] in known), None)
        if end is None:
            return (known[UNKNOWN],)
        found.append(known[lead + word[begin:end]])
        begin = end
    return tuple(found)


def _words(text: str) -> Iterator[str]:
    """Return small words without accents; each sign and each ideograph is a word of its own."""
    clean = "".join(_cleaned(letter) for letter in text)
    bare = clean if clean.isascii() else _without_accents(clean)
    word: list[str] = []
    for letter in map(str.lower, bare):  # each by itself: a Greek word's last sigma is no other letter here
        if letter.isspace() or is_sign(letter):
            if word:
                yield "".join(word)
                word = []
            if not letter.isspace():
                yield letter
        else:
            word.append(letter)
    if word:
        yield "".join(word)


@lru_cache(maxsize=10_000)
def _cleaned(letter: str) -> str:
    code = ord(letter)
    if letter in "\t\n\r":
        return " "
    if code in (0, 0xFFFD) or unicodedata.category(letter) in UNSEEN:
        return ""
    if any(first <= code <= last for first, last in IDEOGRAPHS):
        return f" {letter} "
    return " " if letter.isspace() else letter


def _without_accents(text: str) -> str:
    apart = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in apart if unicodedata.category(letter) != "Mn")


@lru_cache(maxsize=10_000)
def is_sign(letter: str) -> bool:
    """Whether a letter stands as a word of its own: punctuation, and every ASCII sign."""
    ascii_sign = letter.isascii() and not letter.isalnum() and not letter.isspace() and letter.isprintable()
    return ascii_sign or unicodedata.category(letter).startswith("P")
