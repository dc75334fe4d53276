"""A case's checklist: what is to be done, and what is done."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from presszero.cases.errors import WordsMissing
from presszero.cases.line_words import keep_words
from presszero.cases.locking import locked_case
from presszero.cases.models import Case, Step
from presszero.ground.actors import Actor
from presszero.ground.models import RecordLine
from presszero.ground.record import record
from presszero.pure.errors import BadInput, NotFoundHere

LONGEST_STEP = 200
MOST_STEPS = 50


def add_steps(*, case_id: int, words: str, by: Actor, at: datetime) -> Case:
    """Add steps to a case's checklist, one a line. Raises NoSuchCase, CaseMerged, BadInput. Records step.added."""
    lines = [line.strip().removeprefix("- ").strip() for line in words.splitlines() if line.strip(" -")]
    if not lines:
        raise WordsMissing(_("Write what is to be done, one step a line."), "words")
    if longest := max((line for line in lines if len(line) > LONGEST_STEP), default=""):
        raise BadInput(
            _("A step has at most %(most)s letters, and one has %(n)s; cut it in two.")
            % {"most": LONGEST_STEP, "n": len(longest)},
            "words",
        )
    with transaction.atomic():
        case = locked_case(case_id=case_id, by=by)
        if case.steps.count() + len(lines) > MOST_STEPS:
            raise BadInput(_("A checklist has at most %(most)s steps.") % {"most": MOST_STEPS}, "words")
        last = case.steps.aggregate(last=Max("order"))["last"] or 0
        for order, line in enumerate(lines, last + 1):
            step = Step.objects.create(case=case, what=line, order=order)
            record("step.added", about=step, by=by, at=at, case_id=case.pk, team_id=case.team_id)
    return case


def tick_step(*, step_id: int, done: bool, by: Actor, at: datetime) -> Step:
    """Say that a step is done, or not done after all. Raises NotFoundHere. Records step.done or step.undone."""
    with transaction.atomic():
        step = _locked_step(step_id, by)
        if (step.done_at is not None) == done:
            return step
        step.done_at, step.done_by_id = (at, by.known_id) if done else (None, None)
        step.save(update_fields=["done_at", "done_by"])
        if done:
            _record_step("step.done", step, by, at)
        else:
            _record_step("step.undone", step, by, at)
    return step


def remove_step(*, step_id: int, by: Actor, at: datetime) -> Case:
    """Take a step off the list. Raises NotFoundHere. Records step.removed."""
    with transaction.atomic():
        step = _locked_step(step_id, by)
        keep_words(_record_step("step.removed", step, by, at), old=step.what)
        step.delete()
    return step.case


def _locked_step(step_id: int, by: Actor) -> Step:
    seen = Step.objects.filter(pk=step_id, case__in=Case.objects.visible_to(by))
    case_id = seen.values_list("case_id", flat=True).first()
    if case_id is None:
        raise NotFoundHere(_("That step is not on the list any more. Open the case again."))
    locked_case(case_id=case_id, by=by)
    step = Step.objects.select_related("case").filter(pk=step_id).first()
    if step is None:
        raise NotFoundHere(_("That step is not on the list any more. Open the case again."))
    return step


def _record_step(kind: str, step: Step, by: Actor, at: datetime) -> RecordLine:
    return record(kind, about=step, by=by, at=at, case_id=step.case_id, team_id=step.case.team_id)
