"""What a mail says is read; what is broken in it is shown as far as it goes."""

import base64
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from presszero.channels.email.headers import MOST_ADDRESSES, mailboxes
from presszero.channels.email.mimeparts import DEEPEST_NESTING, MOST_PARTS
from presszero.channels.email.reading import MOST_TEXT_CHARACTERS, ReadMail, read_mail

sys.path.insert(0, str(Path(__file__).parent))
from corpus import NOT_HERE, corpus_files

LETTER = (
    b"From: =?utf-8?q?Rosa_R=C3=ADos?= <rosa@Lake.Example>\r\n"
    b"To: bus@portlumen.example\r\n"
    b"Subject: Two hours in the rain\r\n"
    b"Date: Fri, 10 Jul 2026 23:41:00 +0200\r\n"
    b"Message-ID: <letter-1@lake.example>\r\n"
)


def mail(*headers: bytes, body: bytes = b"", start: bytes = LETTER) -> bytes:
    return start + b"".join(header + b"\r\n" for header in headers) + b"\r\n" + body


def with_parts(*parts: bytes, kind: bytes = b"mixed") -> bytes:
    body = b"".join(b"--cut\r\n" + part + b"\r\n" for part in parts) + b"--cut--\r\n"
    return mail(b"Content-Type: multipart/" + kind + b'; boundary="cut"', body=body)


def complaint(read: ReadMail, words: str) -> bool:
    return any(words in sentence for sentence in read.complaints)


@pytest.mark.parametrize(
    "path",
    corpus_files() or [pytest.param(None, id="none", marks=pytest.mark.skip(reason=NOT_HERE))],
    ids=lambda path: path.name,
)
def test_mail_of_the_corpus_is_read_without_an_error(path):
    read = read_mail(path.read_bytes())
    assert read.message_id
    assert len(read.text) <= MOST_TEXT_CHARACTERS
    read.text.encode()


def test_plain_letter_is_read_whole():
    read = read_mail(mail(b"Content-Type: text/plain; charset=utf-8", body="Où était le bus ?\r\n".encode()))
    assert (read.from_name, read.from_address) == ("Rosa Ríos", "rosa@lake.example")
    assert read.to == ["bus@portlumen.example"]
    assert read.subject == "Two hours in the rain"
    assert read.date.astimezone(UTC) == datetime(2026, 7, 10, 21, 41, tzinfo=UTC)
    assert read.message_id == "letter-1@lake.example"
    assert read.text == "Où était le bus ?"
    assert read.complaints == []


def test_mail_without_headers_is_shown_as_text_with_complaints():
    read = read_mail(b"\r\nplease help")
    assert read.text == "please help"
    assert read.message_id.endswith("@digest.invalid")
    assert complaint(read, "who sent it") and complaint(read, "message id") and complaint(read, "date")


def test_empty_mail_is_read_as_nothing():
    assert read_mail(b"").text == ""


def test_two_mails_without_an_id_get_different_ones_and_a_copy_the_same():
    first, other = read_mail(b"\r\na"), read_mail(b"\r\nb")
    assert first.message_id != other.message_id
    assert first.message_id == read_mail(b"\r\na").message_id


@pytest.mark.parametrize(
    ("charset", "content", "text"),
    [
        ("gb2312", "朱镕基".encode("gb18030"), "朱镕基"),
        ("ks_c_5601-1987", "버스".encode("cp949"), "버스"),
        ("iso-8859-8-i", "שלום".encode("iso-8859-8"), "שלום"),
        ("windows-874", "สวัสดี".encode("cp874"), "สวัสดี"),
        ("iso-8859-1", "“bus”".encode("cp1252"), "“bus”"),
        ("us-ascii", "café".encode(), "café"),
        ("us-ascii", "café".encode("latin-1"), "café"),
        ("Shift_JIS", "バスが来ない".encode(), "バスが来ない"),
    ],
)
def test_charset_named_in_the_wild_is_read(charset, content, text):
    read = read_mail(mail(f"Content-Type: text/plain; charset={charset}".encode(), body=content))
    assert read.text == text


@pytest.mark.parametrize(
    "charset", ["x-unknown", "unknown-8bit", "utf-7", "punycode", "zip", "idna", "..", "\x00"]
)
def test_charset_that_is_none_is_guessed_with_a_complaint(charset):
    read = read_mail(
        mail(f'Content-Type: text/plain; charset="{charset}"'.encode(), body=b"+ADw-script+AD4- caf\xe9")
    )
    assert read.text == "+ADw-script+AD4- café"
    assert complaint(read, "guessed")


def test_one_character_cut_over_two_encoded_words_is_joined():
    cut = "é".encode()
    words = b" ".join(
        b"=?utf-8?b?" + base64.b64encode(piece) + b"?=" for piece in (b"caf" + cut[:1], cut[1:])
    )
    assert read_mail(b"Subject: " + words + b"\r\n\r\n").subject == "café"


