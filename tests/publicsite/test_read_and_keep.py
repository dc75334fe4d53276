"""How somebody likes to read, without a login; and a copy of everything to keep."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from tests.cast import LATER_THAT_DAY, MAREN, given_open_case, given_sent_reply, given_town

from presszero.cases.links import new_link
from presszero.cases.models import Case
from presszero.ground import clock
from presszero.ground.files import store_file
from presszero.ui.reading import read_reading, write_reading

PAINTED = ("tokens.css", "reading.css", "public.css", "older.css")
# What browsers of the year 2020 do not know (Chrome 87, Safari 14): as a value, and as a rule.
TOO_NEW = re.compile(r"color-mix\(|\bok(?:lch|lab)\(|\bsubgrid\b|light-dark\(|\d[sdl]v[hwbi]\b")
NO_RULES = re.compile(r":has\(|@container\b|@layer\b|@scope\b|^\s*&", re.M)


def chosen(client: Client, **given: str) -> str:
    client.post("/reading/", given)
    return re.search(r"<html[^>]*>", client.get("/reading/").content.decode())[0]  # type: ignore[index]


@pytest.mark.django_db
def test_choice_is_on_the_page_from_the_first_paint_and_stays_without_a_name(client: Client) -> None:
    given_town()
    html = chosen(client, size="larger", contrast="more", spacing="wide", motion="still", theme="dark")
    for said in ('size="larger', 'contrast="more', 'spacing="wide', 'motion="still'):
        assert f"data-reading-{said}" in html
    assert 'data-theme="dark"' in html
    assert client.cookies["presszero_reading"]["max-age"] == 31_536_000
    assert "sessionid" not in client.cookies and "presszero_session" not in client.cookies
    assert "data-" not in chosen(client, size="usual", theme="system")


def test_cookie_of_somebodys_own_making_puts_nothing_on_the_page() -> None:
    assert write_reading(read_reading('size=large" onload=1&contrast=more&nonsense&x=y')) == "contrast=more"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "next_path", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:1"]
)
def test_no_choice_leads_to_another_site(next_path: str, client: Client) -> None:
    given_town()
    assert client.post("/reading/", {"next": next_path})["Location"] == "/reading/?kept=yes"
    assert client.post("/reading/", {"next": "/c/abc/"})["Location"] == "/c/abc/"


@pytest.mark.parametrize("name", PAINTED)
def test_sheet_of_the_public_pages_asks_nothing_of_a_five_year_old_phone(name: str) -> None:
    css = Path(str(finders.find(f"ui/{name}"))).read_text(encoding="utf-8")
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    assert not NO_RULES.search(css)
    for block in re.findall(r"\{([^{}]*)\}", css):
        known: set[str] = set()
        for name_of, _colon, value in (one.strip().partition(":") for one in block.split(";")):
            assert name_of in known or not TOO_NEW.search(value), f"{name_of}: {value} stands alone"
            known.add(name_of)


def given_case_with_files(town_of: str = "transit") -> Case:
    town = given_town()
    clock.shift_to(LATER_THAT_DAY)
    case = given_open_case(asks=["refund", "extra buses"], taken_by=town.tomas)
    letter = case.contacts.get(kind="letter")
    for name, words in (("stop.jpg", b"\xff\xd8\xff\xe0 one"), ("stop.jpg", b"\xff\xd8\xff\xe0 two")):
        stored = store_file([words], at=LATER_THAT_DAY)
        letter.attachments.create(file=stored, name=name, content_type="image/jpeg")
    letter.attachments.create(
        file=store_file([b"x"], at=LATER_THAT_DAY), name="..\\..\\run.bat", content_type="text/plain"
    )
    reply = given_sent_reply(case, by=town.tomas)
    reply.attachments.create(
        file=store_file([b"%PDF-1.7 times"], at=LATER_THAT_DAY),
        name="times.pdf",
        content_type="application/pdf",
    )
    return case


@pytest.mark.django_db
def test_copy_holds_every_letter_and_every_file_under_a_name_of_its_own(client: Client) -> None:
    case = given_case_with_files()
    token = new_link(case=case, sent_to=MAREN, at=LATER_THAT_DAY)
    answer = client.get(f"/c/{token}/download/")
    assert answer["Content-Disposition"] == f'attachment; filename="{case.reference}.zip"'
    assert answer["Cache-Control"] == "no-store"
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as packed:  # type: ignore[attr-defined]
        names = packed.namelist()
        page = packed.read("index.html").decode()
        assert packed.read("files/02-stop.jpg") == b"\xff\xd8\xff\xe0 two"
    assert names == [
        "index.html", "files/01-stop.jpg", "files/02-stop.jpg", "files/03-.._.._run.bat", "files/04-times.pdf",
    ]  # fmt: skip
    for said in (case.title, "Please refund the taxi", "The taxi is refunded in full", "files/04-times.pdf"):
        assert said in page
    assert "<script" not in page
    assert "http" not in page


@pytest.mark.django_db
def test_copy_of_a_foreign_case_is_not_given(client: Client) -> None:
    given_case_with_files()
    assert client.get("/c/" + "a" * 26 + "/download/").status_code == 404


@pytest.mark.django_db
def test_files_of_ours_are_listed_and_given_beside_theirs(client: Client) -> None:
    case = given_case_with_files()
    token = new_link(case=case, sent_to=MAREN, at=LATER_THAT_DAY)
    page = client.get(f"/c/{token}/").content.decode()
    assert "Tomas Vell, PDF, 1 kB" in page
    ours = case.contacts.get(kind="reply").attachments.get()
    assert client.get(f"/c/{token}/files/{ours.pk}/")["Content-Disposition"].startswith("attachment")
