"""The demo's papers: they can be read, they name nobody real, and they ask what a person finds in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from presszero.channels.email.automatic import is_automatic
from presszero.channels.email.bounces import read_bounce
from presszero.channels.email.filetypes import type_by_bytes
from presszero.channels.email.reading import ReadMail, read_mail
from presszero.demo import papers
from presszero.demo.mails import OurMail, mail_of
from presszero.demo.papers import Answer, BadPaper, Letter, answers, letter_named, letters, moment
from presszero.demo.people import CAST
from presszero.demo.pictures import picture
from presszero.demo.story import acts
from presszero.pure.words import Reading, quotation, read_letter

AWAKE = moment("Sun 13:55")
# What the reading does not yet count as a person does.
MISCOUNTED = {
    "sat-noise": "two questions in one sentence",
    "sun-reading-room": "a remark that begins like a question",
    "sun-press": "the sentence that leads to a list of questions",
}
OURS = OurMail("1@portlumen.example", "reply+x@portlumen.example", "Re: Your letter", "We have it.", AWAKE)

each_letter = pytest.mark.parametrize("letter", letters(), ids=lambda letter: letter.name)
each_answer = pytest.mark.parametrize("answer", answers(), ids=lambda answer: answer.letter)


def read(letter: Letter) -> ReadMail:
    return read_mail(mail_of(letter, letter.arrives_at or AWAKE, OURS))


def reading_of(letter: Letter) -> Reading:
    text = letter.text if letter.door == "form" else read(letter).text
    cuts = tuple(quotation(text))
    return read_letter(
        text, letter.arrives_at or AWAKE, cuts=cuts, languages=("en", "fr"), subject=letter.subject
    )


def by_mail() -> Iterator[Letter]:
    return (letter for letter in letters() if letter.door == "mail" and letter.form != "unreadable")


@pytest.mark.parametrize("letter", list(by_mail()), ids=lambda letter: letter.name)
def test_mail_is_read_without_complaint(letter: Letter) -> None:
    mail = read(letter)
    assert mail.complaints == []
    assert mail.message_id == letter.message_id
    assert mail.from_address == letter.sender
    if letter.form != "report":
        assert len(mail.attachments) == len(letter.carries)


@each_letter
def test_same_letter_gives_the_same_bytes(letter: Letter) -> None:
    at = letter.arrives_at or AWAKE
    assert mail_of(letter, at, OURS) == mail_of(letter, at, OURS)


@each_letter
def test_letter_asks_what_a_person_counted(letter: Letter) -> None:
    if letter.form in ("report", "unreadable"):
        assert letter.asks == 0
        return
    found = [point for point in reading_of(letter).points if point.kind in ("question", "request")]
    if letter.name in MISCOUNTED:
        assert abs(len(found) - letter.asks) == 1, f"No longer miscounted: {MISCOUNTED[letter.name]}"
    else:
        assert len(found) == letter.asks, [point.ask for point in found]


def test_cast_of_letters_is_large_and_writes_in_two_languages() -> None:
    assert len(letters()) >= 45
    french = [letter for letter in letters() if letter.asks and reading_of(letter).language.code == "fr"]
    assert len(french) >= 5


@pytest.mark.parametrize("form", ["html", "answer", "report", "unreadable"])
def test_each_form_of_mail_occurs(form: str) -> None:
    assert any(letter.form == form for letter in letters())


def test_robots_and_reports_are_known_as_such() -> None:
    assert is_automatic(read(letter_named("night-absence")))
    assert is_automatic(read(letter_named("z15-newsletter")))
    bounce = read_bounce(read(letter_named("sun-bounce")))
    assert bounce and bounce.permanent
    assert bounce.original_message_id == OURS.message_id


def test_letters_of_people_are_not_taken_for_robots() -> None:
    robots = {"night-absence", "z15-newsletter", "sun-bounce"}
    assert {letter.name for letter in by_mail() if is_automatic(read(letter), letter.sender)} == robots


def test_only_the_letters_own_words_are_read_above_three_quotations() -> None:
    text = read(letter_named("sun-three-quotations")).text
    cut = "".join(text[one.start : one.end] for one in quotation(text))
    assert cut.count("wrote:") == 3
    assert [point.text for point in reading_of(letter_named("sun-three-quotations")).points] == [
        "Can I pause the season ticket for the six weeks of my treatment?"
    ]


def test_nothing_outside_the_reserved_domain_is_named() -> None:
    for path in papers.FOLDER.glob("*/*.txt"):
        text = path.read_text()
        hosts = re.findall(r"@([\w.\-]+\w)|https?://([^/\s\"]+)", text)
        assert all(name.endswith(".example") for pair in hosts for name in pair if name), path.name
    assert all(one.email.endswith(".example") for one in CAST)


@each_answer
def test_answer_quotes_its_own_sentences_and_their_words(answer: Answer) -> None:
    letter = letter_named(answer.letter)
    assert "[" not in answer.text
    assert answer.at > (letter.arrives_at or AWAKE)
    for said in (*answer.sayings, *answer.pledgings):
        assert said.quote in answer.text
    for saying in answer.sayings:
        assert saying.about in " ".join(letter.text.split())


@each_answer
def test_every_point_a_saying_is_about_is_found(answer: Answer) -> None:
    points = reading_of(letter_named(answer.letter)).points
    for saying in answer.sayings:
        assert [point for point in points if saying.about in point.text], saying.about


def test_acts_are_of_people_who_exist_in_the_town() -> None:
    known = {one.name for one in CAST} | {letter.sender_name for letter in letters()}
    assert {act.by for act in acts()} <= known
    assert {act.letter for act in acts()} <= {letter.name for letter in letters()}
    promised = [pledging for answer in answers() for pledging in answer.pledgings]
    assert {one.owner for one in promised} <= known
    assert all(one.due_at > answer.at for answer in answers() for one in answer.pledgings)


def test_picture_is_a_png_and_its_name_alone_draws_it() -> None:
    assert type_by_bytes(picture("lamp.png")) == "image/png"
    assert picture("lamp.png") == picture("lamp.png") != picture("other.png")


@pytest.mark.parametrize("words", ["Sat", "Someday 10:00", "Sat 25:00"])
def test_moment_outside_the_story_is_refused(words: str) -> None:
    with pytest.raises(BadPaper, match="no moment of the story"):
        moment(words)


def test_paper_without_its_headers_is_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "lone.txt").write_text("From: A <a@b.example>\n\nWhere is my bus?\n")
    monkeypatch.setattr(papers, "FOLDER", tmp_path)
    with pytest.raises(BadPaper, match="lone"):
        letters.__wrapped__()