def test_broken_base64_is_read_as_far_as_it_goes():
    coded = base64.b64encode(b"The 42 never came.")[:-3]
    read = read_mail(mail(b"Content-Transfer-Encoding: base64", body=coded))
    assert read.text.startswith("The 42 never ca")
    assert complaint(read, "base64")


def test_unknown_transfer_coding_is_shown_as_it_came():
    read = read_mail(mail(b"Content-Transfer-Encoding: x-pigeon", body=b"hello"))
    assert read.text == "hello"
    assert complaint(read, "x-pigeon")


def test_alternative_gives_plain_words_and_keeps_the_html():
    read = read_mail(
        with_parts(
            b"Content-Type: text/plain\r\n\r\nplain",
            b"Content-Type: text/html\r\n\r\n<p>rich</p>",
            kind=b"alternative",
        )
    )
    assert (read.text, read.text_from_html) == ("plain", False)
    assert "<p>rich</p>" in read.html
    assert read.attachments == []


def test_mail_with_only_html_gives_its_words_as_text():
    html = b"<style>p{}</style><p>Dear bus,</p><blockquote>we are sorry</blockquote><script>x()</script><p>No.</p>"
    read = read_mail(mail(b"Content-Type: text/html", body=html))
    assert read.text_from_html
    assert read.text == "Dear bus,\n\n> we are sorry\n\nNo."


def test_carried_message_is_a_file_named_after_its_subject():
    inner = mail(body=b"inner words", start=b"Subject: re: fireworks/night\r\nFrom: a@b.example\r\n")
    read = read_mail(with_parts(b"\r\nsee below", b"Content-Type: message/rfc822\r\n\r\n" + inner))
    (file,) = read.attachments
    assert file.name == "re_ fireworks-night.eml"
    assert file.content.startswith(b"Subject: re: fireworks/night")
    assert "inner words" not in read.text


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\plan.pdf", "plan.pdf"),
        ("\u200b.htaccess", "htaccess"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("ﬁle.txt", "file.txt"),
        ("a\x00b.txt", "a b.txt"),
        ("...", "part-1"),
        ("x" * 2000 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_hostile_file_name_is_made_safe(written, kept):
    coded = base64.b64encode(written.encode()).decode()
    part = f'Content-Type: application/x-thing; name="=?utf-8?b?{coded}?="\r\n\r\nx'.encode()
    (file,) = read_mail(with_parts(b"\r\nhello", part)).attachments
    assert file.name == kept


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7 ...", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n\0\0", "image/png"),
        (b"PK\x03\x04....", "application/zip"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (b"timetable\n", "text/plain"),
        (b"<svg onload=alert(1)>", "application/octet-stream"),
        (b"  <!DOCTYPE html><script>", "application/octet-stream"),
        (b"MZ\x90\0", "application/octet-stream"),
    ],
)
def test_type_of_a_file_is_told_by_its_bytes(content, kind):
    coded = base64.b64encode(content)
    part = b"Content-Type: image/png; name=a.png\r\nContent-Transfer-Encoding: base64\r\n\r\n" + coded
    (file,) = read_mail(with_parts(b"\r\nhello", part)).attachments
    assert (file.declared_type, file.content_type) == ("image/png", kind)


def test_picture_in_the_text_is_known_by_its_content_id():
    part = b"Content-Type: image/png\r\nContent-ID: <logo@x>\r\n\r\n\x89PNG\r\n\x1a\n"
    (file,) = read_mail(with_parts(b"\r\nhello", part, kind=b"related")).attachments
    assert (file.content_id, file.inline) == ("logo@x", True)


def test_headers_with_space_before_the_colon_are_read():
    read = read_mail(b"From   : rosa@lake.example\r\nSubject : old style\r\n\r\nhello")
    assert (read.from_address, read.subject, read.text) == ("rosa@lake.example", "old style", "hello")


def test_authentication_results_are_given_from_the_top_down():
    read = read_mail(
        mail(b"Authentication-Results: one; dkim=pass", b"Authentication-Results: two; dkim=fail")
    )
    assert [value.split(";")[0] for value in read.authentication_results] == ["one", "two"]


