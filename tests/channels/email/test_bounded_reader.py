"""A mail that eats the processor or the memory is set aside with its reason; the next one is read."""

import os
import signal
import threading
from pathlib import Path

import pytest

from presszero.channels.email.reader_process import BoundedReader, Limits, Unreadable
from presszero.channels.email.reading import read_mail
from presszero.channels.email.resolving import NoResolver

LETTER = b"From: rosa@lake.example\r\nSubject: the 42\r\n\r\nIt never came."
PICTURE = (
    b"From: rosa@lake.example\r\nDate: Fri, 10 Jul 2026 23:41:00 +0200\r\nMessage-ID: <a@b>\r\n"
    b"Content-Type: image/png; name=wet.png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo="
)
# Every open element is searched for each new one: the work grows with the square of the nesting.
BURNS_CPU = b"From: a@b.example\r\nContent-Type: text/html\r\n\r\n" + b"<div>" * 200_000
# Every paragraph opens all the unclosed styles again: the page grows with the product of the two.
EATS_MEMORY = (
    b"From: a@b.example\r\nContent-Type: text/html\r\n\r\n"
    + b"<p>"
    + b"".join(b"<font size=%d>" % n for n in range(3_000))
    + b"</p>"
    + b"<p>x</p>" * 20_000
)


@pytest.fixture
def reader_with():
    made = []

    def make(**limits):
        # A busy machine may take long over a second of processor time.
        made.append(BoundedReader(Limits(**{"wall_seconds": 120} | limits)))
        return made[-1]

    yield make
    for one in made:
        one.stop()


def test_child_reads_what_the_function_reads(reader_with):
    reader = reader_with()
    assert reader.read(LETTER) == read_mail(LETTER)
    assert reader.read(PICTURE) == read_mail(PICTURE)
    assert reader.read(b"\xff\xfe\x00" * 50) == read_mail(b"\xff\xfe\x00" * 50)


def test_one_child_serves_many_mails(reader_with):
    reader = reader_with()
    reader.read(LETTER)
    first = reader.process_id()
    reader.read(LETTER)
    assert reader.process_id() == first


def test_mail_that_burns_the_processor_is_unreadable_and_the_next_is_read(reader_with):
    reader = reader_with(cpu_seconds=1)
    answer = reader.read(BURNS_CPU)
    assert answer == Unreadable("Reading needed more than 1 seconds of processor time.")
    assert reader.read(LETTER).subject == "the 42"


def test_the_same_mail_without_the_processor_limit_is_only_ended_by_the_clock(reader_with):
    answer = reader_with(cpu_seconds=3_600, wall_seconds=4).read(BURNS_CPU)
    assert answer == Unreadable("Reading took longer than 4 seconds.")


def test_mail_that_eats_memory_is_unreadable_and_the_next_is_read(reader_with):
    reader = reader_with(memory_megabytes=200)
    answer = reader.read(EATS_MEMORY)
    assert isinstance(answer, Unreadable)
    assert "200 MB of memory" in answer.reason
    assert reader.read(LETTER).subject == "the 42"


def test_large_mail_within_the_limits_is_read(reader_with):
    big = PICTURE.replace(b"iVBORw0KGgo=", b"A" * 20_000_000)
    assert len(reader_with().read(big).attachments[0].content) == 15_000_000


def test_child_killed_between_two_mails_is_started_again(reader_with):
    reader = reader_with()
    reader.read(LETTER)
    os.kill(reader.process_id(), signal.SIGKILL)
    assert reader.read(LETTER).subject == "the 42"


def test_idle_child_ends_and_comes_back(reader_with):
    reader = reader_with(idle_seconds=0.05)
    reader.read(LETTER)
    child = reader._child
    child.wait(timeout=120)
    assert reader.process_id() is None
    assert reader.read(LETTER).subject == "the 42"


def test_many_threads_share_one_reader(reader_with):
    reader, answers = reader_with(), []

    def ask(number):
        raw = b"Subject: letter %d\r\n\r\n" % number
        answers.append((number, reader.read(raw).subject))

    threads = [threading.Thread(target=ask, args=[number]) for number in range(20)]
    [one.start() for one in threads]
    [one.join() for one in threads]
    assert sorted(answers) == [(number, f"letter {number}") for number in range(20)]


def test_child_knows_nothing_of_our_environment(reader_with, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://secret")
    reader = reader_with()
    reader.read(LETTER)
    with Path(f"/proc/{reader.process_id()}/environ").open("rb") as environment:
        assert b"secret" not in environment.read()


def test_child_loads_no_django_and_stays_small(reader_with):
    reader = reader_with()
    reader.read(LETTER)
    with Path(f"/proc/{reader.process_id()}/maps").open() as maps:
        assert "psycopg" not in maps.read()
    with Path(f"/proc/{reader.process_id()}/status").open() as status:
        resident = next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
    assert resident < 40 * 1024


def test_html_is_cleaned_in_the_child_and_bounded_there(reader_with):
    reader = reader_with(cpu_seconds=1)
    assert reader.clean_html("<p onclick=x>a<img src=cid:1>", {"1": "/f/1"}) == '<p>a<img src="/f/1"></p>'
    assert isinstance(reader.clean_html("<div>" * 200_000, {}), Unreadable)


def test_unsigned_mail_is_not_proved_in_the_child(reader_with):
    assert not reader_with().prove(LETTER, "lake.example", resolver=NoResolver()).proved
