"""A customer at the widget, for the tests: what they write, and what they read back."""

from __future__ import annotations

from datetime import datetime
from itertools import count

from tests.cast import MORNING, worker

from presszero.channels.chat.models import Chat
from presszero.channels.chat.opening import Visitor, begin_chat, turns_after
from presszero.channels.chat.saying import say
from presszero.demo.machines import TEXTS
from presszero.flows.actions import make_flow, publish_version, save_version
from presszero.flows.models import Flow
from presszero.ground.tokens import new_token
from presszero.organisation.models import Team, Worker

_keys = count(1)


def publish_chat(*, at: datetime) -> None:
    """Let the town answer by chat, unless it does."""
    if Flow.objects.filter(purpose="chat").exists():
        return
    lead, team = worker("Noor Halvane"), Team.objects.get(name="Transit")
    flow = make_flow(name="town-chat", purpose="chat", team_id=team.pk, by=lead.actor, at=at)
    text = (TEXTS / "town-chat.yaml").read_text(encoding="utf-8")
    version = save_version(flow_id=flow.pk, text=text, by=lead.actor, at=at)
    publish_version(version_id=version.pk, by=lead.actor, at=at)


class Customer:
    """Somebody who writes to the town by chat. read(): what they have not read yet, as "who: words"."""

    def __init__(self, *, language: str = "en", at: datetime = MORNING, browser: str = "") -> None:
        publish_chat(at=at)
        self.token, self.at, self._read = new_token(), at, 0
        self.chat = begin_chat(visitor=Visitor(self.token, browser), language=language, at=at)

    def writes(self, *words: str) -> list[str]:
        """Write each of these; return what the town said to the last."""
        for one in words:
            self.read()
            self.chat = say(token=self.token, words=one, key=f"k{next(_keys)}", at=self.at)
        return self.read()

    def read(self) -> list[str]:
        self.chat = Chat.objects.select_related("contact__case", "worker").get(pk=self.chat.pk)
        turns = turns_after(self.chat, self._read)
        self._read = self.chat.last_number
        return [f"{turn.who}: {turn.text}" for turn in turns if turn.who != "customer"]


def nobody_is_here() -> None:
    Worker.objects.update(presence="away")