def test_folded_or_forged_line_ends_never_reach_what_was_read():
    coded = base64.b64encode(b"hello\r\nBcc: everyone@x.example\x00").decode()
    read = read_mail(f'Subject: =?utf-8?b?{coded}?=\r\nFrom: "a\r\n b" <a@b.example>\r\n\r\n'.encode())
    assert read.subject == "hello Bcc: everyone@x.example"
    assert read.from_name == "a b"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('"Doe, Jane" <jane@x.example>', [("Doe, Jane", "jane@x.example")]),
        ("jane@x.example (Jane)", [("Jane", "jane@x.example")]),
        ("undisclosed-recipients:;", []),
        ("Team: a@x.example, b@x.example;", [("", "a@x.example"), ("", "b@x.example")]),
        ("<@relay.example:jane@x.example>", [("", "jane@x.example")]),
        ("jane@MÜNCHEN.example", [("", "jane@xn--mnchen-3ya.example")]),
        ('"unclosed <jane@x.example>', [("unclosed", "jane@x.example")]),
        ("jane@x.example\x00.evil.example", [("", "jane@x.example.evil.example")]),
    ],
)
def test_addresses_are_told_apart(written, expected):
    assert [(one.name, one.address) for one in mailboxes(written)] == expected


def test_a_million_addresses_are_cut_to_the_limit():
    read = read_mail(b"To: " + b"a@b.example, " * 15_000 + b"\r\nSubject: x\r\n\r\n")
    assert len(read.to) == MOST_ADDRESSES
    assert complaint(read, f"{MOST_ADDRESSES} addresses")


def test_headers_beyond_the_limit_are_left_out_and_the_body_is_shown():
    read = read_mail(
        LETTER + b"X-Fill: " + b"x" * 60 + b"\r\n" + b"X-Fill: y\r\n" * 40_000 + b"\r\nstill here"
    )
    assert read.text == "still here"
    assert complaint(read, "256 kB")


def test_parts_beyond_the_limit_are_not_cut():
    read = read_mail(with_parts(*[b"Content-Type: image/png\r\n\r\nx"] * (MOST_PARTS * 3)))
    assert len(read.attachments) < MOST_PARTS
    assert complaint(read, f"more than {MOST_PARTS} parts")


def test_nesting_beyond_the_limit_is_kept_as_one_file():
    depth = 2_000
    layers = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(depth)
    )
    read = read_mail(LETTER + layers + b"\r\ndeep")
    assert complaint(read, f"more than {DEEPEST_NESTING} deep")
    assert not complaint(read, "parts;"), "the deeper ones were cut all the same"
    assert len(read.attachments) == 1


def test_text_beyond_the_limit_is_cut_with_a_complaint():
    read = read_mail(mail(body=b"a" * (MOST_TEXT_CHARACTERS + 5)))
    assert len(read.text) == MOST_TEXT_CHARACTERS
    assert complaint(read, "1,000,000")


@pytest.mark.parametrize(
    "hostile",
    [
        b"Subject: " + b"=?utf-8?q?" * 20_000,
        b"Subject: " + b"=?utf-8?q?a?= " * 15_000,
        b"From: " + b'"' * 200_000,
        b"From: " + b"(" * 200_000,
        b"From: " + b"<" * 200_000,
        b"References: " + b"<a@b> " * 40_000,
        b"Date: " + b"9" * 200_000,
        b"Content-Type: text/plain; " + b"; ".join(b"charset*%d=a" % n for n in range(10_000)),
        b"Content-Type: text/plain; charset*0*=utf-8''%41; charset*x=1",
        b"Content-Disposition: attachment; filename*=\"''\"",
        b"Content-Type: text/html\r\n\r\n&#" + b"9" * 5_000 + b"; &#x" + b"f" * 5_000 + b";",
        b"Content-Transfer-Encoding: x-uuencode\r\n\r\nbegin 644 a\r\n\xff\xfe broken\r\nend",
        b"Content-Type: multipart/mixed\r\n\r\nno boundary named",
        b"Content-Type: message/delivery-status\r\n\r\n\r\n\r\n",
    ],
    ids=range(14),
)
def test_hostile_header_is_bounded_work(hostile):
    assert read_mail(hostile + b"\r\n\r\nbody").complaints


@settings(max_examples=500, deadline=None)
@given(st.binary(max_size=2_000))
def test_any_bytes_are_answered_with_a_mail(raw):
    read_mail(raw).text.encode()


PIECES = st.sampled_from(
    [
        b"From: a@b.example\r\n", b"Subject: =?x-none?b?//8=?=\r\n", b"Content-Type: multipart/mixed; boundary=x\r\n",
        b"Content-Type: text/html; charset=\xff\r\n", b"Content-Type: message/rfc822\r\n", b"Content-Transfer-Encoding: base64\r\n",
        b"Content-Disposition: attachment; filename*0*=a'b'%ff; filename*1=c\r\n", b"--x\r\n", b"--x--\r\n", b"\r\n", b"\r", b"\n",
        b"\x00\xff\xfe", b"<p>&#xd800;</p>", b"To: :;,<>\"(\r\n", b"Date: 31 Feb 99999 99:99 +9999\r\n", b"=\r\n", b"Zm9v",
    ]
)  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(st.lists(PIECES, max_size=40))
def test_any_pieces_of_mails_are_answered_with_a_mail(pieces):
    read_mail(b"".join(pieces)).text.encode()
