"""Search finds what one may see: words, phrases, names, references, filters, the newest first, a slip put right."""

from __future__ import annotations

import pytest
from tests.cast import (
    LATER_THAT_DAY,
    NEXT_DAY,
    PortLumen,
    a_letter,
    given_letter,
    given_open_case,
    given_sent_reply,
    given_town,
    known_to_search,
)

from presszero.cases.actions import close_case
from presszero.cases.models import Case
from presszero.cases.notes import add_note
from presszero.inbox import search
from presszero.inbox.keys import BUCKET_CASES, part_keys, parts_back_from
from presszero.inbox.models import Known
from presszero.inbox.search import Found, search_cases
from presszero.organisation.models import Worker
from presszero.pure.errors import BadInput

pytestmark = pytest.mark.django_db


def given_letters(town: PortLumen) -> dict[str, Case]:
    """Two letters to transit in two languages, one to the library; their cases by the writer's first name."""
    told = {
        "Maren": (
            "Maren Oduya",
            "transit",
            "The buses never stopped at Pier Street. Please refund the taxi, 41.50.",
        ),
        "Hester": ("Hester Quill", "library", "The reading room is cold. Please refund my reservation."),
        "Odile": (
            "Odile Marchetaux",
            "transit",
            "Bonjour, j'ai réservé une place et le chauffeur est parti sans nous. Pouvez-vous nous rembourser ?",
        ),
    }
    cases = {}
    for name, (whole, team, text) in told.items():
        letter = a_letter(
            text=text, name=whole, address=f"{name.lower()}@lakemail.example", subject=f"From {name}"
        )
        cases[name] = given_letter(letter, to=f"{team}@portlumen.example").case
    known_to_search()
    return cases


def found(words: str, by: Worker, **more: object) -> list[str]:
    return [case.customer.name.split()[0] for case in search_cases(by=by.actor, words=words, **more).cases]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("refund", ["Hester", "Maren"]),
        pytest.param("refunded bus", ["Maren"], marks=pytest.mark.long),
        ('"pier street"', ["Maren"]),
        pytest.param('"street pier"', [], marks=pytest.mark.long),
        pytest.param("41.50", ["Maren"], marks=pytest.mark.long),
        ("reservee", ["Odile", "Hester"]),
        pytest.param("réserver", ["Odile", "Hester"], marks=pytest.mark.long),
        ("rembours*", ["Odile"]),
        pytest.param("refund -taxi", ["Hester"], marks=pytest.mark.long),
        pytest.param("from:quill", ["Hester"], marks=pytest.mark.long),
        ("de:maren@lakemail.example", ["Maren"]),
        pytest.param("from:@lakemail.example taxi", ["Maren"], marks=pytest.mark.long),
        ("lang:fr", ["Odile"]),
        ("team:library", ["Hester"]),
        pytest.param("-team:library", ["Odile", "Maren"], marks=pytest.mark.long),
        ("state:open channel:email", ["Odile", "Hester", "Maren"]),
        pytest.param("état:clos", [], marks=pytest.mark.long),
    ],
)
def test_words_and_filters_find_the_newest_first(words: str, names: list[str]) -> None:
    town = given_town()
    given_letters(town)
    assert found(words, town.edda, exactly=True) == names


def test_reference_finds_its_case_alone() -> None:
    town = given_town()
    cases = given_letters(town)
    assert found(cases["Hester"].reference.lower(), town.edda) == ["Hester"]


def test_colleague_finds_nothing_of_another_team() -> None:
    town = given_town()
    given_letters(town)
    assert found("refund", town.tomas) == ["Maren"]
    assert found("refund", town.ivo) == ["Hester"]
    assert found("team:library", town.tomas) == []


def test_case_that_moved_to_another_team_is_kept_back_before_search_has_read_it_again() -> None:
    town = given_town()
    case = given_letters(town)["Maren"]
    Case.objects.filter(pk=case.pk).update(team=town.library)
    assert found("taxi", town.tomas) == []


def test_word_in_a_reply_and_in_a_note_is_found_with_its_place() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    given_sent_reply(case, by=town.tomas)
    add_note(case_id=case.pk, text="She called: the xylophone is hers.", by=town.tomas.actor, at=NEXT_DAY)
    known_to_search()
    assert hit_of("monthly payments", town.tomas) is None
    assert hit_of("payments", town.tomas) == "payments"
    assert hit_of("xylophones", town.tomas) == "xylophone"


def hit_of(words: str, by: Worker) -> str | None:
    """Return the first word that a search marked."""
    page = search_cases(by=by.actor, words=words, exactly=True)
    return page.hits[page.cases[0].pk].pieces[1] if page.cases else None


def test_closed_case_is_found_by_its_state() -> None:
    town = given_town()
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    given_sent_reply(case, by=town.tomas)
    close_case(case_id=case.pk, outcome="settled", words="Paid.", by=town.tomas.actor, at=NEXT_DAY)
    known_to_search()
    assert found("state:closed owner:me", town.tomas) == ["Maren"]
    assert found("state:open taxi", town.tomas) == []


