"""The i18n library as every template loads it, with one change: words that stand in a template are kept once a language.

A page says some two hundred of them, and Django looks each up again every time, by way of a promise of a string: an eighth of
what a page of a case takes to draw. Words that come from a variable, have a context or go into one are looked up as ever.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.template.base import Node, Parser, Token
from django.templatetags import i18n
from django.utils.translation import get_language

register = template.Library()
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)


class KeptWords(Node):
    """Says what another node says, which hangs on nothing but the language."""

    child_nodelists = ()

    def __init__(self, said: Node) -> None:
        self._said = said
        self._kept: dict[str | None, Any] = {}

    def render(self, context: template.Context) -> Any:
        language = get_language()
        if language not in self._kept:
            self._kept[language] = self._said.render(context)
        return self._kept[language]


@register.tag("translate")
@register.tag("trans")
def translate(parser: Parser, token: Token) -> Node:
    """Translate words, as Django's own tag of this name."""
    node = i18n.do_translate(parser, token)
    return KeptWords(node) if _hangs_on_the_language_alone(node) else node


def _hangs_on_the_language_alone(node: Any) -> bool:
    stands_here = node.filter_expression.var.literal is not None and not node.filter_expression.filters
    return stands_here and node.asvar is None and node.message_context is None
