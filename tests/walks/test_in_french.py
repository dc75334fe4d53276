"""A French letter: acknowledged, answered and followed in French, with no English word of ours on the way."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from letters import mail
from playwright.sync_api import Page, expect
from test_the_rider import drawn_anew_once_it_left
from town import Town, wait_for

from presszero.ui.catalogues import FOLDER, read_catalogue

pytestmark = [pytest.mark.walk, pytest.mark.long]

NADEGE = "nadege.fontanel@lac.example"
LETTER = """\
Bonjour,

Samedi soir, après le feu d’artifice, quatre bus de la ligne 7 sont passés sans s’arrêter à l’arrêt Quai Nord.

Pourquoi aucun bus supplémentaire n’était prévu ?

Le taxi m’a coûté 35 €. Comment puis-je me faire rembourser le taxi ?

Nadège Fontanel
"""
REPLY = """\
Bonjour Madame Fontanel,

Les quatre bus de la ligne 7 étaient déjà pleins au port ; ils ne pouvaient plus prendre personne à l’arrêt Quai Nord.

Aucun bus supplémentaire n’était prévu parce que personne n’avait inscrit le feu d’artifice dans notre calendrier.

Pour vous faire rembourser le taxi de 35 €, répondez à cette lettre avec une photo du reçu.

Nous vous enverrons les horaires des bus supplémentaires de la Fête des récoltes.
"""
WHAT_IS_READ = """() => {
  const read = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const holder = walk.currentNode.parentElement;
    if (holder.closest("script, template, textarea, .theirs, noscript, [lang=en]")) continue;
    read.push(walk.currentNode.textContent);
  }
  for (const named of document.querySelectorAll("[aria-label], [placeholder], [title]"))
    for (const name of ["aria-label", "placeholder", "title"])
      if (named.hasAttribute(name)) read.push(named.getAttribute(name));
  return [document.title, ...read].map((words) => words.replace(/\\s+/g, " ").trim()).filter(Boolean);
}"""


def english_words() -> re.Pattern[str]:
    """Return what matches any English string of ours whose French differs, its gaps filled in."""
    text = (FOLDER / "fr/LC_MESSAGES/django.po").read_text(encoding="utf-8")
    said = {
        words
        for one in read_catalogue(text)
        for words, form in ((one.words, one.forms[0]), (one.plural, one.forms[-1]))
        if words
        and words != re.sub(r"\s", " ", form)
        and len(re.findall(r"[A-Za-z]", _gaps.sub("", words))) >= 3
    }
    return re.compile(
        "|".join(".+".join(re.escape(part) for part in _gaps.split(one)) for one in sorted(said))
    )


_gaps = re.compile(r"%\(\w+\)[0-9.]*[sdf]|</?strong>")


def expect_no_english(page: Page) -> None:
    assert page.locator("html").get_attribute("lang") == "fr"
    english = english_words()
    read = page.evaluate(WHAT_IS_READ)
    assert len(read) > 20
    assert [words for words in read if english.fullmatch(words)] == []


def test_french_letter_is_acknowledged_answered_and_followed_in_french(
    town: Town, visit: Callable[..., Page], picture: Callable[[Page, str], None]
) -> None:
    letter = mail(
        sender=NADEGE,
        name="Nadège Fontanel",
        subject="Quatre bus pleins",
        text=LETTER,
        message_id="nadege-1@lac.example",
    )
    town.post(letter, sender=NADEGE)

    acknowledgement = wait_for("the acknowledgement", lambda: next(iter(town.relay.to(NADEGE)), None))
    said = acknowledgement.get_body(("plain",)).get_content()
    assert "Votre lettre nous est parvenue. Noor Halvane en est responsable" in said
    assert "au plus tard le dimanche 13 juillet" in said
    assert acknowledgement["Content-Language"] == "fr"
    assert not [line for line in said.splitlines() if english_words().fullmatch(line.strip())]

    # Odile Farrow's desk is French because she is, whatever her browser asks for.
    page = visit("/demo/")
    page.get_by_role("button", name="Step in Odile Farrow").click()
    page.wait_for_url("**/desk/**")
    page.goto(f"{town.url}/desk/?view=team")
    expect(page.get_by_text("Nadège Fontanel").first).to_be_visible()
    expect_no_english(page)
    picture(page, "french-inbox")
    page.get_by_role("link", name="Nadège Fontanel").click()
    page.wait_for_url("**/desk/cases/**")  # loaded: a key before that is heard by nobody
    expect(page.get_by_role("heading", name="Ses mots")).to_be_visible()
    page.keyboard.press("t")
    expect(page.get_by_text("Responsable\u202f: Odile Farrow")).to_be_visible()
    page.keyboard.press("r")
    page.locator("#body").fill(REPLY)
    expect(page.locator(".pledge-form")).to_be_visible()
    expect(page.locator("#part-check")).to_contain_text("Le point 1")
    expect_no_english(page)
    picture(page, "french-case")

    page.keyboard.press("Escape")
    for number in range(1, page.locator(".ledger > li").count() + 1):
        page.keyboard.press(str(number))
        page.keyboard.press("a")
        expect(page.locator(f"#point-{number}")).to_have_attribute("data-state", "answered")
    page.keyboard.press("p")
    page.keyboard.press("Enter")
    expect(page.locator("#part-send [data-do=send]")).not_to_have_attribute("aria-disabled", "true")
    expect_no_english(page)
    picture(page, "french-case-ready")
    page.keyboard.press("Control+Enter")
    answer = wait_for(
        "the answer", lambda: next((one for one in town.relay.to(NADEGE) if "Odile" in one["From"]), None)
    )
    words = answer.get_body(("plain",)).get_content()
    assert "Votre page, avec chaque réponse et ce que nous avons promis" in words
    drawn_anew_once_it_left(page)
    page.goto(f"{town.url}/desk/promises/")
    expect(page.get_by_text("Nadège Fontanel").first).to_be_visible()
    expect_no_english(page)
    picture(page, "french-promises")

    # Her own page is French because her letter was; the switch is hers.
    link = re.search(r"https?://\S+/c/\S+/", words)
    assert link
    mine = visit(link[0])
    expect(mine.get_by_text("Toutes ont une réponse.")).to_be_visible()
    expect(mine.get_by_text(re.compile("Votre lettre du dimanche 13 juillet 2025"))).to_be_visible()
    expect_no_english(mine)
    picture(mine, "french-customer-page")
    mine.get_by_role("button", name="English").click()
    expect(mine.get_by_role("heading", name="What you asked")).to_be_visible()
    mine.get_by_role("button", name="Français").click()
    expect(mine.get_by_role("heading", name="Ce que vous demandez")).to_be_visible()
