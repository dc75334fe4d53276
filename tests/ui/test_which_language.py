"""Which language a page speaks: the switch wins, then the reader's own, then the browser's."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import PortLumen, a_letter, given_draft, given_letter, given_open_case, given_town

from presszero.cases.links import new_link
from presszero.cases.models import Case
from presszero.ground import clock
from presszero.organisation.models import Worker

LETTER = """\
Bonjour,

Hier soir, quatre bus de la ligne 7 sont passés sans s’arrêter à l’arrêt Quai Nord.

Pourquoi aucun bus supplémentaire n’était prévu pour le feu d’artifice ?

Nadège Fontanel
"""


@pytest.fixture
def town(db: None) -> PortLumen:
    return given_town()


@pytest.fixture
def french_case(town: PortLumen) -> Case:
    case = given_letter(a_letter(text=LETTER, name="Nadège Fontanel", address="nadege@lac.example")).case
    assert case.language == "fr"
    return case


def client_of(worker: Worker) -> Client:
    client = Client()
    client.force_login(worker)
    return client


def page_url(case: Case) -> str:
    return reverse("page", args=[new_link(case=case, sent_to="", at=clock.now())])


def test_the_desk_speaks_the_language_of_whoever_is_signed_in(town: PortLumen) -> None:
    assert 'lang="fr"' in client_of(town.odile).get("/desk/").content.decode()
    answer = client_of(town.tomas).get("/desk/", headers={"accept-language": "fr"})
    assert 'lang="en"' in answer.content.decode()


def test_the_switch_wins_over_the_worker_s_own_language(town: PortLumen) -> None:
    client = client_of(town.odile)
    client.post("/language/", {"language": "en", "next": "/"})
    assert "My cases" in client.get("/desk/").content.decode()


def test_a_refusal_is_told_in_the_worker_s_language(town: PortLumen) -> None:
    refused = client_of(town.odile).get("/office/parked/")
    assert refused.status_code == 403
    assert "voir ce qui est en panne" in refused.content.decode()
    missing = client_of(town.odile).get("/desk/cases/999999/")
    assert "appartient à une autre équipe" in missing.content.decode()


def test_findings_are_written_in_the_reader_s_language(town: PortLumen) -> None:
    case = given_open_case(asks=["refund"], taken_by=town.odile)
    given_draft(case, by=town.odile, body="Dear Maren Oduya,\n\nWe will see.")
    url = reverse("desk:case", args=[case.pk])
    assert "Le point 1 n’a pas encore de réponse" in client_of(town.odile).get(url).content.decode()
    assert "Point 1 is not yet answered" in client_of(town.tomas).get(url).content.decode()


def test_a_private_page_speaks_the_language_of_its_letter(french_case: Case) -> None:
    answer = Client().get(page_url(french_case), headers={"accept-language": "en"})
    assert "Ce que vous demandez" in answer.content.decode()
    assert answer.headers["Content-Language"] == "fr"


def test_a_private_page_s_own_refusals_are_in_that_language_too(french_case: Case) -> None:
    answer = Client().post(page_url(french_case) + "letters/", {"words": " "})
    assert answer.status_code == 422
    assert "Écrivez d’abord votre message" in answer.content.decode()


def test_the_switch_wins_over_the_letter_s_language(french_case: Case) -> None:
    client, url = Client(), page_url(french_case)
    client.post("/language/", {"language": "en", "next": "/"})
    assert "What you asked" in client.get(url).content.decode()


@pytest.mark.parametrize(
    ("asked", "said"), [("fr-CH, fr;q=0.9", "Nous écrire"), ("en", "Write to us"), ("de", "Write to us")]
)
def test_a_public_page_speaks_the_browser_s_language_where_we_serve_it(
    town: PortLumen, asked: str, said: str
) -> None:
    assert said in Client().get("/write/", headers={"accept-language": asked}).content.decode()


def test_the_form_s_errors_are_french_for_a_french_reader(town: PortLumen) -> None:
    answer = Client().post("/write/", {"message": "", "email": ""}, headers={"accept-language": "fr"})
    assert "Écrivez ce qui s’est passé" in answer.content.decode()
    answer = Client().post("/write/", {"message": "x" * 50_001}, headers={"accept-language": "fr"})
    assert "50\xa0001 caractères" in answer.content.decode()
