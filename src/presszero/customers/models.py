"""Customers and the ways to reach them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


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
