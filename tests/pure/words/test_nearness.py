"""A sentence model looks a second time at the points: only in its language, and words stand where it cannot tell."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from maren import points_of

from presszero.pure.words import PointToAnswer, check_reply, read_letter
from presszero.pure.words.drafts import Read
from presszero.pure.words.nearness import Near, nearest, told_by_meaning
from presszero.pure.words.weighing import weights

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
    assert [each.state for each in by_words.proposals] == ["answered", "unanswered"]
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


def odds(near: list[list[float]], hollow: list[bool], does: list[bool] | None = None) -> float:
    """Return the log-odds that the first point is open, of signs by meaning alone."""
    told = told_by_meaning(0, Near(near, near), hollow, does or [False] * len(hollow))
    return weights("open-by-meaning").odds(told)


def test_nearer_than_the_others_and_than_another_point_speaks_for_answered() -> None:
    hollow = [False, False, False]
    stands_out = odds([[0.8, 0.1, 0.1], [0.1, 0.8, 0.1], [0.1, 0.1, 0.8]], hollow)
    like_the_rest = odds([[0.8, 0.8, 0.8], [0.1, 0.1, 0.1], [0.1, 0.1, 0.1]], hollow)
    elsewhere = odds([[0.5, 0.1, 0.1], [0.9, 0.1, 0.1]], hollow)
    its_own = odds([[0.5, 0.1, 0.1], [0.4, 0.1, 0.1]], hollow)
    assert stands_out < like_the_rest and its_own < elsewhere


def test_near_sentence_that_does_what_was_asked_speaks_for_answered() -> None:
    near, hollow = [[0.6, 0.1]], [False, False]
    assert odds(near, hollow, [True, False]) < odds(near, hollow, [False, True]) < odds(near, hollow)


def test_sentences_about_something_else_make_nothing_answered() -> None:
    assert odds([[0.3]], [False]) < odds([[0.1] * 9], [False] * 9)


def test_no_sign_but_that_of_another_point_speaks_against_an_answer() -> None:
    by_meaning = {"stands out", "leads in meaning", "does in meaning", "around"}
    assert all(weights("open-by-meaning").weights[sign] <= 0 for sign in by_meaning)


def test_a_point_is_read_with_the_sentence_before_it_too() -> None:
    model = ByHand()
    letter = "The lift is out again. Nobody answers the phone. Who mends that?"
    points = [
        PointToAnswer(1, "Who mends that?", letter.index("Who"), len(letter), "Who mends that?", "question")
    ]
    check_reply(letter, points, DRAFT, at=AT, meaning=model)
    assert model.asked == ["Who mends that?", "Nobody answers the phone. Who mends that?"]


def test_hollow_sentence_is_near_to_nothing() -> None:
    assert nearest([0.9, 0.2], [True, False]) == 1
    assert nearest([0.9], [True]) is None
    assert told_by_meaning(0, Near([[0.9]], [[0.9]]), [True], [True]) == {"nothing told": 1.0}
