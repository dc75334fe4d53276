"""Cases, what reached us and left us about them, and what we owe."""

from __future__ import annotations

from collections.abc import Collection

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from presszero.cases.models.incidents import Incident
from presszero.customers.models import Customer
from presszero.ground.actors import Actor
from presszero.ground.models import StoredFile, new_salt
from presszero.ground.tokens import new_token
from presszero.organisation.models import Team, Topic, Worker
from presszero.organisation.queries import team_ids_of


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, actor: Actor) -> CaseQuerySet:
        """Only the cases this actor may see: the one guard for rows."""
        if actor.kind == "customer":
            return self.filter(customer_id=actor.id)
        return self.of_teams(team_ids_of(actor))

    def of_teams(self, teams: Collection[int] | None) -> CaseQuerySet:
        """Only the cases of these teams; None: of every team."""
        return self if teams is None else self.filter(team_id__in=teams)


class Case(models.Model):
    """What a customer needs settled. A named person answers for it from the first minute."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        WAITING = "waiting", _("Waiting for the customer")
        SNOOZED = "snoozed", _("Snoozed")
        CLOSED = "closed", _("Closed")
        MERGED = "merged", _("Merged into another case")

    class Outcome(models.TextChoices):
        SETTLED = "settled", _("Settled")
        PART_SETTLED = "part_settled", _("Settled in part")
        NOT_OURS = "not_ours", _("Not ours to settle")
        NO_ANSWER_NEEDED = "no_answer_needed", _("No answer needed")

    class Pressing(models.TextChoices):
        SAFETY = "safety", _("Somebody may be in danger")
        VULNERABLE = "vulnerable", _("Somebody needs care")
        STRANDED = "stranded", _("Somebody is stranded")
        DEADLINE = "deadline", _("A deadline is near")
        SAID = "said", _("A colleague says so")

    class Pressed(models.TextChoices):
        URGENT = "urgent"
        NOT_URGENT = "not_urgent"

    reference = models.CharField(max_length=24, unique=True)
    title = models.CharField(max_length=200)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="cases")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="cases")
    topic = models.ForeignKey(Topic, on_delete=models.SET_NULL, null=True, related_name="cases")
    topic_words = models.JSONField(default=list)
    owner = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="owned_cases")
    owner_why = models.CharField(max_length=32)
    owner_since = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True, default="")
    outcome_words = models.TextField(blank=True, default="")
    outcome_confirmed_at = models.DateTimeField(null=True)
    language = models.CharField(max_length=8, blank=True, default="")
    experience = models.JSONField(default=list)
    wishes = models.JSONField(default=list)
    # why it cannot wait, "" when it can; what the rules found, with its words; and what a person said of that
    pressing = models.CharField(max_length=12, choices=Pressing, blank=True, default="")
    pressing_why = models.JSONField(default=list)
    pressing_said = models.CharField(max_length=12, choices=Pressed, blank=True, default="")
    # its words read as if it could not wait, no rule tells why, and nobody has said yet
    worries = models.BooleanField(default=False, db_default=False)
    # from here the next draft counts its versions, so that no two drafts of a case share one
    drafted = models.PositiveIntegerField(default=0, db_default=0)
    automatic = models.BooleanField(default=False)
    imported = models.BooleanField(default=False)
    answer_due_at = models.DateTimeField(null=True)
    targets = models.JSONField(
        default=dict
    )  # open hours by kind of clock, where a rule or a person set its own
    opened_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    reply_token = models.CharField(max_length=32, unique=True, default=new_token)
    snoozed_until = models.DateTimeField(null=True)
    snoozed_why = models.CharField(max_length=200, blank=True, default="")
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged_here")
    incident = models.ForeignKey(Incident, on_delete=models.SET_NULL, null=True, related_name="cases")

    objects = CaseQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["owner", "state", "answer_due_at", "id"], name="case_of_owner"),
            models.Index(fields=["team", "state", "answer_due_at", "id"], name="case_of_team"),
            models.Index(fields=["owner", "state", "moved_at", "id"], name="case_moved_of_owner"),
            models.Index(fields=["team", "state", "moved_at", "id"], name="case_moved_of_team"),
            models.Index(fields=["customer", "-opened_at"], name="case_of_customer"),
            models.Index(fields=["snoozed_until"], name="case_to_wake", condition=Q(state="snoozed")),
            models.Index(
                fields=["team", "answer_due_at", "id"],
                name="case_cannot_wait",
                condition=Q(state="open") & ~Q(pressing=""),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def presses(self) -> bool:
        """Whether it cannot wait for us: once we have answered, it waits for the customer, until they write again."""
        return bool(self.pressing) and self.state in (self.State.OPEN, self.State.SNOOZED)

    @property
    def is_closed(self) -> bool:
        return self.state in (self.State.CLOSED, self.State.MERGED)


class Contact(models.Model):
    """One thing that reached us or left us over a channel."""

    class Direction(models.TextChoices):
        IN = "in"
        OUT = "out"

    class Kind(models.TextChoices):
        LETTER = "letter"
        REPLY = "reply"
        ACKNOWLEDGEMENT = "acknowledgement"
        NOTICE = "notice"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="contacts")
    direction = models.CharField(max_length=3, choices=Direction)
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.LETTER)
    channel = models.CharField(max_length=12)
    at = models.DateTimeField()
    author = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="contacts")
    name = models.CharField(max_length=200, blank=True, default="")
    address = models.CharField(max_length=320, blank=True, default="")
    subject = models.CharField(max_length=500, blank=True, default="")
    text = models.TextField(blank=True, default="")
    cuts = models.JSONField(default=list)
    html = models.TextField(blank=True, default="")
    complaints = models.JSONField(default=list)
    language = models.CharField(max_length=8, blank=True, default="")
    message_id = models.CharField(max_length=300, blank=True, default="")
    references = models.JSONField(default=list)
    copied_to = models.JSONField(default=list)
    automatic = models.CharField(max_length=120, blank=True, default="")
    proof = models.CharField(max_length=32, blank=True, default="")
    proof_why = models.CharField(max_length=200, blank=True, default="")
    confirmed_ours = models.BooleanField(default=False)
    came_with = models.ForeignKey(Case, on_delete=models.SET_NULL, null=True, related_name="+")
    copy_of = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="copies")
    salt = models.BinaryField(default=new_salt)

    class Meta:
        ordering = ["at", "id"]
        indexes = [
            models.Index(fields=["case", "at"], name="contact_of_case"),
            models.Index(fields=["message_id"], name="contact_message", condition=~Q(message_id="")),
            models.Index(fields=["-id"], name="reply_history", condition=Q(kind="reply")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "address"],
                condition=Q(kind="acknowledgement", came_with=None),
                name="one_acknowledgement",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} of {self.case_id}"


class Attachment(models.Model):
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="attachments")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=120)
    content_id = models.CharField(max_length=255, blank=True, default="")
    inline = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class Promise(models.Model):
    """Something we said would happen, with an owner and a due time. The customer sees it too."""

    class State(models.TextChoices):
        DUE = "due"
        KEPT = "kept"
        BROKEN = "broken"
        MOVED = "moved"

    class Kind(models.TextChoices):
        ACT = "act"
        ANSWER = "answer"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="promises")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.ACT)
    what = models.CharField(max_length=300)
    owner = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="promises")
    due_at = models.DateTimeField()
    made_at = models.DateTimeField()
    made_in = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, related_name="promises")
    state = models.CharField(max_length=8, choices=State, default=State.DUE)
    settled_at = models.DateTimeField(null=True)
    settled_words = models.TextField(blank=True, default="")
    reminded_at = models.DateTimeField(null=True)
    overdue_at = models.DateTimeField(null=True)
    moved_to = models.OneToOneField("self", on_delete=models.SET_NULL, null=True, related_name="moved_from")

    class Meta:
        ordering = ["due_at", "id"]
        indexes = [
            models.Index(fields=["due_at"], name="promise_due", condition=Q(state="due")),
            models.Index(fields=["owner", "due_at", "id"], name="promise_of_owner", condition=Q(state="due")),
        ]

    def __str__(self) -> str:
        return f"promise {self.pk} {self.state}"


class PointQuerySet(models.QuerySet["Point"]):
    def live(self) -> PointQuerySet:
        """Points that still stand: not merged into another, not taken out."""
        return self.filter(merged_into=None, taken_out_at=None)


class Point(models.Model):
    """One thing the customer asked, reported or complained of, as a span of their words."""

    class Kind(models.TextChoices):
        QUESTION = "question", _("Question")
        COMPLAINT = "complaint", _("Complaint")
        REQUEST = "request", _("Request")

    class State(models.TextChoices):
        OPEN = "open", _("Not yet answered")
        ANSWERED = "answered", _("Answered")
        PROMISED = "promised", _("Promised")
        DECLINED = "declined", _("Declined")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="points")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="points")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Kind)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField()
    ask = models.CharField(max_length=300)
    details = models.JSONField(default=list)
    rule = models.CharField(max_length=64, blank=True, default="")
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    settled_at = models.DateTimeField(null=True)
    settled_in = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, related_name="settles")
    answer_quote = models.TextField(blank=True, default="")
    decline_reason = models.TextField(blank=True, default="")
    promise = models.ForeignKey(Promise, on_delete=models.SET_NULL, null=True, related_name="points")
    missed_at = models.DateTimeField(null=True)
    missed_words = models.TextField(blank=True, default="")
    merged_into = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="merged")
    taken_out_at = models.DateTimeField(null=True)
    taken_out_why = models.TextField(blank=True, default="")

    objects = PointQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="point_number_once"),
            models.CheckConstraint(name="point_has_words", condition=Q(end__gt=models.F("start"))),
        ]

    def __str__(self) -> str:
        return f"point {self.number} of {self.case_id}"


class Note(models.Model):
    """What colleagues tell each other about a case; the customer never sees it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True)
    at = models.DateTimeField()
    text = models.TextField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"note {self.pk}"


class PrivateLink(models.Model):
    """The customer's way to the page of their case. Only a hash is kept; revocable."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="links")
    hash = models.CharField(max_length=64, unique=True)
    sent_to = models.CharField(max_length=320, blank=True, default="")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"link {self.pk}"
