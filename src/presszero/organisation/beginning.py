"""The first set-up in the browser, guarded by a key that works once and is printed on the machine itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from presszero.ground.actors import SYSTEM
from presszero.ground.tokens import new_token, token_hash
from presszero.organisation.actions import add_worker, begin_organisation, make_team
from presszero.organisation.hours import Keeper, set_week
from presszero.organisation.models import Organisation, SetupKey, Worker
from presszero.pure.errors import BadInput, NotFoundHere
from presszero.pure.hours import read_spans


@dataclass(frozen=True)
class FirstFacts:
    """All that a new installation asks. week: the open times of a working day; weekend: those of its weekend."""

    organisation: str
    time_zone: str
    team: str
    mail_name: str
    week: str
    weekend: str
    name: str
    email: str
    password: str
    language: str = "en"


def new_setup_key(at: datetime) -> str | None:
    """Return the secret of a new set-up link, or None when an organisation lives here already.

    Any earlier link is closed; only the hash is kept.
    """
    if Organisation.objects.exists():
        return None
    secret = new_token()
    SetupKey.objects.update_or_create(pk=1, defaults={"hash": token_hash(secret), "made_at": at})
    return secret


def refuse_wrong_key(secret: str) -> None:
    """Raises NotFoundHere unless the link is the newest one and nobody has begun yet."""
    right = SetupKey.objects.filter(pk=1, hash=token_hash(secret)).exists()
    if Organisation.objects.exists() or not right:
        raise NotFoundHere(
            _(
                "This set-up link was used or replaced. `presszero begin --link` on the machine prints a new one, "
                "while nobody has begun."
            )
        )


def prefix_of(name: str) -> str:
    """Return what references begin with: the initials of a name, or its first letters.

    >>> prefix_of("Lakeside Transit"), prefix_of("Öbus")
    ('LT', 'BUS')
    """
    words = re.findall(r"[A-Za-z]+", name)
    initials = "".join(word[0] for word in words)
    return (initials if len(initials) > 1 else "".join(words)[:3] or "PZ").upper()[:6]


def begin_house(*, secret: str, facts: FirstFacts, at: datetime) -> Worker:
    """Begin a new installation from its set-up link; return the first lead. Everything or nothing.

    Raises NotFoundHere, BadInput. Records organisation.begun, team.made, hours.set, worker.added.
    """
    with transaction.atomic():
        # Two browsers with the same link: the second waits here, then finds the house begun.
        SetupKey.objects.select_for_update().filter(pk=1).first()
        refuse_wrong_key(secret)
        _refuse_unreadable(facts)
        organisation = begin_organisation(
            name=facts.organisation,
            reference_prefix=prefix_of(facts.organisation),
            time_zone=facts.time_zone.strip(),
            at=at,
        )
        Organisation.objects.filter(pk=organisation.pk).update(language=facts.language)
        team = make_team(name=facts.team, mail_name=facts.mail_name, by=SYSTEM, at=at)
        days = [facts.week] * 5 + [facts.weekend] * 2
        set_week(keeper=Keeper(team=team), days=days, by=SYSTEM, at=at)
        lead = add_worker(
            name=facts.name,
            email=facts.email.strip(),
            role="lead",
            password=facts.password,
            teams=[team],
            leads=True,
            by=SYSTEM,
            at=at,
        )
        Worker.objects.filter(pk=lead.pk).update(language=facts.language, presence="here")
        SetupKey.objects.all().delete()
    return lead


def _refuse_unreadable(facts: FirstFacts) -> None:
    """Each field is told by the name it has here; the actions below name theirs otherwise."""
    named = {
        "organisation": (facts.organisation, _("Give the organisation’s name, as its customers know it.")),
        "team": (facts.team, _("Give the team a name, as its customers know it.")),
        "name": (facts.name, _("Give your own name, as customers will read it.")),
    }
    for field, (words, sentence) in named.items():
        if not words.strip():
            raise BadInput(sentence, field)
    if not re.fullmatch(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?", facts.mail_name.strip().lower()):
        raise BadInput(
            _("“%(name)s” cannot stand before @. Use letters, digits, dots and hyphens.")
            % {"name": facts.mail_name[:40]},
            "mail_name",
        )
    for field, words in (("week", facts.week), ("weekend", facts.weekend)):
        try:
            read_spans(words)
        except BadInput as error:
            raise BadInput(error.sentence, field) from None
    if not (facts.week.strip() or facts.weekend.strip()):
        raise BadInput(_("Give the hours in which somebody is there, such as 08:00-18:00."), "week")
