"""How fast the desk answers at many cases: server time of the inbox, its search, a case, and a draft check.

    ./dev bench desk [cases, 10000 when not given]

The cases are copied in as rows (letters, points, promises, earlier replies) on a fresh server; the pages are
asked through Django in this process, so that no network is in the figure. Prints the median, the 95th
percentile, the processor time of this process alone (what a busy machine does not change) and the number of
queries of each page.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any

from benchmarks.invented_letters import COMMON, SEED
from benchmarks.town import fresh_town

TURNS = 60


def main(cases: int = 10_000) -> None:
    """Fill a town and print what each page of the desk takes."""
    with fresh_town():
        from tests.cast import given_town

        town = given_town()
        began = time.perf_counter()
        Rows(town, cases).copy_in()
        print(f"{cases:,} cases copied in {time.perf_counter() - began:.1f} s")
        for name, ask in pages(town, cases):
            report(name, ask)


def pages(town: Any, cases: int) -> Iterator[tuple[str, Callable[[int], Any]]]:
    """Yield each page's name and what asks for it; the turn varies what is asked."""
    from django.test import Client

    from presszero.cases.models import Case

    client = Client(SERVER_NAME="localhost", headers={"HX-Request": "true"})
    client.force_login(town.tomas, backend="allauth.account.auth_backends.AuthenticationBackend")
    transit = Case.objects.filter(team=town.transit, state="open")
    ids = list(transit.order_by("-id").values_list("id", flat=True)[:TURNS])
    reference = transit.values_list("reference", flat=True).first()

    def get(address: str) -> Callable[[int], Any]:
        return lambda turn: client.get(address)

    yield "inbox, mine", get("/desk/?view=mine")
    yield "inbox, team", get("/desk/?view=team")
    yield "inbox, closed", get("/desk/?view=closed")
    yield "search, a common word", get("/desk/?view=team&q=umbrella")
    yield "search, a word nobody wrote", get("/desk/?view=team&q=zeppelin")
    yield "search, a reference", get(f"/desk/?view=team&q={reference}")
    yield "promises", get("/desk/promises/")
    yield "case page", lambda turn: client.get(f"/desk/cases/{ids[turn % len(ids)]}/")
    yield (
        "draft saved and checked",
        lambda turn: client.post(f"/desk/cases/{ids[0]}/draft/", {"body": reply(turn)}),
    )
    yield "draft check after a colleague sent", lambda turn: _sent_then_checked(client, town, ids, turn)


def _sent_then_checked(client: Any, town: Any, ids: Sequence[int], turn: int) -> Any:
    from presszero.cases.models import Case
    from presszero.replies.sending import _keep_reply

    case = Case.objects.get(pk=ids[1])
    _keep_reply(case, reply(turn + 1000), town.tomas.actor, case.opened_at, f"sent-{turn}@portlumen.example")
    began = time.perf_counter()
    answer = client.post(f"/desk/cases/{ids[0]}/draft/", {"body": reply(turn)})
    answer.seconds = time.perf_counter() - began
    return answer


