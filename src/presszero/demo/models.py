"""The demo's post office: where its outgoing mail ends. No mail of a demo leaves the machine."""

from __future__ import annotations

from django.db import models


class PostedLetter(models.Model):
    recipient = models.CharField(max_length=320)
    sender = models.CharField(max_length=320)
    subject = models.CharField(max_length=500)
    text = models.TextField()
    raw = models.BinaryField()
    posted_at = models.DateTimeField()
    # Named here because a production installation, which type checkers look at, has no such app.
    objects: models.Manager[PostedLetter] = models.Manager()

    def __str__(self) -> str:
        return f"letter {self.pk}"
