"""Whose turn it is: told cases, and laws over any crew."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presszero.pure.turns import Hand, Turn, Waits, Work, whose_turn

EN, FR = frozenset({"en"}), frozenset({"en", "fr"})


@st.composite
def hands(draw: st.DrawFn) -> list[Hand]:
    return [
        Hand(
            worker_id=number,
            is_here=draw(st.booleans()),
            open_work=draw(st.integers(0, 15)),
            limit=draw(st.integers(1, 12)),
            languages=draw(st.sampled_from([EN, FR])),
            depth=draw(st.integers(0, 2)),
            knows=draw(st.booleans()),
            seconds_since=draw(st.none() | st.integers(0, 9000)),
        )
        for number in range(draw(st.integers(0, 6)))
    ]


works = st.builds(Work, language=st.sampled_from(["", "en", "fr", "de"]), needs_skill=st.booleans())


@given(works, hands())
def test_turn_is_of_one_who_is_here_with_room_and_able_where_anybody_is(work: Work, crew: list[Hand]) -> None:
    turn = whose_turn(work, crew)
    if isinstance(turn, Waits):
        return
    chosen = crew[turn.worker_id]
    assert chosen.is_here and chosen.open_work < chosen.limit
    speakers = [hand for hand in crew if not work.language or work.language in hand.languages]
    assert chosen in (speakers or crew)
    if work.needs_skill and any(hand.depth for hand in speakers or crew):
        assert chosen.depth


@given(works, hands())
def test_nobody_able_and_free_is_passed_over_for_waiting(work: Work, crew: list[Hand]) -> None:
    if isinstance(whose_turn(work, crew), Waits):
        everything = [
            hand
            for hand in crew
            if hand.is_here
            and hand.open_work < hand.limit
            and (not work.language or work.language in hand.languages)
            and (hand.depth or not work.needs_skill)
        ]
        assert everything == []


@given(works, hands(), st.randoms())
def test_order_of_asking_changes_nothing(work: Work, crew: list[Hand], chance: st.random_module) -> None:
    shuffled = list(crew)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert whose_turn(work, shuffled) == whose_turn(work, crew)


@given(st.integers(2, 6), st.integers(1, 60))
def test_equal_hands_get_equal_work(people: int, cases: int) -> None:
    load, last = dict.fromkeys(range(people), 0), dict[int, float]()
    for now in range(cases):
        crew = [
            Hand(one, open_work=load[one], limit=99, seconds_since=now - last[one] if one in last else None)
            for one in load
        ]
        turn = whose_turn(Work(), crew)
        assert isinstance(turn, Turn)
        load[turn.worker_id] += 1
        last[turn.worker_id] = now
    assert max(load.values()) - min(load.values()) <= 1


@pytest.mark.parametrize(
    ("work", "crew", "expected"),
    [
        (Work(), [Hand(1, knows=True, open_work=9), Hand(2)], (1, "knows")),
        (Work(), [Hand(1, knows=True, is_here=False), Hand(2)], (2, "fair")),
        (Work(), [Hand(1, knows=True, open_work=12), Hand(2)], (2, "fair")),
        (Work(needs_skill=True), [Hand(1, depth=1), Hand(2, depth=2, open_work=8)], (2, "skill")),
        (Work(), [Hand(1, open_work=5, limit=10), Hand(2, open_work=4, limit=5)], (1, "fair")),
        (Work(), [Hand(1, seconds_since=60), Hand(2, seconds_since=600)], (2, "fair")),
        (Work("de"), [Hand(1, languages=EN)], (1, "fair")),  # nobody ever speaks it: better than nobody
    ],
)
def test_told_turns(work: Work, crew: list[Hand], expected: tuple[int, str]) -> None:
    turn = whose_turn(work, crew)
    assert isinstance(turn, Turn) and (turn.worker_id, turn.why) == expected


@pytest.mark.parametrize(
    ("work", "crew", "lacking"),
    [
        (Work(), [], "nobody-here"),
        (Work(), [Hand(1, is_here=False)], "nobody-here"),
        (Work("fr"), [Hand(1, languages=EN), Hand(2, languages=FR, is_here=False)], "no-language"),
        (Work(needs_skill=True), [Hand(1), Hand(2, depth=2, is_here=False)], "no-skill"),
        (Work("fr"), [Hand(1, languages=EN), Hand(2, languages=FR, open_work=12)], "all-full"),
    ],
)
def test_what_is_lacking_is_told(work: Work, crew: list[Hand], lacking: str) -> None:
    assert whose_turn(work, crew) == Waits(lacking)  # type: ignore[arg-type]
