"""The shapes of what stands beside a case: the list of its acts, its story, and what a colleague is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from types import SimpleNamespace as Shape

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from presszero.cases.history import Happened
from presszero.cases.models import Case, Contact, News
from presszero.cases.news import COUNT_AT_MOST, Together
from presszero.cases.queries import CasePage
from presszero.desk.incident_shape import choices
from presszero.organisation.models import Team, Worker
from presszero.organisation.permissions import may
from presszero.organisation.queries import by_name, team_ids_of, the_organisation
from presszero.pure.words import name_key
from presszero.replies.macros import FilledMacro
from presszero.ui import times

ACTS = [
    "ask",
    "depart",
    "follow",
    "unfollow",
    "snooze",
    "wake",
    "tag",
    "untag",
    "topic",
    "urgency",
    "ask_team",
    "join_incident",
    "field",
    "steps",
    "link",
    "unlink",
    "merge",
    "split",
    "person",
    "history",
    "case",
]


def more_shape(page: CasePage, worker: Worker, now: datetime) -> Shape:
    """Return what desk/parts/more.html is filled from."""
    case, zone = page.case, the_organisation().time_zone
    return Shape(
        ref=case.reference,
        title=case.title,
        may_arrange=may(worker, "arrange cases") and not case.is_closed,
        may_send_later=may(worker, "answer cases") and not case.is_closed,
        leaves_value=times.form_value(times.next_day(now), zone),
        may_follow=may(worker, "follow cases"),
        may_press=may(worker, "arrange cases") and not case.is_closed and not case.pressing,
        worries=case.worries and not case.pressing,
        follows=worker.pk in [one.id for one in page.together.followers],
        snoozed=case.state == Case.State.SNOOZED,
        snooze_value=times.form_value(_proposed_waking(case, now), zone),
        tags=page.together.tags,
        teams=[Shape(id=one.pk, name=one.name) for one in by_name(Team.objects.exclude(pk=case.team_id))],
        incidents=choices(team_ids_of(worker.actor)),
        topics=[
            Shape(id=one.pk, name=one.name, current=one.pk == case.topic_id)
            for one in sorted(case.team.topics.all(), key=lambda topic: name_key(topic.name))
        ],
        fields=[
            Shape(
                id=one.field.pk,
                name=one.field.name,
                kind=one.field.kind,
                choices=one.field.choices,
                value=one.value,
                is_needed=one.is_needed,
            )
            for one in page.together.fields
        ],
        others=[
            Shape(ref=one.reference, title=one.title)
            for one in page.earlier
            if not one.is_closed and one.customer_id == case.customer_id
        ],
        points=[Shape(id=point.pk, number=point.number, ask=point.ask) for point in page.points],
        letters=_letters(page, zone),
        urls=Shape(**{name: reverse(f"desk:{name}", args=[case.pk]) for name in ACTS}),
    )


def _proposed_waking(case: Case, now: datetime) -> datetime:
    """Tomorrow at this hour, or half an hour before what the customer was told."""
    due = case.answer_due_at
    return min(times.next_day(now), due - timedelta(minutes=30)) if due else times.next_day(now)


def _letters(page: CasePage, zone: str) -> list[Shape]:
    incoming = [one for one in page.contacts if one.direction == Contact.Direction.IN]
    if len(incoming) < 2:
        return []
    return [
        Shape(id=one.pk, words=f"{one.name or one.address}, {times.full_words(one.at, zone)}")
        for one in incoming
    ]


class TogetherShape:
    """Builds what the parts head, beside, steps and notes show of the work of several."""

    def __init__(self, together: Together, case: Case, *, may_arrange: bool) -> None:
        self.together, self.case, self.may_arrange = together, case, may_arrange

    def fields(self) -> list[Shape]:
        said = {"yes": _("yes"), "no": _("no")}
        return [
            Shape(
                name=one.field.name,
                value=said.get(one.value, one.value) if one.field.kind == "yes_no" else one.value,
            )
            for one in self.together.fields
            if one.value
        ]

    def links(self) -> list[Shape]:
        return [
            Shape(
                id=one.case.pk,
                ref=one.case.reference,
                title=one.case.title,
                url=reverse("desk:case", args=[one.case.pk]),
                words=one.words,
                state_words=one.case.get_state_display(),
                url_unlink=reverse("desk:unlink", args=[self.case.pk]) if self.may_arrange else "",
            )
            for one in self.together.links
        ]

    def steps(self) -> list[Shape]:
        return [
            Shape(
                id=step.id,
                what=step.what,
                done=step.done_at is not None,
                who=step.who,
                url_tick=reverse("desk:step_tick", args=[step.id]) if self.may_arrange else "",
                url_off=reverse("desk:step_off", args=[step.id]) if self.may_arrange else "",
            )
            for step in self.together.steps
        ]

    def followers(self) -> str:
        names = [worker.name for worker in self.together.followers]
        if not names:
            return ""
        return ngettext("Also followed by %(names)s", "Also followed by %(names)s", len(names)) % {
            "names": ", ".join(names)
        }


def history_shape(case: Case, happened: Sequence[Happened]) -> Shape:
    """Return what desk/history.html is filled from: the days, the newest first, each with its lines."""
    zone = the_organisation().time_zone
    days: dict[str, list[Shape]] = {}
    for one in happened:
        time = times.local(one.at, zone).strftime("%H:%M")
        line = Shape(time=time, iso=one.at.isoformat(), words=one.words, of=one.case_reference)
        days.setdefault(times.day_words(one.at, zone), []).append(line)
    return Shape(
        ref=case.reference,
        title=case.title,
        url=reverse("desk:case", args=[case.pk]),
        days=[Shape(name=name, lines=lines) for name, lines in days.items()],
    )


def news_words(news: News) -> str:
    """Return one thing a colleague is told, as a sentence."""
    who = news.by.name if news.by else news.case.customer.name or _("The customer")
    return {
        News.Why.MENTIONED: _("%(who)s names you in a note on %(case)s."),
        News.Why.RULE: _("A rule tells you of %(case)s."),
        News.Why.GIVEN: _("%(who)s handed %(case)s over to you."),
        News.Why.WROTE: _("%(who)s wrote on %(case)s, which you follow."),
        News.Why.ANSWERED: _("%(who)s answered %(case)s, which you follow."),
        News.Why.CLOSED: _("%(who)s closed %(case)s, which you follow."),
        News.Why.HELD: _("The reply on %(case)s did not leave; a note says why."),
        News.Why.OUTSIDE: _("What you asked on %(case)s has an answer."),
        News.Why.PROMISE: _("A promise on %(case)s falls due soon."),
        News.Why.LATE: _("A promise on %(case)s has passed its time."),
        News.Why.CLOCK: _("A clock of %(case)s runs out soon."),
        News.Why.RAN_OUT: _("A clock of %(case)s ran out."),
        News.Why.TURN: _("It is your turn: %(case)s is yours."),
        News.Why.ESCALATED: _("%(case)s went to you, who lead on duty."),
        News.Why.LEFT: _(
            "Who had %(case)s answers your team’s cases no more; you answer for it until somebody takes it."
        ),
        News.Why.RETURNED: _("Nobody acted on %(case)s; it waits in its line again, and you answer for it."),
    }[News.Why(news.why)] % {"who": who, "case": news.case.reference}


def news_shape(newest: News | None, count: int) -> Shape:
    """Return what desk/parts/news.html is filled from."""
    return Shape(
        count=f"{COUNT_AT_MOST}+" if count > COUNT_AT_MOST else str(count) if count else "",
        words=news_words(newest) if newest else "",
        url=reverse("desk:case", args=[newest.case_id]) if newest else "",
        id=newest.pk if newest else 0,
    )


def macros_shape(case: Case, macros: Sequence[FilledMacro]) -> Shape:
    """Return what desk/parts/macros.html is filled from."""
    return Shape(
        ref=case.reference,
        title=case.title,
        url=reverse("desk:case", args=[case.pk]),
        rows=[
            Shape(
                id=one.macro.pk,
                name=one.macro.name,
                shortcut=one.macro.shortcut,
                text=one.text,
                url=reverse("desk:macro", args=[case.pk, one.macro.pk]),
            )
            for one in macros
        ],
    )


def news_page_shape(news: Sequence[News], mentions_only: bool, now: datetime) -> Shape:
    """Return what desk/news.html is filled from."""
    zone, here = the_organisation().time_zone, reverse("desk:news_unseen")
    return Shape(
        views=[
            Shape(name=_("All"), url=here, current=not mentions_only),
            Shape(name=_("Mentions"), url=f"{here}?mentions=1", current=mentions_only),
        ],
        rows=[
            Shape(
                words=news_words(one),
                note=one.note.text if one.note else "",
                title=one.case.title,
                url=reverse("desk:case", args=[one.case_id]),
                when=times.clock_words(one.at, now, zone),
                iso=one.at.isoformat(),
                is_new=one.seen_at is None,
            )
            for one in news
        ],
        url_seen=reverse("desk:all_seen") if any(one.seen_at is None for one in news) else "",
    )
