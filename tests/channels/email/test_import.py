"""An archive of one's own becomes cases; nobody is written to, and a second run changes nothing."""

from __future__ import annotations

import json
import mailbox
from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from tests.cast import MORNING, given_town
from tests.channels.email.correspondence import do_what_follows

from presszero.cases.models import Case, Contact, Promise
from presszero.channels.email import importing
from presszero.channels.email.archives import mails_in
from presszero.channels.email.importing import Imported, import_mails
from presszero.channels.email.models import Arrival, Outgoing
from presszero.commands import mail as mail_command
from presszero.ground.models import Duty, RecordLine

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def town() -> None:
    given_town()


def letter(number: int, *, day: int, sender: str = "", answers: str = "", text: str = "") -> EmailMessage:
    """Return a letter of 2019. answers: the Message-ID it replies to."""
    message = EmailMessage()
    message["From"] = sender or f"Rider {number} <rider-{number}@lakemail.example>"
    message["To"] = "transit@portlumen.example"
    message["Subject"] = f"The bus {number}"
    message["Date"] = f"{day:02d} Mar 2019 09:00:00 +0000"
    message["Message-ID"] = f"<{number}@lakemail.example>"
    if answers:
        message["In-Reply-To"] = f"<{answers}>"
    message.set_content(text or f"Why was bus {number} late on Monday?\n\nRider {number}\n")
    return message


THREAD = [
    letter(1, day=1),
    letter(2, day=2, sender="Old Desk <desk@elsewhere.example>", answers="1@lakemail.example"),
    letter(3, day=3, sender="Rider 1 <rider-1@lakemail.example>", answers="2@lakemail.example"),
]
WHOLE = [*THREAD, letter(4, day=4), letter(5, day=5)]


def an_mbox(folder: Path, letters: list[EmailMessage]) -> Path:
    path = folder / "support.mbox"
    box = mailbox.mbox(path)
    for one in letters:
        box.add(mailbox.mboxMessage(one))
    box.close()
    return path


def a_maildir(folder: Path, letters: list[EmailMessage]) -> Path:
    box = mailbox.Maildir(folder / "Maildir")
    for one in letters:
        box.add(one)
    return folder / "Maildir"


def a_folder(folder: Path, letters: list[EmailMessage]) -> Path:
    for number, one in enumerate(letters):
        # Named so that the folder's own order is not that of the thread.
        (folder / f"{99 - number}.eml").write_bytes(one.as_bytes())
    return folder


def run(
    path: Path, *, stay_open: bool = False, tell: Callable[[Imported], None] = lambda _: None
) -> dict[str, int]:
    return import_mails(mails_in(path), stay_open=stay_open, at=MORNING, tell=tell)


def counts(**some: int) -> dict[str, int]:
    told = {"read": 0, "stored": 0, "joined": 0, "quarantined": 0, "duplicates": 0, "failed": 0, **some}
    return told | {"read": sum(told.values())}


@pytest.mark.parametrize("kept_as", [an_mbox, a_maildir, a_folder])
def test_every_kind_of_archive_gives_the_same_cases(
    kept_as: Callable[[Path, list[EmailMessage]], Path], tmp_path: Path
) -> None:
    assert run(kept_as(tmp_path, WHOLE)) == counts(stored=3, joined=2)
    assert Case.objects.count() == 3
    thread = Case.objects.get(contacts__message_id="1@lakemail.example")
    assert [one.message_id for one in thread.contacts.all()] == [f"{n}@lakemail.example" for n in (1, 2, 3)]


def test_single_mail_is_imported(tmp_path: Path) -> None:
    (tmp_path / "one.eml").write_bytes(WHOLE[0].as_bytes())
    assert run(tmp_path / "one.eml") == counts(stored=1)


def test_imported_cases_are_closed_and_dated_by_their_own_mails(tmp_path: Path) -> None:
    run(an_mbox(tmp_path, THREAD))
    case = Case.objects.get()
    assert (case.state, case.outcome, case.imported) == ("closed", "no_answer_needed", True)
    assert case.opened_at == datetime(2019, 3, 1, 9, tzinfo=UTC)
    assert [one.at.day for one in case.contacts.all()] == [1, 2, 3]


def test_with_open_the_cases_wait_to_be_answered_without_a_clock(tmp_path: Path) -> None:
    run(an_mbox(tmp_path, WHOLE), stay_open=True)
    assert set(Case.objects.values_list("state", "answer_due_at")) == {("open", None)}


