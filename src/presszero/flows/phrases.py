"""How verdicts and findings are told in sentences."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from presszero.flows.checking import Checked
from presszero.pure.flowgraph.findings import RULES


def trap_sentences(checked: Checked) -> list[str]:
    """Return a sentence for each thing that keeps a version from going live: what, the way to it, the mend."""
    if checked.verdict is None:
        return [
            _("Line %(line)s: %(message)s %(mend)s")
            % {"line": one.line, "message": one.message, "mend": one.mend}
            for one in checked.mistakes
        ]
    return [finding_sentence(one.as_json()) for one in checked.verdict.traps]


def finding_sentence(finding: dict[str, Any]) -> str:
    """Return one finding as `Verdict.as_json` gives it, in a sentence with the caller's way."""
    said = [f"{finding['rule']}: {finding['message']}"]
    if finding["path"]:
        said.append(_("The way: %(way)s.") % {"way": ", ".join(finding["path"])})
    if finding["mend"]:
        said.append(finding["mend"])
    return " ".join(said)


def rule_words(rule: str) -> str:
    """Return what a rule promises, as everybody may read it."""
    return {
        "Z1": _("One press of 0, or one word for a person, leads to a person from every place."),
        "S1": _("A caller who says and presses nothing reaches a person."),
        "N1": _("A caller who is not understood reaches a person."),
        "T1": _("Every way ends with a person, or with the caller’s own word that it is settled."),
        "T2": _("No caller goes round in a circle that they did not choose."),
        "H1": _("In every open hour somebody is there."),
        "F1": _("When a lookup fails, the caller is led on."),
        "T3": _("Every place that it leads to exists."),
        "M1": _("Everything that it leads to is known."),
    }.get(rule, RULES.get(rule, rule))


def worse_sentence(worse: dict[str, Any]) -> str:
    """Return one way that got worse, as `Worsened.as_json` gives it, in a sentence."""
    who = {
        "zero": _("callers who ask for a person"),
        "silent": _("callers who stay silent"),
        "confused": _("callers who are not understood"),
        "team": _("callers who choose %(team)s") % {"team": worse["place"]},
    }[worse["who"]]
    if worse["place"] and worse["who"] != "team":
        who = _("%(who)s at “%(place)s”") % {"who": who, "place": worse["place"]}
    before, after = worse["before"], worse["after"]
    if worse["how"] == "away":
        return _("For %(who)s, the way to a person is gone.") % {"who": who}
    if worse["how"] == "longer":
        return _("For %(who)s, the way to a person is longer: %(after)s steps instead of %(before)s.") % {
            "who": who,
            "after": after["steps"],
            "before": before["steps"],
        }
    return _("For %(who)s, a person comes later: after %(after)s s instead of %(before)s s.") % {
        "who": who,
        "after": round(after["seconds"]),
        "before": round(before["seconds"]),
    }
