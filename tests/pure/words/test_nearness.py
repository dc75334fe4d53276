"""A sentence model looks a second time at the points: only in its language, and words stand where it cannot tell."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from maren import points_of

from presszero.pure.words import check_reply, read_letter
from presszero.pure.words.drafts import Read
from presszero.pure.words.nearness import nearest, odds_of_open

AT = datetime(2026, 3, 9, 10, tzinfo=UTC)
LETTER = "Why was nobody told beforehand? Can you repay what the evening cost me?"
DRAFT = (
    "The driver rang in sick at noon and the notice was never put up. "
    "Twelve pounds reach your bank on Friday the thirteenth of March. "
    "Nobody at the hall had been told either. The hall opens at six."
)
SAME = {0: ("nobody told", "notice"), 1: ("repay", "pounds")}


@dataclass
class ByHand:
    """A sentence model with two meanings: of telling, and of paying back."""

    can_tell: bool = True
    hash: str = "5e" * 32
    language: str = "en"
    asked: list[str] = field(default_factory=list)

    def between(self, asked: Sequence[str], said: Sequence[str]) -> list[list[float]] | None:
        self.asked += asked
        if not self.can_tell:
            return None
        return [[0.9 if _shares(one, other) else -0.05 for other in said] for one in asked]


def _shares(one: str, other: str) -> bool:
    return any(words[0] in one and words[1] in other for words in SAME.values())


def checked(letter: str = LETTER, draft: str = DRAFT, meaning: ByHand | None = None):
    return check_reply(letter, points_of(read_letter(letter, AT)), draft, at=AT, meaning=meaning)


def test_answer_in_none_of_the_words_is_seen_by_its_meaning() -> None:
    by_words, by_meaning = checked(), checked(meaning=ByHand())
    assert [each.state for each in by_words.proposals] == ["answered", "touched"]
    assert [each.state for each in by_meaning.proposals] == ["answered", "answered"]
    assert [each.quote.split()[0] for each in by_meaning.proposals] == ["The", "Twelve"]
    assert (by_words.meaning, by_meaning.meaning) == ("", ByHand().hash)


def test_missing_point_is_the_one_to_which_nothing_is_nearer_in_meaning() -> None:
    points = points_of(read_letter(LETTER, AT))
    for draft, answered in ((DRAFT[:64], 0), (DRAFT[65:129], 1)):
        leads = [
            match.lead for match in Read.of(LETTER, points, draft, AT, ("en",), meaning=ByHand()).matches
        ]
        assert leads.index(max(leads)) == answered and min(leads) < 0.0 < 0.9 < max(leads)


def test_where_it_cannot_tell_words_stand() -> None:
    assert checked(meaning=ByHand(can_tell=False)) == checked()


def test_another_language_is_never_asked_about() -> None:
    model = ByHand()
    french = "Pourquoi personne n'a été prévenu avant ? Pouvez-vous rembourser la soirée ?"
    answer = "Le conducteur était malade et l'affiche n'a pas été posée. Nous vous remboursons vendredi."
    assert checked(french, answer, model) == checked(french, answer)
    assert checked(LETTER, answer, model).meaning == "" and model.asked == []


def test_nearer_than_the_others_and_not_taken_speaks_for_answered() -> None:
    hollow = [False, False, False]
    stands_out = odds_of_open(0.0, 0, [[0.8, 0.1, 0.1], [0.1, 0.8, 0.1], [0.1, 0.1, 0.8]], hollow)
    like_the_rest = odds_of_open(0.0, 0, [[0.8, 0.8, 0.8], [0.1, 0.1, 0.1], [0.1, 0.1, 0.1]], hollow)
    taken = odds_of_open(0.0, 0, [[0.5, 0.1, 0.1], [0.9, 0.1, 0.1]], hollow)
    free = odds_of_open(0.0, 0, [[0.5, 0.1, 0.1], [0.4, 0.1, 0.1]], hollow)
    assert stands_out < like_the_rest and free < taken


def test_sentences_about_something_else_make_nothing_answered() -> None:
    short = odds_of_open(0.0, 0, [[0.3]], [False])
    padded = odds_of_open(0.0, 0, [[0.3, 0.3, 0.1, 0.1]], [False] * 4)
    only_others = odds_of_open(0.0, 0, [[0.1] * 9], [False] * 9)
    assert padded < short < only_others


def test_hollow_sentence_is_near_to_nothing() -> None:
    assert nearest([0.9, 0.2], [True, False]) == 1
    assert nearest([0.9], [True]) is None
    assert odds_of_open(1.0, 0, [[0.9]], [True]) > 0