def test_an_import_sends_and_promises_nothing(tmp_path: Path) -> None:
    run(an_mbox(tmp_path, WHOLE))
    run(a_folder(tmp_path, [letter(6, day=6)]), stay_open=True)
    do_what_follows()
    assert not Duty.objects.exists()
    assert not Outgoing.objects.exists()
    assert not Promise.objects.exists()
    assert set(Contact.objects.values_list("kind", "direction")) == {("letter", "in")}


def test_second_run_finds_every_mail_known(tmp_path: Path) -> None:
    path = an_mbox(tmp_path, WHOLE)
    run(path)
    assert run(path) == counts(duplicates=5)
    assert (Case.objects.count(), Arrival.objects.count()) == (3, 5)


def test_run_that_broke_off_is_run_again_with_the_same_result(tmp_path: Path) -> None:
    path, seen = an_mbox(tmp_path, WHOLE), []

    def breaks_off(imported: Imported) -> None:
        seen.append(imported)
        if len(seen) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(path, tell=breaks_off)
    assert run(path) == counts(duplicates=2, stored=2, joined=1)
    assert Case.objects.count() == 3


def test_mbox_that_grew_gives_only_what_is_new(tmp_path: Path) -> None:
    run(an_mbox(tmp_path, WHOLE[:4]))
    assert run(an_mbox(tmp_path, [WHOLE[4]])) == counts(duplicates=4, stored=1)


def test_mail_that_came_by_another_way_is_known_by_its_words(tmp_path: Path) -> None:
    run(an_mbox(tmp_path, [WHOLE[0]]))
    (tmp_path / "copy").mkdir()
    copy = b"Received: from elsewhere\r\n" + WHOLE[0].as_bytes()
    (tmp_path / "copy" / "copy.eml").write_bytes(copy)
    assert run(tmp_path / "copy") == counts(duplicates=1)


def test_archive_joins_no_case_that_reached_us_by_another_door(tmp_path: Path) -> None:
    run(an_mbox(tmp_path, [WHOLE[0]]), stay_open=True)
    Case.objects.update(imported=False)
    (tmp_path / "next").mkdir()
    assert run(an_mbox(tmp_path / "next", [THREAD[1]])) == counts(stored=1)


def test_report_of_a_failed_delivery_in_an_archive_brings_no_case_back(
    tmp_path: Path, test_data: Callable[[str], Path]
) -> None:
    report = test_data("mail") / "mikel-mail" / "multipart_report_emails" / "report_530.eml"
    assert run(report) == counts(stored=1)
    assert not RecordLine.objects.filter(kind="case.reopened").exists()


def test_mail_that_fails_is_counted_and_the_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, told = importing.read_arrival, []

    def fails_at_four(*, arrival_id: int, at: datetime) -> Arrival:
        if b"<4@lakemail" in bytes(Arrival.objects.get(pk=arrival_id).raw):
            raise ValueError("a fault")
        return ours(arrival_id=arrival_id, at=at)

    monkeypatch.setattr(importing, "read_arrival", fails_at_four)
    assert run(an_mbox(tmp_path, WHOLE), tell=told.append) == counts(stored=2, joined=2, failed=1)
    assert [one.why for one in told if one.why] == ["This is a fault of ours to mend (ValueError)."]
    monkeypatch.undo()
    assert run(tmp_path / "support.mbox") == counts(duplicates=4, stored=1)


@pytest.mark.django_db(transaction=True)
def test_command_ends_with_json_and_tells_findings_by_its_exit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = an_mbox(tmp_path, WHOLE)
    assert mail_command.main(["import", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1]) == counts(stored=3, joined=2)
    monkeypatch.setattr("presszero.channels.email.archives.LARGEST_MAIL_BYTES", 10)
    assert mail_command.main(["import", str(path), "--json"]) == 1
    said = capsys.readouterr()
    assert json.loads(said.out.splitlines()[-1]) == counts(failed=5)
    assert "more than 10 are not imported" in said.err


@pytest.mark.parametrize("given", [[], ["nowhere.mbox"], ["."], ["--clock", "."]])
def test_wrong_usage_ends_with_two(
    given: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        mail_command.main(["import", *given])
    assert ended.value.code == 2
    assert "presszero mail import" in capsys.readouterr().err


def test_help_shows_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        mail_command.main(["import", "--help"])
    assert ended.value.code == 0
    assert "example: presszero mail import" in capsys.readouterr().out
