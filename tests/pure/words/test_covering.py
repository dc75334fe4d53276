"""Which points a set of facts answers, for each person of an incident."""

from datetime import UTC, datetime

from presszero.pure.words.covering import Asked, covered

FACTS = "On Saturday night no extra bus was planned after the fireworks. The buses stand at the depot at midnight."


def test_facts_that_share_one_word_with_a_question_about_it_do_not_answer_it():
    asked = [
        Asked(1, "Why was there no extra bus?", "question"),
        Asked(2, "If it is, where does it stand?", "question"),
    ]
    assert covered(asked, FACTS, at=datetime(2026, 7, 6, tzinfo=UTC)) == {1}
