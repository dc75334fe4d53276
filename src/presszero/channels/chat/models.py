"""Chats, what was said in them, and the sites that may show the widget."""

from __future__ import annotations

from django.db import models

from presszero.cases.models import Contact
from presszero.flows.models import Run
from presszero.organisation.models import Team, Worker


class ChatSite(models.Model):
    """A site whose pages may show the widget. origin: scheme, host and port, as browsers send it."""

    origin = models.CharField(max_length=260, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.origin


class Chat(models.Model):
    """One conversation in writing. Only hashes of its secrets are kept.

    hash: of the secret that opens it. browser_hash: of the cookie its browser was given; once that came back the chat is
    bound, and opens with it only. A browser that takes no cookies from other sites never binds it.
    origin: the site it began on, "" for our own. visitor: a digest of where it came from, for the limit alone.
    contact: its transcript, once a person was asked for. worker: who of us is in it now.
    asked_at, asked_team: when a person was asked for, and whose; joined_at: when the first came; ended_at: when it was
    left or over for the last time. What was waited is read from these long after the words are erased.
    """

    class State(models.TextChoices):
        MACHINE = "machine"
        WAITING = "waiting"
        PERSON = "person"
        LEFT = "left"
        OVER = "over"

    hash = models.CharField(max_length=64, unique=True)
    browser_hash = models.CharField(max_length=64, blank=True, default="")
    bound = models.BooleanField(default=False)
    origin = models.CharField(max_length=260, blank=True, default="")
    visitor = models.CharField(max_length=64, blank=True, default="")
    run = models.OneToOneField(Run, on_delete=models.PROTECT, related_name="chat")
    contact = models.OneToOneField(Contact, on_delete=models.SET_NULL, null=True, related_name="chat")
    worker = models.ForeignKey(Worker, on_delete=models.SET_NULL, null=True, related_name="chats")
    state = models.CharField(max_length=8, choices=State, default=State.MACHINE)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    typing_at = models.DateTimeField(null=True)
    last_number = models.PositiveIntegerField(default=0)
    asked_team = models.ForeignKey(Team, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(null=True)
    joined_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["visitor", "-began_at"], name="chat_of_visitor"),
            models.Index(fields=["asked_at"], name="chat_asked", condition=models.Q(asked_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"chat {self.pk} {self.state}"

    @property
    def is_over(self) -> bool:
        return self.state == self.State.OVER


class Turn(models.Model):
    """One thing said. number: its place in the chat. key: the customer's browser's own number for it, so that it counts once.

    text: what everybody reads; "" is a silence that only the flow heard. options: what may be pressed, [key, words].
    """

    class Who(models.TextChoices):
        CUSTOMER = "customer"
        MACHINE = "machine"
        PERSON = "person"
        HOUSE = "house"

    chat = models.ForeignKey(Chat, on_delete=models.CASCADE, related_name="turns")
    number = models.PositiveIntegerField()
    who = models.CharField(max_length=8, choices=Who)
    worker = models.ForeignKey(Worker, on_delete=models.SET_NULL, null=True, related_name="+")
    text = models.TextField(blank=True, default="")
    options = models.JSONField(default=list)
    key = models.CharField(max_length=64, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["chat", "number"], name="turn_number_once"),
            models.UniqueConstraint(
                fields=["chat", "key"], condition=~models.Q(key=""), name="turn_counts_once"
            ),
        ]

    def __str__(self) -> str:
        return f"turn {self.number} of {self.chat_id}"
