"""A reply checked key by key is checked as one that was never read before."""

from __future__ import annotations

from datetime import UTC, datetime

from presszero.pure.words import (  # fmt: skip
    PointToAnswer,
    check_reply,
    details,
    lettering,
    lived,
    naming,
    promising,
    read_letter,
    roles,
)

AT = datetime(2025, 7, 14, 9, 30, tzinfo=UTC)
LETTER = """I waited two hours in the rain at Pier Street with my two children. Why were there no extra buses on Saturday night?
Please refund the taxi, which cost 41.50. Could you tell me where I can collect the glove I left in the tram?"""
REPLY = """Dear Maren Oduya,

We are sorry for the inconvenience. There were no extra buses on Saturday night because nobody had planned for the fireworks.
The taxi is refunded in full, 14.50, by Friday. I will write to you again tomorrow."""
KEPT = (
    lettering._nearness,
    lettering._profile,
    details._all_details,
    lived._signs_of,
    naming._places,
    promising.promises,
    promising.act_in,
    roles.roles_of,
)


def forget() -> None:
    for one in KEPT:
        one.cache_clear()


def test_what_was_read_before_changes_nothing() -> None:
    read = read_letter(LETTER, AT)
    points = [
        PointToAnswer(number, point.text, point.start, point.end, point.ask, point.kind, point.details)
        for number, point in enumerate(read.points, 1)
    ]
    ends = [at for at, letter in enumerate(REPLY, 1) if letter in " .,\n"][::4] + [len(REPLY)]

    def check(end: int) -> object:
        return check_reply(LETTER, points, REPLY[:end], at=AT, experience=read.experience)

    forget()
    typed = [check(end) for end in ends]
    for end, known in zip(ends, typed, strict=True):
        forget()
        assert check(end) == known


def test_what_is_kept_of_letters_has_an_end() -> None:
    for one in KEPT:
        assert one.cache_info().maxsize, f"{one.__name__} would keep every letter for good."
