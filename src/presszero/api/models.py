"""Answers kept for a day, so that a request that is sent again does nothing twice."""

from __future__ import annotations

from django.db import models


class KeptAnswer(models.Model):
    """The answer to one request with an Idempotency-Key, held as long as the same request may come again."""

    asked_by = models.CharField(max_length=32)
    key = models.CharField(max_length=128)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    body = models.TextField(blank=True, default="")
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["asked_by", "key"], name="one_answer_per_key")]
        indexes = [models.Index(fields=["kept_at"], name="kept_answer_age")]

    def __str__(self) -> str:
        return f"answer {self.pk} to {self.asked_by}"
