"""What stands in the fields of the house is found: as words, by its field, and no more once it is changed."""

from __future__ import annotations

import pytest
from tests.cast import LATER_THAT_DAY, MORNING, PortLumen, given_open_case, given_town, known_to_search

from presszero.cases.field_keeping import FieldFacts, change_field, make_field
from presszero.cases.fields import set_field
from presszero.cases.models import Case, Field
from presszero.ground.models import RecordLine
from presszero.inbox.search import search_cases
from presszero.wiring import CONSEQUENCES

pytestmark = pytest.mark.django_db


def given_claim(town: PortLumen) -> Field:
    return make_field(name="Claim no", kind="text", choices=[], team_id=None, by=town.noor.actor, at=MORNING)


def write(field: Field, value: str, on: Case, town: PortLumen) -> None:
    """Write into a field and let follow what follows."""
    set_field(case_id=on.pk, field_id=field.pk, value=value, by=town.tomas.actor, at=LATER_THAT_DAY)
    line = RecordLine.objects.filter(kind="field.set").latest("id")
    for consequence in CONSEQUENCES["field.set"]:
        consequence(line)


def found(words: str, town: PortLumen) -> list[int]:
    return [case.pk for case in search_cases(by=town.tomas.actor, words=words, exactly=True).cases]


def test_value_is_found_as_a_word_and_by_its_field_in_both_languages() -> None:
    town = given_town()
    claim, case, other = given_claim(town), given_open_case(), given_open_case(address="b@x.example")
    known_to_search()
    write(claim, "KX44812 / Véhicule 7", case, town)
    for words in (
        "KX44812",
        "field:claimno=kx44812",
        'champ:"Claim no=véhicule 7"',
        "field:claim",
        "-field:claim=KX44811 field:claim",
    ):
        assert found(words, town) == [case.pk], words
    assert found("-field:claim", town) == [other.pk]
    [hit] = search_cases(by=town.tomas.actor, words="kx44812").hits.values()
    assert hit.text == "Claim no: KX44812 / Véhicule 7"


def test_value_that_was_changed_or_taken_away_is_found_no_more() -> None:
    town = given_town()
    claim, case = given_claim(town), given_open_case()
    write(claim, "KX44812", case, town)
    write(claim, "KX50000", case, town)
    assert (found("KX44812", town), found("KX50000", town)) == ([], [case.pk])
    write(claim, "", case, town)
    assert (found("KX50000", town), found("field:claim", town)) == ([], [])


def test_field_that_was_renamed_is_found_by_its_new_name_at_once() -> None:
    town = given_town()
    claim, case = given_claim(town), given_open_case()
    write(claim, "KX44812", case, town)
    facts = FieldFacts("Policy")
    change_field(field_id=claim.pk, facts=facts, by=town.noor.actor, at=LATER_THAT_DAY)
    assert found("field:policy=kx44812", town) == [case.pk]


def test_field_that_there_is_not_says_which_there_are() -> None:
    town = given_town()
    given_claim(town)
    page = search_cases(by=town.tomas.actor, words="field:meter=7")
    assert page.problem == "“field:meter” names nothing here. There are: Claim no."


def test_signs_alone_stand_in_no_field() -> None:
    town = given_town()
    claim, case = given_claim(town), given_open_case()
    write(claim, "KX44812", case, town)
    assert "names nothing here" in search_cases(by=town.tomas.actor, words="field:claim=???").problem


@pytest.mark.parametrize(
    ("kind", "value", "typed"),
    [
        ("yes_no", "yes", "oui"),
        ("number", "41,50", "41.50"),
        pytest.param("number", "1000", '"1 000"', marks=pytest.mark.long),
        pytest.param("date", "2026-09-05", "2026-09-05", marks=pytest.mark.long),
    ],
)
def test_value_is_asked_for_as_it_is_typed(kind: str, value: str, typed: str) -> None:
    town = given_town()
    field = make_field(name="Fact", kind=kind, choices=[], team_id=None, by=town.noor.actor, at=MORNING)
    case = given_open_case()
    write(field, value, case, town)
    words = f"field:fact={typed}" if '"' not in typed else f'field:"fact={typed[1:]}'
    assert found(words, town) == [case.pk]
    assert found("field:fact=no", town) == []
