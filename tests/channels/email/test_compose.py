"""What goes out says what we meant, and nothing a person wrote becomes a header."""

import email
import email.policy
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from presszero.channels.email.composing import OutgoingFile, OutgoingLetter, UnsendableLetter, compose
from presszero.channels.email.reading import read_mail

HEADERS = {
    "from", "to", "reply-to", "subject", "date", "message-id", "in-reply-to", "references", "content-language",
    "auto-submitted", "x-auto-response-suppress", "content-type", "mime-version", "content-transfer-encoding",
}  # fmt: skip


def letter(**changes) -> OutgoingLetter:
    words = {
        "from_name": "Ada, Port Lumen Transit",
        "from_address": "bus@portlumen.example",
        "to_name": "Rosa Ríos",
        "to_address": "rosa@lake.example",
        "reply_to": "reply+abcdefghijklmnopqrstuvwxyz@portlumen.example",
        "subject": "Re: Two hours in the rain",
        "text": "Dear Rosa,\n\nyou waited two hours.\nSee https://portlumen.example/c/x?a=1&b=2.\n\nAda",
        "message_id": "id-1@portlumen.example",
        "date": datetime(2026, 7, 11, 9, 0, tzinfo=UTC),
    }
    return OutgoingLetter(**{**words, **changes})


def parsed(raw: bytes):
    return email.message_from_bytes(raw, policy=email.policy.default)


def test_letter_is_read_back_as_it_was_written():
    sent = letter(in_reply_to="hers@lake.example", references=["first@lake.example"], language="fr")
    read = read_mail(compose(sent))
    assert (read.from_name, read.from_address) == ("Ada, Port Lumen Transit", "bus@portlumen.example")
    assert read.to == ["rosa@lake.example"]
    assert read.reply_to == [sent.reply_to]
    assert (read.subject, read.message_id, read.date) == (sent.subject, sent.message_id, sent.date)
    assert read.in_reply_to == "hers@lake.example"
    assert read.references == ["first@lake.example", "hers@lake.example"]
    assert read.text == sent.text
    assert '<a href="https://portlumen.example/c/x?a=1&amp;b=2">' in read.html
    assert read.complaints == []


def test_letter_without_html_is_plain_text_alone():
    assert read_mail(compose(letter(with_html=False))).html is None


def test_acknowledgement_says_that_no_person_wrote_it():
    made = parsed(compose(letter(automatic=True)))
    assert made["Auto-Submitted"] == "auto-replied"
    assert made["X-Auto-Response-Suppress"] == "All"


def test_letter_of_a_person_does_not_say_so_and_lets_reports_come_back():
    made = parsed(compose(letter()))
    assert made["Auto-Submitted"] is None
    assert "All" not in made["X-Auto-Response-Suppress"]


def test_files_go_along_with_their_bytes():
    content = bytes(range(256)) * 20
    files = [
        OutgoingFile("plan d’été/№7.pdf", "application/pdf", content),
        OutgoingFile("x" * 300 + ".txt", "text/plain", b"a"),
    ]
    read = read_mail(compose(letter(files=files)))
    assert [one.name for one in read.attachments] == ["No7.pdf", "x" * 116 + ".txt"]
    assert read.attachments[0].content == content
    assert read.text == letter().text


@pytest.mark.parametrize(
    "name", ['Ada "the bus"', "Ada\\", "Ríos, Rosa <x@y.example>", "é" * 300, "=?utf-8?q?a?=", "@", "🚌" * 40]
)
def test_any_name_stays_a_name(name):
    read = read_mail(compose(letter(from_name=name)))
    assert read.from_address == "bus@portlumen.example"


def test_domain_in_other_letters_goes_out_in_its_plain_form():
    assert b"<rosa@xn--mnchen-3ya.example>" in compose(letter(to_address="rosa@münchen.example"))


@pytest.mark.parametrize(
    "address",
    [
        "",
        "rosa",
        "rosa@",
        "a b@c.example",
        "a@b.example\r\nBcc: x@y.example",
        "a@b.example, x@y.example",
        "<a@b.example>",
        "ü@b.example",
    ],
)
def test_address_that_is_none_is_refused_with_words(address):
    with pytest.raises(UnsendableLetter, match="address"):
        compose(letter(to_address=address))


def test_date_without_a_zone_and_id_without_form_are_refused():
    with pytest.raises(UnsendableLetter, match="time zone"):
        compose(letter(date=datetime(2026, 7, 11, 9, 0)))
    with pytest.raises(UnsendableLetter, match="message id"):
        compose(letter(message_id="a b\r\nX: y"))


def test_strange_ids_of_the_customers_program_are_left_out():
    made = parsed(
        compose(
            letter(in_reply_to="a\r\nBcc: x@y.example", references=["<good@x.example>", "bad id", "\r\n"])
        )
    )
    assert made["In-Reply-To"] is None
    assert made["References"] == "<good@x.example>"


def test_hundreds_of_references_are_cut_to_the_first_and_the_latest():
    made = read_mail(compose(letter(references=[f"{n}@x.example" for n in range(300)])))
    assert (made.references[0], made.references[-1], len(made.references)) == (
        "0@x.example",
        "299@x.example",
        30,
    )


NASTY = st.text(
    st.one_of(st.sampled_from('\r\n\0\t :<>@",;=?\u2028\u2029\x85\x0b\u202e\ud800é🚌'), st.characters()),
    max_size=120,
)
MUTABLE = {"from_name": NASTY, "to_name": NASTY, "subject": NASTY, "text": NASTY, "in_reply_to": NASTY, "language": NASTY,
           "references": st.lists(NASTY, max_size=4), "automatic": st.booleans(), "with_html": st.booleans()}  # fmt: skip
NASTY_FILES = st.lists(st.builds(OutgoingFile, NASTY, NASTY, st.binary(max_size=50)), max_size=2)
letters = st.fixed_dictionaries({**MUTABLE, "files": NASTY_FILES}).map(lambda changes: letter(**changes))


def nothing_but_our_headers(sent: OutgoingLetter) -> None:
    raw = compose(sent)
    raw.decode("ascii")
    lines = raw.split(b"\r\n")
    assert all(b"\r" not in line and b"\n" not in line and len(line) <= 998 for line in lines)
    head = raw.partition(b"\r\n\r\n")[0]
    names = [
        line.partition(b":")[0].decode().lower() for line in head.split(b"\r\n") if not line.startswith(b" ")
    ]
    assert set(names) <= HEADERS
    assert len(names) == len(set(names))
    read = read_mail(raw)
    assert (read.from_address, read.to, read.message_id) == (
        sent.from_address,
        [sent.to_address],
        sent.message_id,
    )


@settings(max_examples=500, deadline=None)
@given(letters)
def test_no_line_end_reaches_a_header(sent):
    nothing_but_our_headers(sent)


@pytest.mark.long
@settings(max_examples=10_000, deadline=None)
@given(letters)
def test_no_line_end_reaches_a_header_ten_thousand_times(sent):
    nothing_but_our_headers(sent)


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp"]), max_size=60))
def test_subject_is_read_back_as_written(words):
    assert read_mail(compose(letter(subject=words))).subject == " ".join(words.split())
