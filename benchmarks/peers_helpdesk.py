"""django-helpdesk beside us: the same letters as tickets in the same PostgreSQL, its pages asked in the same way.

Runs among the peers (see benchmarks/peers.py). Asked: {"url": of an empty or kept database, "cases": how many,
"postmaster": id of the server's process, "turns": how often each page is asked}; answers {page: cost}, or a
sentence in place of a cost where a page needed more than PATIENCE_SECONDS.
"""

from __future__ import annotations

import base64
import json
import sys
import warnings
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

from benchmarks.invented_letters import Letters
from benchmarks.page_cost import cost_of

PATIENCE_SECONDS = 60
APPS = "admin auth contenttypes sessions messages staticfiles sites humanize"
MIDDLEWARE = (
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
)
PROCESSORS = (
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
)
STATES = {"open": 1, "waiting": 2, "closed": 4}  # open, reopened, closed, by the peer's numbers
urlpatterns: list[Any] = []  # this module is the peer's table of addresses too


def main() -> None:
    """Read what is asked from standard input and write the costs to standard output."""
    warnings.simplefilter("ignore")  # the peer tells of its own dates without a zone
    asked = json.load(sys.stdin)
    set_up(asked["url"])
    fill(asked["cases"])
    answer: dict[str, Any] = {}
    for name, ask in pages():
        answer[name] = measured(ask, asked["postmaster"], asked["turns"])
        print(f"  django-helpdesk: {name} measured", file=sys.stderr, flush=True)
    json.dump(answer, sys.stdout)


def set_up(url: str) -> None:
    """Set Django up on a database with nothing but the peer in it, as its own installation guide says."""
    import django
    from django.conf import settings
    from psycopg.conninfo import conninfo_to_dict

    place = conninfo_to_dict(url)
    settings.configure(
        SECRET_KEY="of a measurement",
        ALLOWED_HOSTS=["testserver"],
        INSTALLED_APPS=[*(f"django.contrib.{name}" for name in APPS.split()), "rest_framework", "helpdesk"],
        MIDDLEWARE=list(MIDDLEWARE),
        ROOT_URLCONF=__name__,
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {"context_processors": list(PROCESSORS)},
            }
        ],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": place["dbname"],
                "USER": place["user"],
                "PASSWORD": place.get("password"),
                "HOST": place["host"],
                "PORT": place.get("port"),
                "CONN_MAX_AGE": None,
                "OPTIONS": {"options": f"-c statement_timeout={PATIENCE_SECONDS * 1000}"},
            }
        },
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        SITE_ID=1,
        STATIC_URL="/static/",
        USE_TZ=True,
        LOGIN_URL="/login/",
        HELPDESK_TEAMS_MODE_ENABLED=False,
    )
    django.setup()
    from django.core.management import call_command
    from django.urls import include, path

    call_command("migrate", verbosity=0)
    urlpatterns.append(path("", include("helpdesk.urls", namespace="helpdesk")))


def fill(cases: int) -> None:
    """Copy the tickets in, each with one follow-up where it is not open, unless they are kept from an earlier run."""
    from django.contrib.auth.models import User
    from django.db import connection
    from helpdesk.models import Queue, Ticket

    if Ticket.objects.exists():
        return
    agent = User.objects.create_superuser("tomas", "tomas@portlumen.example", "of a measurement")
    other = User.objects.create_user("noor", "noor@portlumen.example", is_staff=True)
    queues = [
        Queue.objects.create(title=name, slug=name.lower()) for name in ("Transit", "City hall", "Library")
    ]
    letters, now = Letters(cases), datetime.now(UTC)
    numbers = range(1, cases + 1)
    with connection.cursor() as cursor:
        with cursor.copy(
            "COPY helpdesk_ticket (id, title, queue_id, created, modified, submitter_email, assigned_to_id, status, "
            "on_hold, description, priority, secret_key) FROM STDIN"
        ) as copying:
            for number, text in letters.texts(numbers).items():
                opened = now - timedelta(seconds=30 * (cases - number))
                owner = agent.pk if number % 97 == 1 else other.pk
                copying.write_row(
                    (
                        number,
                        "About the fireworks night",
                        queues[number % 3].pk,
                        opened,
                        opened,
                        f"writer-{number}@lakemail.example",
                        owner,
                        STATES[letters.state(number)],
                        False,
                        text,
                        3,
                        f"{number:036d}",
                    )
                )
        with cursor.copy(
            "COPY helpdesk_followup (id, ticket_id, date, title, comment, public, user_id) FROM STDIN"
        ) as copying:
            for number in numbers:
                if letters.state(number) != "open":
                    at = now - timedelta(seconds=30 * (cases - number) - 3600)
                    copying.write_row((number, number, at, "Comment", "We are looking.", True, agent.pk))
        cursor.execute("ANALYZE")


def pages() -> Iterator[tuple[str, Callable[[int], Any]]]:
    """Yield each page's name and what asks for it."""
    from django.contrib.auth.models import User
    from django.test import Client
    from helpdesk.models import Ticket

    client = Client()
    client.force_login(User.objects.get(username="tomas"))  # type: ignore[arg-type]  # the peer's own user
    ids = list(Ticket.objects.filter(status=1).order_by("-id").values_list("id", flat=True)[:30])

    def data(search: str = "", states: tuple[int, ...] = (1, 2)) -> str:
        asked = {"filtering": {"status__in": states}, "sorting": "created", "search_string": search}
        query = base64.b64encode(json.dumps(asked).encode()).decode()
        return (
            f"/datatables_ticket_list/{query}?draw=1&start=0&length=25&order[0][column]=5&order[0][dir]=desc"
        )

    def get(address: str) -> Callable[[int], Any]:
        return lambda turn: client.get(address)

    yield "list, its rows", get(data())
    yield "case", lambda turn: client.get(f"/tickets/{ids[turn % len(ids)]}/")
    yield "search, in one of 50", get(data("wordfifty", (1, 2, 3, 4)))
    yield "dashboard", get("/dashboard/")


def measured(ask: Callable[[int], Any], postmaster: int, turns: int) -> Any:
    from django.db import OperationalError

    try:
        return asdict(cost_of(ask, postmaster, turns=turns, warm_up=1))
    except OperationalError:
        return f"not finished in {PATIENCE_SECONDS} s"


if __name__ == "__main__":
    main()
