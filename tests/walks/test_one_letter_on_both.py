"""One letter through a whole installation on each database: in by SMTP, acknowledged, on the desk, answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from letters import MAREN, maren_writes
from playwright.sync_api import Page, expect
from tests.certificates import make_certificate
from tests.cluster import RUN, drop_database, make_database
from town import Relay, Town, wait_for

pytestmark = pytest.mark.walk
PASSWORD = "a-word-for-the-relay"


@pytest.fixture
def foreign_database(foreign_url: str) -> Iterator[str]:
    name = f"{RUN}_one_letter"
    yield make_database(foreign_url, name)
    drop_database(foreign_url, name)


@pytest.fixture(params=["fresh_database", "foreign_database"], ids=["the run's, all sealed", "foreign"])
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Town]:
    """Beside the two databases two ways of mail: in the open, and sealed with a sign-in at the relay."""
    relay, more = sealed(tmp_path) if request.param == "fresh_database" else (Relay(), {})
    relay.start()
    town = Town(request.getfixturevalue(request.param), tmp_path / "home", relay, more)
    try:
        town.start()
        yield town
    finally:
        town.stop()


def sealed(folder: Path) -> tuple[Relay, dict[str, str]]:
    """Return a relay that wants a seal and a sign-in, and the settings of a town that has both."""
    certificate = make_certificate(folder / "one-for-both.pem")
    password = folder / "password"
    password.write_text(f"{PASSWORD}\n")
    more = {
        "PRESSZERO_RELAY_USER": "port-lumen",
        "PRESSZERO_RELAY_PASSWORD_FILE": str(password),
        "PRESSZERO_RELAY_CA": str(certificate),
        "PRESSZERO_SMTP_CERTIFICATE": str(certificate),
    }
    return Relay(certificate=certificate, sign_in=("port-lumen", PASSWORD)), more


def test_letter_is_acknowledged_and_stands_on_the_desk(town: Town, visit: Callable[..., Page]) -> None:
    town.post(maren_writes(), sender=MAREN)
    acknowledgement = wait_for("the acknowledgement", lambda: next(iter(town.relay.to(MAREN)), None))
    assert "Noor Halvane answers for it" in acknowledgement.get_body(("plain",)).get_content()
    page = visit("/demo/")
    page.get_by_role("button", name="Step in Tomas Vell").click()
    page.wait_for_url("**/desk/**")
    page.goto(f"{town.url}/desk/?view=team&q=MÁREN+oduya")
    page.get_by_role("link", name="Maren Oduya").click()
    expect(page.locator(".ledger > li")).to_have_count(3)
    whole = town.rows("SELECT count(*) = max(position) FROM ground_record WHERE position IS NOT NULL")
    assert whole == [(True,)]
    assert town.log_holds([PASSWORD]) == []
