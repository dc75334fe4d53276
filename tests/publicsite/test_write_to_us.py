"""The web form: everything to be mended is named at once, and without the database words are kept all the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.cast import given_town

from presszero.cases.models import Contact
from presszero.channels.webform.late import take_form
from presszero.channels.webform.receiving import LONGEST_MESSAGE
from presszero.ground import clock
from presszero.ground.late import LateRoom
from presszero.publicsite import views

AWAY = {"X-PressZero-Database": "away"}
LETTER = {
    "name": "Yusuf Adeyemi",
    "email": "Yusuf@lakemail.example",
    "message": "Why is the lift still shut?",
}


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LateRoom:
    room = LateRoom(tmp_path / "late", most_items=2)
    monkeypatch.setattr(views, "late_room", lambda: room)
    return room


def photos(count: int) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(f"{number}.jpg", b"\xff\xd8\xff\xe0 a lift") for number in range(count)]


@pytest.mark.django_db
def test_empty_form_names_everything_that_is_missing(client: Client) -> None:
    given_town()
    page = client.post("/write/", {"files": photos(11)})
    assert page.status_code == 422
    words = page.content.decode()
    assert "3 things need another look" in words
    for field in ("message", "email", "files"):
        assert f'id="{field}-error"' in words
    assert not Contact.objects.exists()


@pytest.mark.django_db
def test_words_that_are_too_many_are_given_back_with_the_numbers(client: Client) -> None:
    given_town()
    page = client.post("/write/", LETTER | {"message": "a" * (LONGEST_MESSAGE + 1)})
    assert page.status_code == 422
    assert "50,001 letters are more than 50,000" in page.content.decode()


# Without the mark django_db these tests may not ask the database, and would fail if a page did.


def test_form_is_shown_while_the_database_is_away(client: Client) -> None:
    page = client.get("/write/", headers=AWAY)
    assert page.status_code == 200
    assert "Send to a person" in page.content.decode()


def test_kept_words_are_told_in_the_readers_language_and_without_a_reference(
    client: Client, room: LateRoom
) -> None:
    page = client.post("/write/", LETTER | {"files": photos(1)}, headers=AWAY | {"Accept-Language": "fr"})
    words = page.content.decode()
    assert page.status_code == 200
    assert "Yusuf@lakemail.example" in words
    assert 'lang="fr"' in words
    (key,) = room.waiting()
    assert room.read(key).facts["message"] == LETTER["message"]


def test_what_is_to_be_mended_is_told_without_the_database_too(client: Client, room: LateRoom) -> None:
    page = client.post("/write/", {"name": "Yusuf"}, headers=AWAY)
    assert page.status_code == 422
    assert "2 things need another look" in page.content.decode()
    assert room.waiting() == []


def test_full_room_is_told_and_the_words_stay_on_the_form(client: Client, room: LateRoom) -> None:
    for _ in range(2):
        client.post("/write/", LETTER, headers=AWAY)
    page = client.post("/write/", LETTER, headers=AWAY)
    assert page.status_code == 503
    assert "Nothing was kept" in page.content.decode()
    assert LETTER["message"] in page.content.decode()
    assert len(room.waiting()) == 2


def test_machine_that_fills_every_field_is_thanked_and_kept_nowhere(client: Client, room: LateRoom) -> None:
    client.post("/write/", LETTER | {"website": "https://cheap.example"}, headers=AWAY)
    assert room.waiting() == []


def test_page_of_another_site_may_not_send_the_form_while_the_database_is_away(room: LateRoom) -> None:
    page = Client(enforce_csrf_checks=True).post("/write/", LETTER, headers=AWAY)
    assert page.status_code == 403
    assert room.waiting() == []


@pytest.mark.parametrize("path", ["/", "/desk/", "/account/login/", "/c/a-private-link/"])
def test_other_pages_say_that_they_are_away(client: Client, path: str) -> None:
    page = client.get(path, headers=AWAY)
    assert (page.status_code, page["Retry-After"], page["Cache-Control"]) == (503, "60", "no-store")
    assert "We are away for a moment" in page.content.decode()


def test_machines_are_told_in_the_envelope(client: Client) -> None:
    answer = client.get("/api/v1/cases/", headers=AWAY)
    assert (answer.status_code, answer.json()["error"]["kind"]) == (503, "away")


@pytest.mark.django_db
def test_kept_letter_is_taken_in_once_however_often(client: Client, room: LateRoom) -> None:
    client.post("/write/", LETTER | {"files": photos(2)}, headers=AWAY)
    given_town()
    late = room.read(room.waiting()[0])
    for _ in range(2):
        take_form(late)
    contact = Contact.objects.get(channel="webform")
    assert contact.address == "yusuf@lakemail.example"
    assert [file.name for file in contact.attachments.order_by("pk")] == ["0.jpg", "1.jpg"]
    assert contact.at == clock.business_time(late.kept_at) != late.kept_at