def report(name: str, ask: Callable[[int], Any]) -> None:
    """Ask TURNS times, the first two not counted, and print one line."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    spans: list[float] = []
    worked: list[float] = []
    turns = TURNS if "colleague" not in name else 8
    for turn in range(turns + 2):
        began, cpu = time.perf_counter(), time.process_time()
        answer = ask(turn)
        worked.append(time.process_time() - cpu)
        spans.append(getattr(answer, "seconds", time.perf_counter() - began))
        if answer.status_code != 200:
            raise SystemExit(f"{name} answered {answer.status_code}: {answer.content[:300]!r}")
    with CaptureQueriesContext(connection) as asked:
        ask(turns + 2)
    spans = sorted(spans[2:])
    p95 = spans[min(len(spans) - 1, round(0.95 * len(spans)))]
    print(
        f"{name:>36}: median {1000 * statistics.median(spans):7.1f} ms   p95 {1000 * p95:7.1f} ms   "
        f"own CPU {1000 * statistics.median(worked[2:]):6.1f} ms   {len(asked):3d} queries   {len(answer.content) / 1000:6.1f} kB"
    )


def reply(turn: int) -> str:
    """Return a reply of ten sentences, another one for each turn."""
    chance = random.Random(turn)
    return "Dear customer,\n\n" + " ".join(sentence(chance) for _ in range(10))


def sentence(chance: random.Random) -> str:
    words = [chance.choice(COMMON) for _ in range(chance.randint(8, 16))]
    return f"The {' '.join(words)}."


class Rows:
    """A town's rows, made from a seed and copied in. One letter, three points, one promise a case; most answered."""

    def __init__(self, town: Any, cases: int) -> None:
        from django.db import connection

        from presszero.ground import clock

        self.town, self.cases, self.now = town, cases, clock.now()
        self.chance = random.Random(SEED)
        self.connection = connection
        self.teams = [town.transit, town.transit, town.library]

    def copy_in(self) -> None:
        from presszero.cases.models import Case, Contact, Point, Promise
        from presszero.customers.models import Address, Customer

        opened = [self.now - timedelta(minutes=11 * n) for n in range(self.cases)]
        states = [self.chance.choices(("closed", "open", "waiting"), (70, 20, 10))[0] for _ in opened]
        every = range(1, self.cases + 1)
        self.copy(
            Customer, (Customer(pk=n, name=f"Writer {n}", language="en", since=opened[n - 1]) for n in every)
        )
        self.copy(
            Address, (Address(pk=n, customer_id=n, value=f"writer-{n}@lakemail.example") for n in every)
        )
        self.copy(Case, (self.case(n, opened[n - 1], states[n - 1]) for n in every))
        self.copy(Contact, (self.letter(n, opened[n - 1]) for n in every))
        answered = [n for n in every if states[n - 1] != "open"]
        self.copy(Contact, (self.answer(n, opened[n - 1]) for n in answered))
        self.copy(Point, (self.point(n, part, states[n - 1]) for n in every for part in range(3)))
        self.copy(Promise, (self.promise(n, opened[n - 1], states[n - 1]) for n in every))
        with self.connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def copy(self, model: Any, rows: Iterable[Any]) -> None:
        """Copy rows in as they stand, and set the table's sequence behind them."""
        fields = [field for field in model._meta.concrete_fields]
        columns, table = ", ".join(f'"{field.column}"' for field in fields), model._meta.db_table
        with self.connection.cursor() as cursor:
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copying:
                for row in rows:
                    copying.write_row(
                        [
                            field.get_db_prep_save(getattr(row, field.attname), self.connection)
                            for field in fields
                        ]
                    )
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
            )

    def case(self, number: int, opened: Any, state: str) -> Any:
        from presszero.cases.models import Case

        team = self.teams[number % 3]
        mine = state != "closed" and number % 7 == 0
        return Case(
            pk=number,
            reference=f"PL-{100_000 + number}",
            title=sentence(self.chance)[:200],
            customer_id=number,
            team=team,
            owner=self.town.tomas if mine and team == self.town.transit else self.town.noor,
            owner_why="lead-on-duty",
            owner_since=opened,
            state=state,
            language="en",
            opened_at=opened,
            moved_at=opened,
            answer_due_at=opened + timedelta(hours=8) if state == "open" else None,
        )

    def letter(self, number: int, opened: Any) -> Any:
        from presszero.cases.models import Contact

        return Contact(
            pk=number,
            case_id=number,
            direction="in",
            channel="email",
            at=opened,
            name=f"Writer {number}",
            address=f"writer-{number}@lakemail.example",
            text=" ".join(sentence(self.chance) for _ in range(12)),
            language="en",
            message_id=f"{number}@lakemail.example",
            confirmed_ours=True,
        )

    def answer(self, number: int, opened: Any) -> Any:
        from presszero.cases.models import Contact

        return Contact(
            pk=self.cases + number,
            case_id=number,
            direction="out",
            kind="reply",
            channel="email",
            at=opened + timedelta(hours=5),
            author=self.town.tomas,
            name="Tomas Vell",
            text=reply(number),
            language="en",
            message_id=f"{number}@portlumen.example",
        )

    def point(self, number: int, part: int, state: str) -> Any:
        from presszero.cases.models import Point

        return Point(
            pk=3 * number + part - 2,
            case_id=number,
            contact_id=number,
            number=part + 1,
            kind="question",
            start=40 * part,
            end=40 * part + 30,
            text=sentence(self.chance)[:60],
            ask=sentence(self.chance)[:60],
            state="open" if state == "open" else "answered",
        )

    def promise(self, number: int, opened: Any, state: str) -> Any:
        from presszero.cases.models import Promise

        return Promise(
            pk=number,
            case_id=number,
            kind="answer",
            what="answer",
            owner=self.town.noor,
            due_at=opened + timedelta(hours=8),
            made_at=opened,
            state="due" if state == "open" else "kept",
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
