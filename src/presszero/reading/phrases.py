"""What a model says, in words."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from presszero.pure.meaning.files import FOLDER, KNOWN, can_read, kept_at
from presszero.reading.models import Suggestion, TextModel


def how_sure(suggestion: Suggestion) -> str:
    """Return how sure the model is: of such sayings, so many in a hundred come true."""
    if suggestion.topic_id is None:
        return _("It is unlike the cases that were sorted so far.")
    return _("%(n)s in 100 of such suggestions are right.") % {"n": round(100 * suggestion.probability)}


def because(suggestion: Suggestion) -> str:
    """Return the words that weighed most."""
    words = ", ".join(_("“%(word)s”") % {"word": word} for word in dict.fromkeys(suggestion.words[:4]))
    return _("Because of %(words)s.") % {"words": words} if words and suggestion.topic_id else ""


def meaning_words(model: TextModel) -> str:
    """Return which sentence model a model reads with, "" for one that learned from words alone."""
    hash = model.card.get("meaning")
    if not hash:
        return ""
    facts = {"model": next((one.title for one in KNOWN if one.hash == hash), hash[:12]), "hash": hash[:12]}
    if kept_at(Path(settings.PRESSZERO.home) / FOLDER).is_file() and can_read():
        return _("It reads words, and the meaning of English letters with %(model)s (%(hash)s…).") % facts
    return _("It learned with %(model)s (%(hash)s…), which is not here now, so it reads words alone.") % facts


def judged_words(model: TextModel) -> str:
    """Return how a model did beside what sorted before it."""
    judged = model.judged
    if not judged.get("compared"):
        return _("There were no cases to compare it on.")
    facts = {
        "n": judged["compared"],
        "new": round(100 * judged["new_accuracy"]),
        "old": round(100 * judged["old_accuracy"]),
    }
    if judged["against"] == "rules":
        return (
            ngettext(
                "On %(n)s case it had not seen it was right in %(new)s of 100, the words of your topics in %(old)s.",
                "On %(n)s cases it had not seen it was right in %(new)s of 100, the words of your topics in %(old)s.",
                judged["compared"],
            )
            % facts
        )
    return (
        ngettext(
            "On %(n)s case neither had seen it was right in %(new)s of 100, the model before it in %(old)s.",
            "On %(n)s cases neither had seen it was right in %(new)s of 100, the model before it in %(old)s.",
            judged["compared"],
        )
        % facts
    )


def verdict_words(model: TextModel) -> str:
    """Return whether it was better beyond noise."""
    if model.judged.get("is_better"):
        return _("Better, beyond what chance could do.")
    return _("Not better beyond what chance could do, so it was not put to work.")
