"""In which states each page is drawn: full, empty, and after something went wrong.

A state is the name of a sample in `pages.PAGES`; BESIDE where a refusal is drawn into the full page, beside the
act that was refused; else a sentence says why the page has no such state.
"""

from __future__ import annotations

BESIDE = "the refusal is drawn beside its act"
ONLY_READ = "nothing can be refused here: it is only read; what cannot be shown is one of ui/errors"
ONLY_CHOSEN = "every choice is one of those shown, so that none can be wrong"
PAGE_OF_ITS_OWN = "what is refused is said on ui/errors/400, from which one goes back"
NEVER_EMPTY = "it stands for one thing, which is there or answers 404"

STATES: dict[str, tuple[str, str, str]] = {
    #                                full           empty               after an error
    "desk/asks.html": ("asks", "asks-empty", BESIDE),
    "desk/case.html": ("case-with-all", "case-bare", BESIDE),
    "desk/clocks.html": ("clocks", "clocks-empty", ONLY_READ),
    "desk/day.html": ("day", "day-empty", ONLY_READ),
    "desk/history.html": ("history", "history-empty", ONLY_READ),
    "desk/incident.html": ("incident", "incident-over", BESIDE),
    "desk/incidents.html": ("incidents", "incidents-empty", ONLY_READ),
    "desk/inbox.html": ("inbox", "inbox-empty", BESIDE),
    "desk/letters.html": ("letters", "letters-empty", PAGE_OF_ITS_OWN),
    "desk/macros.html": ("macros", "macros-empty", BESIDE),
    "desk/more.html": ("more", "more-closed", BESIDE),
    "desk/news.html": ("news", "news-empty", BESIDE),
    "desk/on_behalf.html": ("on-behalf", "on-behalf-new", "on-behalf-refused"),
    "desk/person.html": ("person-several", "person-empty", "person-refused"),
    "desk/promise_calendar.html": ("calendar", "calendar-empty", ONLY_READ),
    "desk/promises.html": ("promises", "promises-empty", BESIDE),
    "desk/quarantine.html": ("quarantine", "quarantine-empty", BESIDE),
    "office/begin.html": ("begin", NEVER_EMPTY, "begin-refused"),
    "office/figures.html": ("figures", "figures-empty", ONLY_READ),
    "office/flow.html": ("flow-trapped", NEVER_EMPTY, "flow-mistaken"),
    "office/page.html": ("office", "office-empty", "office-refused"),
    "office/parked.html": ("parked", "parked-empty", BESIDE),
    "office/team.html": ("team", "team-empty", ONLY_READ),
    "publicsite/case.html": ("customer", "customer-unproved", "customer-refused"),
    "publicsite/chat.html": ("chat", "chat-closed", ONLY_READ),
    "publicsite/flows.html": ("machines", "machines-empty", ONLY_READ),
    "publicsite/form.html": ("form", NEVER_EMPTY, "form-errors"),
    "publicsite/home.html": ("home", NEVER_EMPTY, ONLY_READ),
    "publicsite/link_closed.html": ("link-closed", NEVER_EMPTY, ONLY_READ),
    "publicsite/own.html": ("own-list", "own-empty", "own-wrong"),
    "publicsite/reading.html": ("reading", NEVER_EMPTY, ONLY_CHOSEN),
    "publicsite/sent.html": ("sent", NEVER_EMPTY, ONLY_READ),
    "publicsite/unsubscribe.html": ("unsubscribe", "unsubscribe-ended", ONLY_READ),
}
