"""Why something cannot wait, in words: the rule that fired, and what the customer wrote that made it fire."""

from __future__ import annotations

from textwrap import shorten
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from presszero.cases.models import Case

QUOTE_AT_MOST = 60  # characters: what fits on a row
RULES = {
    "safety.gas": noop("a smell of gas"),
    "safety.self": noop("they may harm themselves"),
    "safety.fire": noop("fire or smoke"),
    "safety.attack": noop("a weapon or an attack"),
    "safety.body": noop("somebody is hurt or ill"),
    "safety.electricity": noop("electricity that may be touched"),
    "safety.water": noop("water is coming in now"),
    "safety.crash": noop("a crash"),
    "safety.tracks": noop("somebody on the tracks"),
    "safety.falling": noop("something may fall down"),
    "safety.fall": noop("a place where people fall"),
    "safety.sharp": noop("something sharp"),
    "safety.hole": noop("a hole"),
    "safety.driver": noop("a driver who should not drive"),
    "safety.brakes": noop("brakes"),
    "safety.traffic": noop("a signal that does not work"),
    "safety.animal": noop("an animal that bites"),
    "safety.children": noop("children who climb"),
    "safety.danger": noop("they write of danger"),
    "vulnerable.danger": noop("violence"),
    "vulnerable.care": noop("care that is missing"),
    "vulnerable.child": noop("a child alone, lost or cold"),
    "vulnerable.missing": noop("a frail person is missing"),
    "vulnerable.person": noop("a frail person alone, cold or stuck"),
    "vulnerable.homeless": noop("somebody without a home"),
    "stranded.stuck": noop("somebody is stuck"),
    "stranded.stopped": noop("what should carry them stands still"),
    "stranded.out": noop("somebody is out with nowhere to go"),
    "deadline.near": noop("something is at stake soon"),
    "deadline.day": noop("something is lost by the day they name"),
    "deadline.asked": noop("they ask for an answer today"),
    "vulnerable.ill": noop("somebody weak is ill"),
    "vulnerable.cold": noop("somebody weak in the cold"),
    "safety.weighed": noop("it reads like danger"),
    "vulnerable.weighed": noop("it reads like somebody who needs help"),
    "stranded.weighed": noop("it reads like somebody who cannot get on"),
    "deadline.weighed": noop("it reads like something that is lost soon"),
}


def pressing_words(case: Case) -> str:
    """Return why a case cannot wait in one line, "" when it can: its kind, then the words that made a rule fire."""
    if not case.pressing:
        return ""
    kind = case.get_pressing_display()
    if case.pressing == Case.Pressing.SAID or not case.pressing_why:
        return kind
    quote = shorten(case.pressing_why[0]["text"], QUOTE_AT_MOST, placeholder="…")
    return _("%(kind)s: “%(words)s”") % {"kind": kind, "words": quote}


def rule_words(rule: str) -> str:
    """Return what a rule looks for, as "fire or smoke"."""
    return _(RULES[rule]) if rule in RULES else rule


def reasons_of(case: Case) -> list[tuple[str, str]]:
    """Return each reason of a case as what its rule looks for and the customer's words, the most pressing first."""
    told: list[dict[str, Any]] = case.pressing_why
    return [(rule_words(one["rule"]), " ".join(one["text"].split())) for one in told]
