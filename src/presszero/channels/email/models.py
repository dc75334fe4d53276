"""Mail at the door: what arrived, byte for byte, and what is to leave."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from presszero.cases.models import Case, Contact, Inquiry, Note
from presszero.customers.models import AddressKey
from presszero.ground.tokens import new_token
from presszero.organisation.models import Worker


class Arrival(models.Model):
    """One mail as it reached us. The sender got its 250 when this row was committed."""

    class State(models.TextChoices):
        ARRIVED = "arrived"
        READ = "read"
        DUPLICATE = "duplicate"
        BOUNCE = "bounce"
        QUARANTINED = "quarantined"
        TEST = "test"

    raw = models.BinaryField()
    digest = models.CharField(max_length=64)
    size_bytes = models.PositiveIntegerField()
    received_at = models.DateTimeField()
    envelope_from = models.CharField(max_length=320, blank=True, default="")
    envelope_to = models.JSONField(default=list)
    door = models.CharField(max_length=8, default="smtp")
    peer = models.CharField(max_length=64, blank=True, default="")
    stays_open = models.BooleanField(default=True)
    state = models.CharField(max_length=12, choices=State, default=State.ARRIVED)
    reason = models.TextField(blank=True, default="")
    fingerprint = models.CharField(max_length=64, blank=True, default="")
    contact = models.OneToOneField(Contact, on_delete=models.SET_NULL, null=True, related_name="arrival")
    note = models.OneToOneField(Note, on_delete=models.SET_NULL, null=True, related_name="arrival")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["fingerprint"],
                condition=Q(state="read") & ~Q(fingerprint=""),
                name="one_reading_of_a_mail",
            )
        ]
        indexes = [
            models.Index(F("received_at").desc(), name="quarantined_mail", condition=Q(state="quarantined")),
            models.Index(fields=["digest"], name="arrival_digest"),
        ]

    def __str__(self) -> str:
        return f"mail {self.pk} {self.state}"


class HouseLetter(models.Model):
    """A letter of the house about itself: a test of an address, an invitation, an alarm. It belongs to no case.

    token: stands in a test letter, and knows it again when it comes back. made_by: None where the house itself wrote it.
    """

    class Kind(models.TextChoices):
        TEST = "test"
        INVITATION = "invitation"
        ALARM = "alarm"

    kind = models.CharField(max_length=12, choices=Kind)
    address = models.CharField(max_length=320)
    token = models.CharField(max_length=32, unique=True, default=new_token)
    made_by = models.ForeignKey(Worker, on_delete=models.CASCADE, null=True, related_name="+")
    made_at = models.DateTimeField()
    came_back_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "address"], name="house_letter_to")]

    def __str__(self) -> str:
        return f"{self.kind} to {self.address}"


class Outgoing(models.Model):
    """One mail that leaves, with one Message-ID for life; whoever reads a letter in copy gets a mail of their own.

    Its bytes hold the customer's private link, which we keep only as a hash:
    once a relay has taken the mail, the bytes go and their digest stays.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        REFUSED = "refused"
        BOUNCED = "bounced"
        SPARED = "spared"  # the customer chose to read on their page

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, null=True, related_name="mails")
    inquiry = models.OneToOneField(Inquiry, on_delete=models.CASCADE, null=True, related_name="outgoing")
    key = models.OneToOneField(AddressKey, on_delete=models.CASCADE, null=True, related_name="outgoing")
    house = models.OneToOneField(HouseLetter, on_delete=models.CASCADE, null=True, related_name="outgoing")
    recipient = models.CharField(max_length=320)
    message_id = models.CharField(max_length=300)
    bounce_token = models.CharField(max_length=32, unique=True, default=new_token)
    raw = models.BinaryField(null=True)
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    queued_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    last_words = models.TextField(blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["next_try_at"], name="mail_to_send", condition=Q(state="waiting"))]
        constraints = [
            models.CheckConstraint(
                name="one_kind_of_letter",
                condition=Q(contact__isnull=False, inquiry=None, key=None, house=None)
                | Q(contact=None, inquiry__isnull=False, key=None, house=None)
                | Q(contact=None, inquiry=None, key__isnull=False, house=None)
                | Q(contact=None, inquiry=None, key=None, house__isnull=False),
            ),
            models.UniqueConstraint(fields=["message_id", "recipient"], name="one_mail_to_each"),
        ]

    def __str__(self) -> str:
        return f"mail {self.message_id} {self.state}"

    @property
    def is_copy(self) -> bool:
        """Whether it goes to somebody who only reads along, not to the customer."""
        return self.contact is not None and self.recipient != self.contact.address

    @property
    def case(self) -> Case | None:
        """The case it belongs to: of a letter to the customer, or a question to somebody outside. Others have none."""
        about = self.contact or self.inquiry
        return about.case if about else None
