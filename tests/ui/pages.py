"""Every template, by a name for its situation: the template and a function that makes its context."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from tests.ui import (
    sample_chat,
    sample_flows,
    sample_lists,
    sample_office,
    sample_pages,
    sample_people,
    sample_refused,
    sample_sign_in,
    sample_together,
)

Context = Callable[[], dict[str, Any]]


def by_state() -> list[Any]:
    """Every page by name: one state of each template in every run, its other states in the long one."""
    met: set[str] = set()
    names: list[Any] = []
    for name, (template, _context) in PAGES.items():
        names.append(pytest.param(name, marks=pytest.mark.long) if template in met else name)
        met.add(template)
    return names


PAGES: dict[str, tuple[str, Context]] = {
    "case": ("desk/case.html", sample_pages.case_page),
    "case-bare": ("desk/case.html", sample_lists.bare_case),
    "case-with-all": ("desk/case.html", sample_together.case_with_all),
    "case-chat": ("desk/case.html", sample_chat.case_with_chat),
    "case-chat-waits": ("desk/case.html", partial(sample_chat.case_with_chat, mine=False)),
    "case-chat-over": ("desk/case.html", partial(sample_chat.case_with_chat, over=True)),
    "chat": ("publicsite/chat.html", partial(sample_chat.chat_page, open=True)),
    "chat-closed": ("publicsite/chat.html", partial(sample_chat.chat_page, open=False)),
    "incident": ("desk/incident.html", sample_together.incident_page),
    "incident-over": ("desk/incident.html", partial(sample_together.incident_page, empty=True)),
    "letters": ("desk/letters.html", sample_together.letters_page),
    "letters-empty": ("desk/letters.html", partial(sample_together.letters_page, empty=True)),
    "incidents": ("desk/incidents.html", sample_together.incidents_page),
    "incidents-empty": ("desk/incidents.html", partial(sample_together.incidents_page, empty=True)),
    "more": ("desk/more.html", sample_together.more_page),
    "more-closed": ("desk/more.html", partial(sample_together.more_page, closed=True)),
    "case-leaving": ("desk/case.html", sample_together.leaving_case),
    "macros": ("desk/macros.html", sample_together.macros_page),
    "macros-empty": ("desk/macros.html", partial(sample_together.macros_page, empty=True)),
    "on-behalf": ("desk/on_behalf.html", sample_together.on_behalf_page),
    "on-behalf-new": ("desk/on_behalf.html", sample_refused.new_on_behalf),
    "on-behalf-refused": ("desk/on_behalf.html", partial(sample_together.on_behalf_page, heard=False)),
    **{
        f"person{kind and '-'}{kind}": ("desk/person.html", partial(sample_people.person_page, kind))
        for kind in ("several", "", "coming", "parting", "found", "refused", "empty")
    },
    "news": ("desk/news.html", sample_together.news_page),
    "news-empty": ("desk/news.html", partial(sample_together.news_page, empty=True)),
    "history": ("desk/history.html", sample_together.history_page),
    "history-empty": ("desk/history.html", partial(sample_together.history_page, empty=True)),
    "inbox": ("desk/inbox.html", sample_lists.inbox_page),
    "inbox-empty": ("desk/inbox.html", partial(sample_lists.inbox_page, empty=True)),
    "found": ("desk/inbox.html", sample_lists.found_page),
    "found-nothing": ("desk/inbox.html", partial(sample_lists.found_page, empty=True)),
    "day": ("desk/day.html", sample_lists.day_page),
    "day-empty": ("desk/day.html", partial(sample_lists.day_page, empty=True)),
    "asks": ("desk/asks.html", sample_lists.asks_page),
    "asks-empty": ("desk/asks.html", partial(sample_lists.asks_page, empty=True)),
    "promises": ("desk/promises.html", sample_lists.promises_page),
    "promises-empty": ("desk/promises.html", partial(sample_lists.promises_page, empty=True)),
    "calendar": ("desk/promise_calendar.html", sample_lists.calendar_page),
    "calendar-month": ("desk/promise_calendar.html", partial(sample_lists.calendar_page, month=True)),
    "calendar-empty": ("desk/promise_calendar.html", partial(sample_lists.calendar_page, empty=True)),
    "quarantine": ("desk/quarantine.html", sample_lists.quarantine_page),
    "quarantine-empty": ("desk/quarantine.html", partial(sample_lists.quarantine_page, empty=True)),
    "parked": ("office/parked.html", sample_lists.parked_page),
    "parked-empty": ("office/parked.html", partial(sample_lists.parked_page, empty=True)),
    "team": ("office/team.html", sample_lists.team_page),
    "team-empty": ("office/team.html", partial(sample_lists.team_page, empty=True)),
    "clocks": ("desk/clocks.html", sample_lists.clocks_page),
    "clocks-empty": ("desk/clocks.html", partial(sample_lists.clocks_page, empty=True)),
    "office": ("office/page.html", sample_office.office_page),
    "office-empty": ("office/page.html", partial(sample_office.office_page, empty=True)),
    "office-refused": ("office/page.html", partial(sample_office.office_page, wrong=True)),
    **{
        f"flow-{situation or 'proved'}": ("office/flow.html", partial(sample_flows.flow_page, situation))
        for situation in ("", "trapped", "mistaken", "refused", "worse", "unknown", "read")
    },
    "machines": ("publicsite/flows.html", sample_flows.flows_page),
    "machines-empty": ("publicsite/flows.html", partial(sample_flows.flows_page, empty=True)),
    "figures": ("office/figures.html", sample_office.figures_page),
    "figures-empty": ("office/figures.html", partial(sample_office.figures_page, empty=True)),
    "begin": ("office/begin.html", sample_office.begin_page),
    "begin-refused": ("office/begin.html", partial(sample_office.begin_page, wrong=True)),
    "customer": ("publicsite/case.html", sample_pages.customer_page),
    "customer-refused": ("publicsite/case.html", sample_refused.refused_customer),
    "customer-unproved": ("publicsite/case.html", sample_lists.unproved_customer),
    **{
        f"own-{kind}": ("publicsite/own.html", partial(sample_lists.own_page, kind))
        for kind in ("ask", "wrong", "asked", "open", "list", "empty")
    },
    "reading": ("publicsite/reading.html", sample_lists.reading_page),
    "reading-kept": ("publicsite/reading.html", partial(sample_lists.reading_page, kept=True)),
    "unsubscribe": ("publicsite/unsubscribe.html", sample_lists.unsubscribe_page),
    "unsubscribe-ended": ("publicsite/unsubscribe.html", partial(sample_lists.unsubscribe_page, ended=True)),
    "form": ("publicsite/form.html", sample_lists.form_page),
    "form-errors": ("publicsite/form.html", partial(sample_lists.form_page, errors=True)),
    "sent": ("publicsite/sent.html", sample_lists.sent_page),
    "link-closed": ("publicsite/link_closed.html", sample_lists.closed_page),
    "home": ("publicsite/home.html", sample_lists.home_page),
    "doors": ("demo/doors.html", sample_lists.doors_page),
    "post-office": ("demo/post_office.html", sample_lists.post_office_page),
    "post-office-empty": ("demo/post_office.html", partial(sample_lists.post_office_page, empty=True)),
    "sign-in": ("account/login.html", sample_lists.sign_in_page),
    "sign-in-refused": ("account/login.html", partial(sample_lists.sign_in_page, refused=True)),
    "invitation": ("account/invitation.html", sample_lists.invitation_page),
    "invitation-refused": ("account/invitation.html", partial(sample_lists.invitation_page, refused=True)),
    "factor": ("mfa/authenticate.html", sample_sign_in.code_page),
    "factor-refused": ("mfa/authenticate.html", partial(sample_sign_in.code_page, refused=True)),
    "factor-app": ("mfa/totp/activate_form.html", sample_sign_in.code_page),
    "factor-app-refused": ("mfa/totp/activate_form.html", partial(sample_sign_in.code_page, refused=True)),
    "factor-passkey": ("mfa/webauthn/add_form.html", sample_sign_in.code_page),
    "factor-passkey-refused": (
        "mfa/webauthn/add_form.html",
        partial(sample_sign_in.code_page, refused=True),
    ),
    "factor-codes": ("account/recovery_codes.html", sample_sign_in.codes_page),
    "factor-codes-new": ("mfa/recovery_codes/generate.html", sample_sign_in.code_page),
    "again-code": ("mfa/reauthenticate.html", partial(sample_sign_in.code_page, refused=True)),
    "again-passkey": ("mfa/webauthn/reauthenticate.html", sample_sign_in.code_page),
    "single-sign-on-left": ("socialaccount/login_cancelled.html", dict),
    "single-sign-on-failed": ("socialaccount/authentication_error.html", dict),
    "sign-out": ("account/logout.html", sample_lists.sign_out_page),
    **{
        f"error-{status}": (f"ui/errors/{status}.html", sample_lists.error_page)
        for status in (400, 403, 404, 409, 500, 503)
    },
    "refused-at-work": ("ui/errors/404.html", partial(sample_lists.error_page, at_work=True)),
}
