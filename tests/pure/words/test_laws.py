from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st
from maren import HISTORY, points_of

from presszero.pure.words import check_reply, language, quotation, read_letter, sentences

AT = datetime(2025, 7, 13, 8, 12, tzinfo=UTC)
BITS = (
    "Why ", "was the bus late? ", "Please refund 41.50. ", "line 7 ", "at 22:35 ", "On Friday 5 September ", "\n", "\n\n", "> ",
    "we will call ", "Pourquoi ", "le 31 février ", "n° 45120 ", "« Non ! » ", "-- \n", "On 2 June, Ann wrote:\n", "İ", "ﬁ", "é", "99999999 days ",
    "9999-12-31 ", "by next week ", "Kind regards,\n", "Ines Corvaille\n", "twice ", "never came, and ", "I want ", "½", "٣", "\u2028", "\x00", "\r\n", "sorry for ",
)  # fmt: skip
anything = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(BITS), max_size=40).map("".join))


def in_order(text, spans):
    ends = 0
    for each in spans:
        assert ends <= each.start < each.end <= len(text)
        ends = each.end


@settings(max_examples=150, deadline=None)
@given(anything)
def test_cuts_and_sentences_lie_in_order_inside_the_text(text):
    cuts = quotation(text)
    in_order(text, cuts)
    in_order(text, sentences(text, cuts))


@settings(max_examples=150, deadline=None)
@given(anything)
def test_cutting_only_marks_so_that_cuts_and_rest_make_the_whole(text):
    cuts = quotation(text)
    borders = [0, *(place for cut in cuts for place in (cut.start, cut.end)), len(text)]
    assert "".join(text[a:b] for a, b in zip(borders, borders[1:], strict=False)) == text


@settings(max_examples=150, deadline=None)
@given(anything)
def test_no_sentence_reaches_into_a_cut(text):
    cuts = quotation(text)
    for part in sentences(text, cuts):
        for cut in cuts:
            assert part.end <= cut.start or part.start >= cut.end


@settings(max_examples=150, deadline=None)
@given(anything)
def test_a_reading_quotes_the_text_it_points_at(text):
    reading = read_letter(text, AT, quotation(text))
    for group in (reading.points, reading.experience, reading.wishes, reading.details):
        in_order(text, group)
        assert all(text[each.start : each.end] == each.text for each in group)
    assert len(reading.title) <= 70
    assert all(len(each.ask) <= 62 for each in reading.points)


@settings(max_examples=100, deadline=None)
@given(anything)
def test_an_ask_is_made_of_the_customers_own_words(text):
    for point in read_letter(text, AT).points:
        ask = point.ask.rstrip("…?. ").casefold()
        assert ask in " ".join(point.text.split()).casefold()


@settings(max_examples=100, deadline=None)
@given(anything, anything)
def test_a_check_points_inside_the_texts_and_comes_out_the_same_twice(letter, draft):
    reading = read_letter(letter, AT)
    given_to = {"at": AT, "history": HISTORY, "wishes": reading.wishes, "experience": reading.experience}
    check = check_reply(letter, points_of(reading), draft, **given_to)
    assert check == check_reply(letter, points_of(reading), draft, **given_to)
    for finding in check.findings:
        text = letter if finding.place.text == "letter" else draft
        assert 0 <= finding.place.start <= finding.place.end <= len(text)
        assert finding.level in ("stops", "advice", "settled")
    in_order(draft, check.pledges)
    assert all(
        draft[each.start : each.end] == each.quote for each in check.proposals if each.start is not None
    )


@settings(max_examples=100, deadline=None)
@given(anything)
def test_language_is_one_we_serve_or_undecided(text):
    found = language(text)
    assert found.undecided is (found.code is None)
    assert found.code in ("en", "fr", None)
    assert 0 <= found.confidence <= 1


@settings(max_examples=60, deadline=None)
@given(anything)
def test_stops_are_the_points_and_promises_nobody_settled_and_nothing_else(draft):
    letter = "The lift is broken. When will it work?"
    check = check_reply(letter, points_of(read_letter(letter, AT)), draft, at=AT)
    assert len(check.stops) == 2 + len(check.pledges)
