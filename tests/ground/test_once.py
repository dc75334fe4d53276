"""What a page asks for again and again is read once, for that page only."""

from __future__ import annotations

from presszero.ground.once import once_a_page, reading_once


def test_read_once_while_a_page_is_drawn_and_anew_for_the_next() -> None:
    read: list[int] = []

    @once_a_page
    def double(number: int) -> int:
        read.append(number)
        return 2 * number

    assert [double(1), double(1)] == [2, 2]
    with reading_once():
        assert [double(1), double(1), double(2)] == [2, 2, 4]
    with reading_once():
        assert double(1) == 2
    assert read == [1, 1, 1, 2, 1]
