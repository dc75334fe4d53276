"""What goes along with a reply beside its words: files, pictures within the words, and who reads it in copy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from presszero.cases.actions import ArrivedFile
from presszero.cases.locking import locked_case
from presszero.cases.models import Attachment, Case, Contact
from presszero.ground.actors import Actor
from presszero.ground.models import StoredFile
from presszero.ground.tokens import new_token
from presszero.pure.errors import BadInput, NotFoundHere
from presszero.replies.drafting import DraftIsLeaving, draft_of
from presszero.replies.models import Draft, DraftFile

MOST_FILES = 10
# A mail carries a file a third larger than it is, and most mail servers take mails of 25 MB.
LARGEST_TOTAL_BYTES = 18_000_000
MOST_COPIES = 10


def attach_files(*, case_id: int, files: Sequence[ArrivedFile], by: Actor, at: datetime) -> list[DraftFile]:
    """Keep files with the reply being written; a file that is inline is a picture within its words.

    They stay with the draft until it is sent, or until they are taken off.
    Raises NoSuchCase, CaseMerged, BadInput with the numbers, DraftIsLeaving.
    """
    with transaction.atomic():
        draft = _open_draft(case_id, by, at)
        stored = StoredFile.objects.in_bulk([one.digest for one in files])
        refuse_too_much(draft, [stored[one.digest].size_bytes for one in files])
        return [
            DraftFile.objects.create(
                draft=draft,
                file=stored[one.digest],
                name=_name_not_yet_there(draft, one.name),
                content_type=one.content_type[:120],
                content_id=f"{new_token()}@picture" if one.inline else "",
                at=at,
            )
            for one in files
        ]


def _open_draft(case_id: int, by: Actor, at: datetime) -> Draft:
    draft = draft_of(locked_case(case_id=case_id, by=by), by, at)
    if draft.leaves_at:
        raise DraftIsLeaving(
            _("This reply is on its way. Take it back first, then change what goes with it.")
        )
    return draft


def refuse_too_much(draft: Draft | None, sizes: Sequence[int]) -> None:
    """Raise BadInput when files of these sizes, in bytes, are more than still go with a reply."""
    kept = [one.file.size_bytes for one in draft.files.select_related("file")] if draft else []
    count, total = len(kept) + len(sizes), sum(kept) + sum(sizes)
    if count > MOST_FILES:
        raise BadInput(
            _("%(n)s files are more than the %(most)s that go with a reply. Take one off first.")
            % {"n": count, "most": MOST_FILES},
            "files",
        )
    if total > LARGEST_TOTAL_BYTES:
        raise BadInput(
            _(
                "%(mb).1f MB together are more than the %(most).0f MB that a mail carries. Send fewer, or smaller ones."
            )
            % {"mb": total / 1e6, "most": LARGEST_TOTAL_BYTES / 1e6},
            "files",
        )


def _name_not_yet_there(draft: Draft, name: str) -> str:
    """Two pasted pictures are both called image.png; the words tell them apart by their names."""
    taken = set(draft.files.values_list("name", flat=True))
    stem, dot, ending = name.rpartition(".")
    stem, ending = (stem, f".{ending}") if dot and stem else (name, "")
    names = [name, *(f"{stem[:230]}-{number}{ending}" for number in range(2, MOST_FILES + 2))]
    return next(one for one in names if one not in taken)


def take_file_off(*, case_id: int, draft_file_id: int, by: Actor, at: datetime) -> None:
    """Let a file not go with the reply after all. Raises NoSuchCase, NotFoundHere, DraftIsLeaving."""
    with transaction.atomic():
        draft = _open_draft(case_id, by, at)
        if not draft.files.filter(pk=draft_file_id).delete()[0]:
            raise NotFoundHere(_("That file does not go with this reply any more."))


def seen_draft_file(*, draft_file_id: int, by: Actor) -> DraftFile:
    """Return a file of a draft on a case this actor may see. Raises NotFoundHere."""
    seen = DraftFile.objects.filter(pk=draft_file_id, draft__case__in=Case.objects.visible_to(by))
    found = seen.first()
    if found is None:
        raise NotFoundHere(_("There is no such file here, or it belongs to another team."))
    return found


def copy_to(*, case_id: int, addresses: Sequence[str], our_domain: str, by: Actor, at: datetime) -> Draft:
    """Say who else reads the reply, in place of who was said before; none: the customer alone.

    They get its words and files and nothing else: no private page, no way into the case.
    Raises NoSuchCase, CaseMerged, BadInput, DraftIsLeaving.
    """
    with transaction.atomic():
        draft = _open_draft(case_id, by, at)
        wanted = list(dict.fromkeys(one.strip().lower() for one in addresses if one.strip()))
        if len(wanted) > MOST_COPIES:
            raise BadInput(
                _("%(n)s addresses are more than %(most)s.") % {"n": len(wanted), "most": MOST_COPIES},
                "copies",
            )
        for address in wanted:
            _refuse_address(draft.case, address, our_domain)
        draft.copied_to = wanted
        draft.save(update_fields=["copied_to"])
    return draft


def _refuse_address(case: Case, address: str, our_domain: str) -> None:
    try:
        validate_email(address)
    except ValidationError:
        raise BadInput(
            _("“%(email)s” is no mail address. One looks like name@example.org.") % {"email": address[:80]},
            "copies",
        ) from None
    if address.rpartition("@")[2] == our_domain.lower():
        raise BadInput(
            _("%(email)s is an address of our own house. Name a colleague in a note instead.")
            % {"email": address},
            "copies",
        )
    theirs = case.customer.addresses.values_list("value", flat=True)
    if address in {one.casefold() for one in theirs}:
        raise BadInput(
            _("%(email)s is the customer’s own; they get the reply anyway.") % {"email": address}, "copies"
        )


def enclose(draft: Draft, reply: Contact) -> None:
    """Let what was kept with the draft go with the reply that it became."""
    reply.copied_to = draft.copied_to
    reply.save(update_fields=["copied_to"])
    Attachment.objects.bulk_create(
        Attachment(
            contact=reply,
            file_id=one.file_id,
            name=one.name,
            content_type=one.content_type,
            content_id=one.content_id,
            inline=bool(one.content_id),
        )
        for one in draft.files.all()
    )


def bring_along(draft: Draft, to: Draft) -> None:
    """Two drafts are one: the files of the one, as many as go, and its readers in copy go with the other."""
    kept = set(to.files.values_list("name", flat=True))
    room = MOST_FILES - len(kept)
    for one in list(draft.files.exclude(name__in=kept))[: max(room, 0)]:
        one.draft = to
        one.save(update_fields=["draft"])
    to.copied_to = list(dict.fromkeys([*to.copied_to, *draft.copied_to]))[:MOST_COPIES]
    to.save(update_fields=["copied_to"])
