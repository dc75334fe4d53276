"""The team and who may do what, parked work, and mail in quarantine."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from presszero.api.calling import actor_of
from presszero.api.routes import Routes
from presszero.api.schemas.office import DismissalGiven, ParkedList, QuarantineList, TeamPage
from presszero.cases.queries import teams_at_work
from presszero.channels.email.quarantine import quarantined_mail, quarantined_mails
from presszero.ground import clock
from presszero.ground.consequences import dismiss_duty, given_up, parked_duties, retry_duty

routes = Routes(tags=["office"])
DUTY = "/parked/{int:duty_id}/"


@routes.reads("/team/", act="see the team", answers=TeamPage, name="show_team")
def team(request: HttpRequest) -> TeamPage:
    """Every team with its people, and which role may do which act."""
    return TeamPage.of(teams_at_work())


@routes.reads("/parked/", act="see parked work", answers=ParkedList, name="list_parked")
def parked(request: HttpRequest) -> ParkedList:
    """What failed too often and waits for a person."""
    return ParkedList.of(parked_duties(), given_up())


@routes.changes(DUTY + "retry/", act="settle parked work", answers=ParkedList, name="retry_parked")
def retry(request: HttpRequest, duty_id: int) -> ParkedList:
    """Try it again now; answers what is still parked."""
    retry_duty(duty_id=duty_id, by=actor_of(request), at=clock.now())
    return ParkedList.of(parked_duties(), given_up())


@routes.changes(DUTY + "dismissal/", act="settle parked work", answers=ParkedList, name="dismiss_parked")
def dismiss(request: HttpRequest, duty_id: int, body: DismissalGiven) -> ParkedList:
    """Give it up, so that its case can go on, and say why; answers what is still parked."""
    dismiss_duty(duty_id=duty_id, words=body.words, by=actor_of(request), at=clock.now())
    return ParkedList.of(parked_duties(), given_up())


@routes.reads("/quarantine/", act="see quarantine", answers=QuarantineList, name="list_quarantine")
def quarantine(request: HttpRequest) -> QuarantineList:
    """Mail that could not be read, with the reason."""
    return QuarantineList.model_validate({"mails": quarantined_mails()})


@routes.reads_file("/quarantine/{int:arrival_id}/", act="see quarantine", name="read_quarantined")
def raw_mail(request: HttpRequest, arrival_id: int) -> HttpResponse:
    """The bytes of one mail, as they reached us."""
    mail = quarantined_mail(arrival_id=arrival_id)
    answer = HttpResponse(bytes(mail.raw), content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="mail-{mail.pk}.eml"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
