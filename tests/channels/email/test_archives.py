"""Where mails lie on disk: found by themselves, cut at the right lines, and never all in memory."""

from __future__ import annotations

import mailbox
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from presszero.channels.email.archives import NoMailThere, mails_in

LINES = st.lists(
    st.sampled_from(
        [
            "",
            "From here on it rained.",
            "From the stop at 22:35 I walked.",
            ">From quoted",
            "Words",
            "From: nobody",
        ]
    ),
    min_size=1,
    max_size=8,
)


def an_mbox(path: Path, bodies: list[str]) -> list[bytes]:
    box = mailbox.mbox(path)
    box.lock()
    raws = []
    for number, body in enumerate(bodies):
        raw = f"Date: {1 + number % 28:02d} Mar 2019 09:{number % 60:02d}:00 +0000\nSubject: {number}\n\n{body}\n".encode()
        box.add(raw)
        raws.append(raw)
    box.close()
    return raws


@settings(deadline=None)
@given(bodies=st.lists(LINES.map("\n".join), min_size=1, max_size=6))
def test_mbox_gives_back_the_mails_that_were_put_in(
    bodies: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("law") / "box"
    raws = an_mbox(path, bodies)
    # Python's own writer quotes "From " but not ">From ", so one quotation sign may go with it.
    told = [one.read().replace(b"\n>From ", b"\nFrom ").rstrip() for one in mails_in(path)]
    assert sorted(told) == sorted(raw.replace(b"\n>From ", b"\nFrom ").rstrip() for raw in raws)


def test_sentence_that_begins_with_from_cuts_no_mail(tmp_path: Path) -> None:
    (tmp_path / "box").write_bytes(
        b"From a@b.example Mon Mar  4 09:00:00 2019\nSubject: one\n\nWalked.\n\nFrom here on it rained.\n"
    )
    assert len(mails_in(tmp_path / "box")) == 1


def test_earliest_mail_comes_first_however_the_archive_is_ordered(tmp_path: Path) -> None:
    for name, day in (("a", 3), ("b", 1), ("c", 2)):
        (tmp_path / f"{name}.eml").write_text(f"Date: {day:02d} Mar 2019 09:00:00 +0000\n\nWords\n")
    assert [mail.path.stem for mail in mails_in(tmp_path)] == ["b", "c", "a"]


def test_maildir_with_sub_folders_is_found_and_its_half_delivered_mails_are_not(tmp_path: Path) -> None:
    box = mailbox.Maildir(tmp_path / "Maildir")
    box.add(b"Subject: one\n\nWords\n")
    box.add_folder("Old").add(b"Subject: two\n\nWords\n")
    (tmp_path / "Maildir" / "tmp" / "half").write_bytes(b"Subject: half")
    assert len(mails_in(tmp_path / "Maildir")) == 2


@pytest.mark.parametrize("content", [None, b"", b"\n\n"])
def test_place_without_mail_is_told(content: bytes | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "empty.eml").write_bytes(content)
    with pytest.raises(NoMailThere):
        mails_in(tmp_path)


def test_ten_thousand_mails_are_never_in_memory_together(tmp_path: Path) -> None:
    body = "A long line of words about the bus. " * 100
    with (tmp_path / "box").open("w") as file:
        for number in range(10_000):
            file.write(f"From a@b.example Mon Mar  4 09:00:00 2019\nMessage-ID: <{number}@b>\n\n{body}\n\n")
    whole = (tmp_path / "box").stat().st_size
    tracemalloc.start()
    try:
        mails = mails_in(tmp_path / "box")
        read = sum(len(mail.read()) for mail in mails)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert len(mails) == 10_000
    assert read > 0.95 * whole
    assert most < whole / 4
