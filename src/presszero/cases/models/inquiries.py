"""What colleagues ask of somebody outside about a case; the answers are notes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from presszero.cases.models.case import Case, Note
from presszero.ground.models import StoredFile
from presszero.ground.tokens import new_token
from presszero.organisation.models import Team, Worker


class Inquiry(models.Model):
    """One question: to somebody outside, with an address of its own to which they answer, or to another team of ours."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="inquiries")
    asked_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    name = models.CharField(max_length=200, blank=True, default="")
    address = models.CharField(max_length=320)
    asked_team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="questions")
    subject = models.CharField(max_length=250)
    text = models.TextField()
    token = models.CharField(max_length=32, unique=True, default=new_token)
    message_id = models.CharField(max_length=300, unique=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["asked_team", "id"],
                name="questions_waiting",
                condition=Q(asked_team__isnull=False, answered_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"inquiry {self.pk} of {self.case_id}"


class Answer(models.Model):
    """What came back to an inquiry, kept as a note. A later mail that names it belongs to the same inquiry."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="answers")
    note = models.OneToOneField(Note, on_delete=models.CASCADE, related_name="answer")
    name = models.CharField(max_length=200, blank=True, default="")
    address = models.CharField(max_length=320, blank=True, default="")
    message_id = models.CharField(max_length=300, blank=True, default="")
    automatic = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["message_id"], name="answer_message", condition=~Q(message_id=""))]

    def __str__(self) -> str:
        return f"answer {self.pk}"


class NoteFile(models.Model):
    """A file that came with an answer; colleagues alone may read it."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=120)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name
