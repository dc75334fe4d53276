"""Customers and the ways to reach them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from presszero.ground.tokens import new_token


class Customer(models.Model):
    """A person with a preferred name, ways to be reached, and a history they need never repeat."""

    name = models.CharField(max_length=200, blank=True, default="")
    language = models.CharField(max_length=8, blank=True, default="")
    since = models.DateTimeField()

    def __str__(self) -> str:
        return self.name or f"customer {self.pk}"


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
