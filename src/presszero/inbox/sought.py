"""What a search looks for, as PostgreSQL reads it: in the index of keys, and again in a case that the index found."""

from __future__ import annotations

from collections.abc import Iterable

from presszero.inbox.keys import pair_key, quoted
from presszero.pure.searching import Term, forms_asked, marks_asked, plain


def held(term: Term) -> str:
    """Return the tsquery of what the index finds for a term: every case that has it, and of a phrase seldom another.

    Empty where the index is no help: what does not hold a phrase.
    """
    if not term.is_phrase:
        return _turned(term, _or_named(term, _anywhere(term)))
    return "" if term.excluded else _or_named(term, _near_phrase(term))


def read_again(term: Term) -> str:
    """Return the tsquery that a found case is held against; empty where the index tells all."""
    if not term.is_phrase:
        return ""
    return _turned(term, _or_named(term, " <-> ".join(_words(term))))


def any_of(keys: Iterable[str]) -> str:
    """Return the tsquery of cases that have one of these keys."""
    return f"({' | '.join(quoted(key) for key in keys)})"


def _anywhere(term: Term) -> str:
    """The words wherever they stand, or what several of them are when nothing is left between them."""
    together = " & ".join(_words(term))
    return f"({together}) | {_word(''.join(term.words), term.begins)}" if term.apart else together


def _near_phrase(term: Term) -> str:
    """The marks of the words side by side: what stands in nearly every letter, each word alone, is then not asked at all.

    A last word that may go on has no mark, and no word has one when it is the only whole one.
    """
    words = _words(term)
    whole = term.words[:-1] if term.begins else term.words
    marks = [any_of(sorted(map(pair_key, marks))) for marks in marks_asked(whole)]
    return " & ".join([*(marks or words[:-1]), *(words[-1:] if term.begins else [])])


def _words(term: Term) -> list[str]:
    last = len(term.words) - 1
    return [_word(word, term.begins and at == last) for at, word in enumerate(term.words)]


def _word(word: str, begins: bool) -> str:
    if begins:
        return f"({quoted(plain(word))}:* | {any_of(forms_asked(word))})"
    return any_of(forms_asked(word))


def _or_named(term: Term, query: str) -> str:
    """Return the query, or that of the reference or the phone number that the same words are."""
    if term.number:
        query = f"({query}) | {quoted(f'k/{term.number}')}:*"
    return f"({query}) | {quoted(f'r/{term.reference}')}" if term.reference else query


def _turned(term: Term, query: str) -> str:
    return f"!({query})" if term.excluded else query
