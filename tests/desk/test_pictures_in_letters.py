"""A picture within a letter is drawn in its closed frame, from our own bytes and from nowhere else."""

from __future__ import annotations

import hashlib

import pytest
from django.test import Client
from playwright.sync_api import Browser, Route
from tests.cast import MORNING, a_letter, given_letter, given_town, worker

from presszero.cases.models import Attachment, Contact
from presszero.channels.email.receive import shown_html
from presszero.demo.pictures import HEIGHT, WIDTH, picture
from presszero.desk import mail
from presszero.ground.files import path_of, store_file

OUTSIDE = "https://elsewhere.example/seen.png"
MARKUP = f'<p>Look: <img src="cid:stop@lake" alt="the stop"></p><p><img src="{OUTSIDE}" alt="x"></p>'


def given_letter_with_picture() -> Contact:
    contact = given_letter(a_letter(asks=["refund"])).case.contacts.get()
    contact.html = MARKUP
    contact.save(update_fields=["html"])
    stored = store_file([picture("stop.png")], at=MORNING)
    facts = {"name": "stop.png", "content_type": "image/png", "content_id": "stop@lake", "inline": True}
    contact.attachments.create(file=stored, **facts)
    return contact


def as_sent(contact: Contact) -> str:
    client = Client()
    client.force_login(worker("Tomas Vell"))
    answer = client.get(f"/desk/contacts/{contact.pk}/as-sent/")
    assert answer.status_code == 200
    assert answer["Content-Security-Policy"] == mail.FRAME_POLICY
    return answer.content.decode().partition("<body")[2]


@pytest.mark.django_db
def test_letter_as_it_was_sent_brings_its_picture_and_asks_nobody_for_another() -> None:
    given_town()
    shown = as_sent(given_letter_with_picture())
    assert 'src="data:image/png;base64,' in shown
    assert OUTSIDE not in shown


@pytest.mark.django_db
def test_more_pictures_than_fit_are_left_out_and_the_letter_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    given_town()
    monkeypatch.setattr(mail, "MOST_PICTURE_BYTES", 10)
    shown = as_sent(given_letter_with_picture())
    assert "Look:" in shown
    assert "data:" not in shown


def test_picture_is_drawn_by_a_browser_that_asks_for_nothing(browser: Browser) -> None:
    content = picture("stop.png")
    digest = hashlib.sha256(content).hexdigest()
    path_of(digest).parent.mkdir(parents=True, exist_ok=True)
    path_of(digest).write_bytes(content)
    one = Attachment(file_id=digest, content_type="image/png")
    document = mail.with_pictures(shown_html(MARKUP, {"stop@lake": "picture-1"}), {"picture-1": one})
    asked = []

    def give(route: Route) -> None:
        asked.append(route.request.url)
        if route.request.url.endswith("/case"):
            frame = '<iframe sandbox="" src="/as-sent" width="600" height="400"></iframe>'
            route.fulfill(body=frame, content_type="text/html")
        else:
            policy = {"Content-Security-Policy": mail.FRAME_POLICY, "Content-Type": "text/html"}
            route.fulfill(body=document, headers=policy)

    context = browser.new_context()
    page = context.new_page()
    page.route("**/*", give)
    page.goto("http://desk.example/case")
    drawn = page.frame_locator("iframe").locator("img").first
    drawn.wait_for()
    size = drawn.evaluate("(image) => [image.naturalWidth, image.naturalHeight]")
    context.close()
    assert size == [WIDTH, HEIGHT]
    assert asked == ["http://desk.example/case", "http://desk.example/as-sent"]