def test_slip_of_a_letter_is_put_right_and_said() -> None:
    town = given_town()
    given_letters(town)
    page = search_cases(by=town.edda.actor, words="refnud taxi")
    assert [case.customer.name for case in page.cases] == ["Maren Oduya"]
    assert page.meant == (("refnud", "refund"),)
    assert search_cases(by=town.edda.actor, words="refnud taxi", exactly=True).cases == []


def test_word_of_another_team_is_never_offered() -> None:
    town = given_town()
    given_letter(
        a_letter(text="The secret word is zanzibar. Why?", address="x@lakemail.example", name="X"),
        to="library@portlumen.example",
    )
    known_to_search()
    assert search_cases(by=town.ivo.actor, words="zanzibra").meant == (("zanzibra", "zanzibar"),)
    page = search_cases(by=town.tomas.actor, words="zanzibra")
    assert (page.cases, page.meant) == ([], ())


def test_filter_that_names_nothing_says_what_there_is() -> None:
    town = given_town()
    page = search_cases(by=town.tomas.actor, words="topic:bussses taxi")
    assert page.problem.startswith("“topic:bussses” names nothing here. There are: ")
    mistaken = search_cases(by=town.tomas.actor, words="due:someday").problem
    assert mistaken.startswith("“due:” is no filter, so it was looked for as a word.")
    assert search_cases(by=town.tomas.actor, words="someday https://nowhere.example/").problem == ""
    assert search_cases(by=town.tomas.actor, words="  ").problem == (
        "Type a word, a name or a reference to look for."
    )


@pytest.mark.parametrize(
    "words", ["'", "\\", "!", "a' | 'b", "from:'", "*", "-", "🌧", "\x00", "x" * 200, "&|!()<->:*"]
)
def test_signs_that_mean_something_to_a_database_are_only_signs(words: str) -> None:
    town = given_town()
    given_letters(town)
    assert found(words, town.edda) == []


@pytest.mark.parametrize("before", ["x", "-1", "²", "9" * 30])
def test_place_that_is_none_is_refused(before: str) -> None:
    town = given_town()
    with pytest.raises(BadInput):
        search_cases(by=town.tomas.actor, words="taxi", before=before)


def test_pages_follow_one_another_without_gap_or_repeat(monkeypatch: pytest.MonkeyPatch) -> None:
    town = given_town()
    cases = [given_open_case(asks=["refund"], address=f"w{n}@lakemail.example").pk for n in range(7)]
    known_to_search()
    monkeypatch.setattr(search, "PAGE_ROWS", 3)
    seen: list[int] = []
    page = Found([], next_before=str(10**15))
    while page.next_before:
        page = search_cases(by=town.tomas.actor, words="taxi", before=page.next_before)
        seen += [case.pk for case in page.cases]
    assert seen == sorted(cases, reverse=True)


def test_count_is_honest_and_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    town = given_town()
    for number in range(5):
        given_open_case(asks=["refund"], address=f"w{number}@lakemail.example")
    known_to_search()
    exact = search_cases(by=town.tomas.actor, words="taxi")
    assert (exact.count, exact.is_more) == (5, False)
    monkeypatch.setattr(search, "COUNT_AT_MOST", 3)
    stopped = search_cases(by=town.tomas.actor, words="taxi")
    assert (stopped.count, stopped.is_more) == (3, True)


@pytest.mark.parametrize("newest", [0, BUCKET_CASES - 1, 8 * BUCKET_CASES, 100_000, 1_130_000])
def test_every_case_is_looked_for_once_and_the_newest_first(newest: int) -> None:
    parts = parts_back_from(newest)
    ids = [newest, *range(newest - newest % 997, -1, -997)]
    places = [[parts.index(key) for key in part_keys(case_id) if key in parts] for case_id in ids]
    assert all(len(each) == 1 for each in places)
    assert places == sorted(places)


@pytest.mark.parametrize("buckets", [3, 20])  # 20: the old one is looked for by its stretch
def test_case_in_an_older_bucket_is_found_behind_the_newer_ones(buckets: int) -> None:
    town = given_town()
    old = given_open_case(asks=["refund"])
    young = given_open_case(asks=["refund"], address="y@lakemail.example", at=LATER_THAT_DAY)
    far = old.pk + buckets * BUCKET_CASES
    Known.objects.filter(case_id=young.pk).delete()
    moved = Case.objects.get(pk=young.pk)
    moved.pk, moved.reference, moved.reply_token = far, "PL-999", "another"
    moved.save(force_insert=True)
    known_to_search()
    assert [case.pk for case in search_cases(by=town.tomas.actor, words="from:maren").cases] == [
        far,
        young.pk,
        old.pk,
    ]
