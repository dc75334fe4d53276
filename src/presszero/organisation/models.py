"""The organisation: who works here, in which teams, on which topics, at which hours."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from presszero.ground.actors import Actor


class Organisation(models.Model):
    """The one organisation this installation serves."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    name = models.CharField(max_length=120)
    reference_prefix = models.CharField(max_length=6, default="PZ")
    time_zone = models.CharField(max_length=64, default="UTC")
    language = models.CharField(max_length=8, default="en")
    phone = models.CharField(max_length=32, blank=True, default="")

    class Meta:
        constraints = [models.CheckConstraint(name="one_organisation", condition=models.Q(id=1))]

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    AGENT = "agent", _("Agent")
    LEAD = "lead", _("Team lead")
    PLANNER = "planner", _("Planner")
    LEADER = "leader", _("Leader")
    OPERATOR = "operator", _("Operator")


class Presence(models.TextChoices):
    HERE = "here", _("Available")
    BUSY = "busy", _("Busy")
    AWAY = "away", _("Away")


class WorkerManager(BaseUserManager["Worker"]):
    def create_user(self, email: str, password: str | None = None, **facts: Any) -> Worker:
        worker = self.model(email=self.normalize_email(email).lower(), **facts)
        worker.set_password(password)
        worker.save()
        return worker

    def get_by_natural_key(self, username: str | None) -> Worker:
        return self.get(email=(username or "").lower())


class Worker(AbstractBaseUser):
    """A person or a bot who serves: same skills, same review card."""

    class Kind(models.TextChoices):
        PERSON = "person"
        BOT = "bot"

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.PERSON)
    role = models.CharField(max_length=12, choices=Role, default=Role.AGENT)
    presence = models.CharField(max_length=8, choices=Presence, default=Presence.AWAY)
    title = models.CharField(max_length=80, blank=True, default="")
    language = models.CharField(max_length=8, default="en")
    single_keys = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = WorkerManager()

    def __str__(self) -> str:
        return self.name

    @property
    def actor(self) -> Actor:
        return Actor("worker", self.pk)

    @property
    def initials(self) -> str:
        words = [word for word in self.name.split() if word[0].isalpha()]
        return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


class Team(models.Model):
    """People who answer for the same topics, with a lead, hours and a time to answer in."""

    name = models.CharField(max_length=80, unique=True)
    mail_name = models.CharField(max_length=80, unique=True, help_text=_("The part before @ of its address."))
    answer_within_hours = models.PositiveSmallIntegerField(default=8)
    opens_at = models.TimeField(default="08:00")
    closes_at = models.TimeField(default="20:00")
    open_weekdays = models.CharField(max_length=7, default="0123456", help_text=_("0 is Monday."))
    members = models.ManyToManyField(Worker, through="Membership", related_name="teams")

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="memberships")
    worker = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="memberships")
    leads = models.BooleanField(default=False)
    lead_order = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "worker"], name="member_once")]

    def __str__(self) -> str:
        return f"{self.worker} in {self.team}"


class Topic(models.Model):
    """What a case is about. words decide, in any served language, when one of them is written."""

    name = models.CharField(max_length=80, unique=True)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="topics")
    words = models.JSONField(default=list)
    order = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class AccessToken(models.Model):
    """A key to the API for one worker; only its hash is kept."""

    worker = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="access_tokens")
    name = models.CharField(max_length=80)
    hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
