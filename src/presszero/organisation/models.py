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
    person_first = models.BooleanField(default=False)  # flows begin by asking: a person, or the machine?
    second_factor_roles = models.JSONField(default=list)  # who signs in with a second factor

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
    languages = models.JSONField(default=list)  # codes they answer in; none named: their own
    open_limit = models.PositiveSmallIntegerField(null=True, help_text=_("None: as the team says."))
    single_keys = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)
    # Their role asks for a second factor and they have none: each page asks for it, so it is kept here.
    factor_due = models.BooleanField(default=False)
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
    next_within_hours = models.PositiveSmallIntegerField(null=True, help_text=_("None: as the first answer."))
    settle_within_hours = models.PositiveSmallIntegerField(null=True)
    warn_before_hours = models.PositiveSmallIntegerField(default=2)
    promise_warn_hours = models.PositiveSmallIntegerField(
        default=2, help_text=_("Hours of the day, open or not: a promise is the customer’s time.")
    )
    escalates = models.BooleanField(default=False)
    gives_turns = models.BooleanField(default=False)  # else the line waits until somebody takes
    open_limit = models.PositiveSmallIntegerField(default=12)
    act_within_hours = models.PositiveSmallIntegerField(null=True)  # None: nothing goes back to the line
    sender_name = models.CharField(max_length=80, blank=True, default="")  # none: the organisation's name
    signature = models.TextField(blank=True, default="")
    members = models.ManyToManyField(Worker, through="Membership", related_name="teams")

    def __str__(self) -> str:
        return self.name


class Place(models.Model):
    """A branch, stop or counter. time_zone: where it lies, when not in the organisation's own."""

    name = models.CharField(max_length=80, unique=True)
    address = models.CharField(max_length=200, blank=True, default="")
    time_zone = models.CharField(max_length=64, blank=True, default="")

    def __str__(self) -> str:
        return self.name


def default_week() -> list[list[list[int]]]:
    """Return eight to eight each day: what a team works until somebody says otherwise."""
    return [[[8 * 60, 20 * 60]] for _ in range(7)]


_ONE_OWNER = models.Q(team__isnull=False, place__isnull=True) | models.Q(
    team__isnull=True, place__isnull=False
)


class Hours(models.Model):
    """The plain week of one team or one place: seven days of [opens, closes], in minutes after midnight."""

    team = models.OneToOneField(Team, on_delete=models.CASCADE, null=True, related_name="hours")
    place = models.OneToOneField(Place, on_delete=models.CASCADE, null=True, related_name="hours")
    week = models.JSONField(default=default_week)

    class Meta:
        constraints = [models.CheckConstraint(name="hours_of_one", condition=_ONE_OWNER)]

    def __str__(self) -> str:
        return f"hours of {self.team or self.place}"


class SpecialDay(models.Model):
    """Days unlike their weekdays: of one team, of one place, or of the whole house (neither).

    spans: when it is open all the same; none: closed. uid: its name in a calendar file.
    """

    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, related_name="special_days")
    place = models.ForeignKey(Place, on_delete=models.CASCADE, null=True, related_name="special_days")
    name = models.CharField(max_length=120)
    first_on = models.DateField()
    last_on = models.DateField()
    spans = models.JSONField(default=list)
    uid = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        ordering = ["first_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="special_days_run_on", condition=models.Q(last_on__gte=models.F("first_on"))
            ),
            models.CheckConstraint(
                name="special_day_of_one_or_all",
                condition=models.Q(team__isnull=True) | models.Q(place__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Cover(models.Model):
    """Who of a team is there in a plain week: seven days of [begins, ends, how many], in minutes after midnight."""

    team = models.OneToOneField(Team, on_delete=models.CASCADE, related_name="cover")
    week = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"cover of {self.team}"


class CoverDay(models.Model):
    """Days on which a team is there unlike its plain week; no spans: nobody is."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="cover_days")
    name = models.CharField(max_length=120)
    first_on = models.DateField()
    last_on = models.DateField()
    spans = models.JSONField(default=list)

    class Meta:
        ordering = ["first_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="cover_days_run_on", condition=models.Q(last_on__gte=models.F("first_on"))
            )
        ]

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


class Skill(models.Model):
    """Something one knows well enough to answer about. Breadth over many, depth in some."""

    name = models.CharField(max_length=80, unique=True)
    workers = models.ManyToManyField(Worker, through="Proficiency", related_name="skills")

    def __str__(self) -> str:
        return self.name


class Proficiency(models.Model):
    class Depth(models.IntegerChoices):
        BREADTH = 1, _("Can answer")
        DEPTH = 2, _("Knows it deeply")

    worker = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="proficiencies")
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="proficiencies")
    depth = models.PositiveSmallIntegerField(choices=Depth, default=Depth.BREADTH)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["worker", "skill"], name="skilled_once")]

    def __str__(self) -> str:
        return f"{self.worker}: {self.skill}"


class Topic(models.Model):
    """What a case is about. words decide, in any served language, when one of them is written."""

    name = models.CharField(max_length=80, unique=True)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="topics")
    skill = models.ForeignKey(Skill, on_delete=models.SET_NULL, null=True, related_name="topics")
    words = models.JSONField(default=list)
    order = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class Address(models.Model):
    """One more mail address that people write to, beside those of the teams.

    topic: what letters to it are about, whatever their words; None: their words say.
    """

    mail_name = models.CharField(max_length=80, unique=True)
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="addresses")
    topic = models.ForeignKey(Topic, on_delete=models.SET_NULL, null=True, related_name="addresses")

    def __str__(self) -> str:
        return self.mail_name


class Wording(models.Model):
    """A letter of the house in words of the organisation's own; without a row the shipped words are said."""

    letter = models.CharField(max_length=20)
    language = models.CharField(max_length=8)
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["letter", "language"], name="one_wording")]

    def __str__(self) -> str:
        return f"{self.letter} in {self.language}"


class SetupKey(models.Model):
    """The newest link to the first set-up; only its hash, and only until somebody has begun."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return "set-up key"


class Invitation(models.Model):
    """A place kept for a colleague until they take it up. Its link works once; only the hash is kept."""

    email = models.EmailField()
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=12, choices=Role)
    teams = models.ManyToManyField(Team, related_name="+")
    hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class AccessToken(models.Model):
    """A key to the API for one worker; only its hash is kept."""

    worker = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="access_tokens")
    name = models.CharField(max_length=80)
    hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
