"""Customers and the ways to reach them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from presszero.ground.tokens import new_token
from presszero.organisation.models import Worker


class Customer(models.Model):
    """A person with a preferred name, ways to be reached, and a history they need never repeat."""

    name = models.CharField(max_length=200, blank=True, default="")
    language = models.CharField(max_length=8, blank=True, default="")
    since = models.DateTimeField()
    # the oldest of the records that colleagues say are one person; None where this record stands alone
    person = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="records")

    def __str__(self) -> str:
        return self.name or f"customer {self.pk}"

    @property
    def ways(self) -> list[Address]:
        """Return how they are reached, in the order in which it became known."""
        return sorted(self.addresses.all(), key=lambda one: one.pk)

    @property
    def mails(self) -> list[Address]:
        return [one for one in self.ways if one.kind == Address.Kind.EMAIL]

    @property
    def phones(self) -> list[Address]:
        return [one for one in self.ways if one.kind == Address.Kind.PHONE]


class Address(models.Model):
    """A way to reach a customer. Only a confirmed one recognises them."""

    class Kind(models.TextChoices):
        EMAIL = "email"
        PHONE = "phone"

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="addresses")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.EMAIL)
    value = models.CharField(max_length=320)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "value"],
                condition=Q(confirmed_at__isnull=False),
                name="one_holder_of_a_proved_address",
            )
        ]
        indexes = [models.Index(fields=["kind", "value"], name="address_value")]

    def __str__(self) -> str:
        return self.value


class SamePerson(models.Model):
    """A colleague says that two records are one person. Kept apart from both, so that it can be taken back; the older first."""

    one = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="same_as_newer")
    other = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="same_as_older")
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(Worker, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="same_person_once"),
            models.CheckConstraint(name="older_record_first", condition=Q(one__lt=F("other"))),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} is {self.other_id}"


class PhoneChange(models.Model):
    """A number before and after a colleague changed it; new is "" where it was removed. The record holds its id alone."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="phone_changes")
    old = models.CharField(max_length=40)
    new = models.CharField(max_length=40, blank=True, default="")

    def __str__(self) -> str:
        return f"phone change {self.pk}"


class MailChoice(models.Model):
    """Which of our mails a customer wants; without a row, every one. The token opens nothing but this choice."""

    class Hears(models.TextChoices):
        ALL = "all", _("Every mail: receipts, answers, and what we promise")
        ANSWERS = "answers", _("Answers and promises only")
        REQUIRED = "required", _("None, but what the law obliges us to send")

    customer = models.OneToOneField(Customer, on_delete=models.CASCADE, related_name="mail_choice")
    hears = models.CharField(max_length=8, choices=Hears, default=Hears.ALL)
    token = models.CharField(max_length=32, unique=True, default=new_token)
    changed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.customer_id} hears {self.hears}"


class AddressKey(models.Model):
    """A one-use key that was asked for at an address, and opens that address's own letters. Only a hash is kept.

    Every asking leaves a row, of known and unknown addresses alike, so that both look the same; all are forgotten soon.
    """

    address = models.CharField(max_length=320)
    hash = models.CharField(max_length=64, unique=True, null=True)
    language = models.CharField(max_length=8, blank=True, default="")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["address", "asked_at"], name="key_of_address"),
            models.Index(fields=["asked_at"], name="key_asked"),
        ]

    def __str__(self) -> str:
        return f"key {self.pk}"
