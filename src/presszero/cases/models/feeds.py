"""A colleague's promises in their own calendar program."""

from __future__ import annotations

from django.db import models

from presszero.organisation.models import Worker


class PromiseFeed(models.Model):
    """The secret address under which a colleague's own calendar reads their promises. Only a hash is kept."""

    worker = models.OneToOneField(Worker, on_delete=models.CASCADE, related_name="promise_feed")
    hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"promises of {self.worker}"
