"""`presszero reply check` and `presszero words extract`: a letter and a draft as files, told as a linter tells."""

from __future__ import annotations

import json

import pytest

from presszero.commands import main

LETTER = """Hello,

the bus 14 of 7.20 never came on Friday, and I waited an hour in the rain with my son.

Why was nobody told? Please refund the taxi, 23 euros.

Nadia Morel
"""
DRAFT = """Dear Nadia Morel,

The 23 euros for the taxi are on their way to your account since this morning.

We apologise for any inconvenience this may have caused.
"""
WHOLE = """Dear Nadia Morel,

The bus 14 of 7.20 did not come on Friday because its driver was ill, and nobody was told since the board is set by hand.
The taxi is refunded, 23 euros, this morning. An hour in the rain with your son: I am sorry.
"""
SENT = ["--sent", "2026-11-18T21:40"]


@pytest.fixture
def files(tmp_path):
    def write(**texts):
        for name, text in texts.items():
            (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        return [str(tmp_path / f"{name}.txt") for name in texts]

    return write


def test_an_open_point_is_told_with_its_place_and_exits_with_one(files, capsys):
    letter, draft = files(letter=LETTER, draft=DRAFT)
    assert main(["reply", "check", letter, draft, *SENT]) == 1
    said = capsys.readouterr().out.splitlines()
    assert any(line.startswith(f"{letter}:5:1: point-open: Point 2 is not yet answered") for line in said)
    assert any(line.startswith(f"{draft}:5:1: apology-without-act: ") for line in said)


def test_a_whole_answer_exits_with_nothing_to_mend(files, capsys):
    letter, draft = files(letter=LETTER, draft=WHOLE)
    assert main(["reply", "check", letter, draft, *SENT]) == 0
    assert "All 3 points seem to be answered" in capsys.readouterr().out


def test_json_tells_points_details_promises_and_findings(files, capsys):
    letter, draft = files(letter=LETTER, draft=DRAFT)
    assert main(["reply", "check", letter, draft, "--json", *SENT]) == 1
    told = json.loads(capsys.readouterr().out)
    assert [(each["number"], each["state"]) for each in told["points"]][1:] == [
        (2, "unanswered"),
        (3, "answered"),
    ]
    assert told["points"][2]["answer"]["quote"].startswith("The 23 euros")
    states = {(each["kind"], each["value"]): each["state"] for each in told["details"]}
    assert states["amount", "23.00"] == "repeated"
    assert states["time", "07:20"] == "missing"
    assert told["swap"] is None
    for each in told["findings"]:
        text = LETTER if each["text"] == "letter" else DRAFT
        assert text.splitlines()[each["line"] - 1][each["column"] - 1 :].startswith(
            text[each["start"] : each["end"]].splitlines()[0]
        )


def test_history_shows_what_others_got_before_and_whom_the_draft_would_fit(files, tmp_path, capsys):
    sent = tmp_path / "sent"
    sent.mkdir()
    for at in range(25):
        (sent / f"{at}.txt").write_text(
            "Dear customer,\n\nWe apologise for any inconvenience this may have caused.\n"
        )
        (sent / f"{at}.letter.txt").write_text(f"My parcel number {at} has not come, where is it?")
    letter, draft = files(letter=LETTER, draft="We apologise for any inconvenience this may have caused.")
    assert main(["reply", "check", letter, draft, "--history", str(sent), *SENT]) == 1
    said = capsys.readouterr().out
    assert "form-letter: 25 customers got this letter before" in said
    assert "form-letter: Would fit 25 of 25 other customers as well" in said


def test_promises_count_only_without_a_day(files, capsys):
    letter, draft = files(
        letter="When will it open?", draft="It will open on Friday. I will look into the rest."
    )
    main(["reply", "check", letter, draft, *SENT])
    said = [line for line in capsys.readouterr().out.splitlines() if "promise-undated" in line]
    assert len(said) == 1
    assert "look into the rest" in said[0]


@pytest.mark.parametrize("arguments", [["reply"], ["words"], ["reply", "mend"]])
def test_a_part_must_be_named(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2


def test_a_file_that_is_not_there_is_wrong_usage(files, tmp_path, capsys):
    (draft,) = files(draft=DRAFT)
    with pytest.raises(SystemExit) as ended:
        main(["reply", "check", str(tmp_path / "none.txt"), draft])
    assert ended.value.code == 2
    assert "cannot be read: No such file" in capsys.readouterr().err


def test_extract_tells_points_details_experience_and_urgency(files, capsys):
    (letter,) = files(letter=LETTER.replace("Why", "There is smoke coming from the board now. Why"))
    assert main(["words", "extract", letter, "--json", *SENT]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [each["rule"] for each in told["urgency"]] == ["safety.fire"]
    assert {"date", "time", "route", "amount", "duration", "person"} <= {
        each["kind"] for each in told["details"]
    }
    kinds = {kind for each in told["experience"] for kind in (each["kind"], *each["also"])}
    assert {"wait", "weather", "company"} <= kinds
    assert main(["words", "extract", letter, *SENT]) == 0
    assert f"{letter}:3:" in capsys.readouterr().out


def test_extract_says_so_where_nothing_is_the_writers_own(files, capsys):
    (letter,) = files(letter="On Mon, 2 June 2025, Ann wrote:\n> Is it late?\n> Call me.\n")
    assert main(["words", "extract", letter, *SENT]) == 0
    assert "Nothing was read: all of it is quotation." in capsys.readouterr().out
    (letter,) = files(letter="It is sunny.\n")
    assert main(["words", "extract", letter, *SENT]) == 0
    assert "Nothing was found." in capsys.readouterr().out


def test_a_mail_gives_its_own_instant(tmp_path, capsys):
    mail = tmp_path / "letter.eml"
    mail.write_bytes(
        b"From: a@b.example\r\nSubject: Late\r\nDate: Wed, 18 Nov 2026 21:40:00 +0100\r\n\r\nThe bus was late on Monday. Why?\r\n"
    )
    main(["words", "extract", str(mail), "--json"])
    told = json.loads(capsys.readouterr().out)
    assert told["sent_at"] == "2026-11-18T21:40:00+01:00"
    assert ("date", "2026-11-16") in [(each["kind"], each["value"]) for each in told["details"]]
