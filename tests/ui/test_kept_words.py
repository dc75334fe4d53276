"""Words of a template are kept once a language, and never said in another one."""

from __future__ import annotations

from django.template import Context, Template
from django.utils import translation


def test_words_are_said_in_the_language_that_is_spoken() -> None:
    page = Template("{% load i18n %}{% translate 'Answered' %}")
    said = []
    for language in ("en", "fr", "en", "fr"):
        with translation.override(language):
            said.append(page.render(Context()))
    assert said[:2] == said[2:]
    assert said[0] == "Answered" != said[1]


def test_words_of_a_variable_are_looked_up_each_time() -> None:
    page = Template("{% load i18n %}{% translate words %}")
    assert [page.render(Context({"words": words})) for words in ("This one", "That one")] == [
        "This one",
        "That one",
    ]


def test_words_that_go_into_a_variable_still_do() -> None:
    page = Template("{% load i18n %}{% translate 'Answered' as said %}[{{ said }}]")
    with translation.override("en"):
        assert page.render(Context()) == "[Answered]"
