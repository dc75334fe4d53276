"""Catalogues become the files that Python reads, without any tool of the system."""

from __future__ import annotations

import gettext
import io
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presszero.ui.catalogues import Translated, compile_catalogues, compiled, read_catalogue

HEADER = Translated(
    "",
    "",
    "",
    ("Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n > 1);\n",),
    False,
)
PO = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

#: a file
msgid "a case"
msgid_plural "%(n)s cases"
msgstr[0] "un dossier"
msgstr[1] "%(n)s "
"dossiers"

msgctxt "key"
msgid "open"
msgstr "ouvrir"

#, fuzzy
msgid "close"
msgstr "proche"

msgid "later"
msgstr ""
"""
words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1)


def read_by_python(catalogue: list[Translated]) -> gettext.GNUTranslations:
    return gettext.GNUTranslations(io.BytesIO(compiled(catalogue)))


def test_a_catalogue_is_read_by_python_as_it_is_written() -> None:
    french = read_by_python(read_catalogue(PO))
    assert french.ngettext("a case", "%(n)s cases", 1) == "un dossier"
    assert french.ngettext("a case", "%(n)s cases", 5) == "%(n)s dossiers"
    assert french.pgettext("key", "open") == "ouvrir"
    assert french.gettext("open") == "open"


def test_a_guess_and_an_empty_translation_are_left_in_the_first_language() -> None:
    french = read_by_python(read_catalogue(PO))
    assert (french.gettext("close"), french.gettext("later")) == ("close", "later")


def test_a_line_that_is_none_is_named() -> None:
    with pytest.raises(ValueError, match="Line 2 of the catalogue"):
        read_catalogue('msgid "open"\nmsgstr ouvrir\n')


@given(st.dictionaries(words, words))
def test_whatever_words_go_in_come_out(pairs: dict[str, str]) -> None:
    catalogue = [HEADER, *(Translated(one, "", "", (other,), False) for one, other in pairs.items())]
    french = read_by_python(catalogue)
    assert {one: french.gettext(one) for one in pairs} == pairs


def test_only_what_is_older_than_its_source_is_written(tmp_path: Path) -> None:
    source = tmp_path / "fr" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(PO)
    assert compile_catalogues(tmp_path) == [source.with_suffix(".mo")]
    assert compile_catalogues(tmp_path) == []
    os.utime(source, (source.stat().st_atime, source.stat().st_mtime + 60))
    assert compile_catalogues(tmp_path) == [source.with_suffix(".mo")]
    assert sorted(path.name for path in source.parent.iterdir()) == ["django.mo", "django.po"]
