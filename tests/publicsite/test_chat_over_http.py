"""The widget's way in: one script for any page, named sites only, and words that outlast the database."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from tests.cast import MORNING, PortLumen, given_town
from tests.channels.chat.chat_cast import publish_chat

from presszero.channels.chat.late import take_words
from presszero.channels.chat.models import Chat, Turn
from presszero.channels.chat.sites import add_site, origin_of, remove_site
from presszero.ground.late import LateRoom
from presszero.publicsite import chat as views
from presszero.pure.errors import BadInput

pytestmark = pytest.mark.django_db
SITE, STRANGER = "https://www.city.example", "https://evil.example"
AWAY = {"X-PressZero-Database": "away"}


@pytest.fixture
def town() -> PortLumen:
    town = given_town()
    publish_chat(at=MORNING)
    return town


def post(client: Client, path: str, body: dict[str, Any], **headers: str) -> Any:
    return client.post(path, json.dumps(body), "application/json", headers=headers)


def begun(client: Client, **headers: str) -> dict[str, Any]:
    return post(client, "/chat/begin/", {"language": "en"}, **headers).json()


def test_widget_is_one_script_below_30_kilobytes_and_asks_no_other_host() -> None:
    found = finders.find("ui/chat.js")
    script = Path(str(found)).read_bytes()
    assert len(gzip.compress(script)) < 30_000
    assert b"innerHTML" not in script
    assert script.count(b"https://") == 1, "only the example in its head"


def test_chat_is_begun_written_in_and_read_on_by_position(town: PortLumen) -> None:
    client = Client()
    told = begun(client)
    path = f"/chat/{told['token']}/turns/"
    assert told["turns"][0]["options"][-1] == ["0", ""]
    said = post(client, path, {"words": "next bus", "key": "1", "after": told["last"]}).json()
    assert [turn["who"] for turn in said["turns"]] == ["customer", "machine", "machine"]
    assert said["turns"][0]["key"] == "1"
    again = post(client, path, {"words": "next bus", "key": "1", "after": told["last"]}).json()
    assert again["turns"] == said["turns"]
    assert client.get(path + f"?after={said['last']}").json()["turns"] == []


def test_another_browser_with_the_secret_is_turned_away(town: PortLumen) -> None:
    first = Client()
    path = f"/chat/{begun(first)['token']}/turns/"
    assert first.get(path).status_code == 200
    assert Client().get(path).status_code == 404
    other = Client()
    other.cookies[views.COOKIE] = "a-stranger-s"
    answer = other.get(path)
    assert (answer.status_code, "another browser" in answer.json()["error"]["sentence"]) == (404, True)


def test_only_pages_of_named_sites_may_show_it(town: PortLumen) -> None:
    client = Client()
    refused = post(client, "/chat/begin/", {}, Origin=STRANGER)
    assert refused.status_code == 403 and not refused.cookies
    assert set(refused.json()) == {"error"}, "a stranger's page reads the refusal, and nothing else"
    assert not Chat.objects.exists()
    site = add_site(address=SITE + "/help?x=1", by=town.piet.actor, at=MORNING)
    asked = client.options("/chat/begin/", headers={"Origin": SITE})
    assert (asked.status_code, asked["Access-Control-Allow-Origin"]) == (204, SITE)
    assert "Content-Type" in asked["Access-Control-Allow-Headers"]
    assert post(client, "/chat/begin/", {}, Origin=SITE).status_code == 201
    remove_site(site_id=site.pk, by=town.piet.actor, at=MORNING)
    assert post(client, "/chat/begin/", {}, Origin=SITE).status_code == 403


def test_a_form_of_another_site_cannot_write(town: PortLumen) -> None:
    client = Client(enforce_csrf_checks=True)
    told = begun(client)
    answer = client.post(f"/chat/{told['token']}/turns/", {"words": "hello", "key": "1"})
    assert answer.status_code == 422 and not Turn.objects.filter(who="customer").exists()


@pytest.mark.parametrize("address", ["", "city.example", "ftp://city.example", "https://", "https://a:b"])
def test_what_is_no_site_is_told(address: str) -> None:
    with pytest.raises(BadInput, match="such as https://www.city.example"):
        origin_of(address)


def test_words_are_text_and_never_markup(town: PortLumen) -> None:
    client = Client()
    told = begun(client)
    post(client, f"/chat/{told['token']}/turns/", {"words": "0", "key": "1"})
    said = post(
        client, f"/chat/{told['token']}/turns/", {"words": "<img src=x onerror=alert(1)>", "key": "2"}
    )
    assert said["Content-Type"] == "application/json"
    client.force_login(town.tomas)
    page = client.get(f"/desk/cases/{Chat.objects.get().contact.case_id}/").content.decode()
    assert "<img src=x" not in page and "&lt;img src=x onerror=alert(1)&gt;" in page


def test_words_written_while_the_database_is_away_become_one_chat(
    town: PortLumen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = LateRoom(tmp_path / "late")
    monkeypatch.setattr(views, "late_room", lambda: room)
    client = Client()
    told = post(client, "/chat/begin/", {"language": "en"}, **AWAY)
    assert told.status_code == 202
    path = f"/chat/{told.json()['token']}/turns/"
    for key, words in (
        ("1", "lost"),
        ("2", "My blue umbrella, on tram 3."),
        ("2", "My blue umbrella, on tram 3."),
    ):
        kept = post(client, path, {"words": words, "key": key, "language": "en"}, **AWAY)
        assert (kept.status_code, kept.json()["kept"]) == (202, True)
    assert post(client, path, {"words": "x" * 3000, "key": "3"}, **AWAY).status_code == 422
    assert client.get(path, headers=AWAY).status_code == 503
    assert not Chat.objects.exists()
    for key in room.waiting() * 2:
        take_words(room.read(key))
    chat = Chat.objects.get()
    assert chat.run.facts == {"lost": "My blue umbrella, on tram 3."}
    assert [turn.text for turn in chat.turns.filter(who="customer")] == [
        "lost",
        "My blue umbrella, on tram 3.",
    ]
    assert client.get(path).status_code == 200
