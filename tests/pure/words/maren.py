"""Maren Oduya's letter after the fireworks, and the draft that Tomas Vell is writing: the rider's story."""

from datetime import UTC, datetime

from gold_letters import gold_letters

from presszero.pure.words import History, PastReply, PointToAnswer, Reading, ReplyCheck, Said, check_reply

LETTER = next(each for each in gold_letters("tuned", "en") if each.name == "Maren Oduya")
ENDING = "We apologise for any inconvenience this may have caused and thank you for your feedback."
DRAFT = f"""Dear Maren Oduya,

Three buses of line 7 left Harbour Loop full between 22:40 and 23:20 and could not stop for you at Pier Street. \
The fireworks were in our calendar, but nobody had entered the crowd, so the normal Saturday timetable ran. \
That was our mistake, and it is why your children got home at 00:50.

Please answer this letter with a photo of the taxi receipt. I refund the 41.50 myself, on the day it arrives.

On Harvest Night we will put on extra buses.

{ENDING}
"""
AT = datetime(2025, 7, 14, 14, 12, tzinfo=UTC)
HISTORY = History.from_replies([PastReply(f"Dear Sir,\n\nYour mail reached us.\n\n{ENDING}", 212)])
MARKS = Said({1: "answered", 2: "answered", 4: "answered", 5: "promised"})


def points_of(reading: Reading) -> list[PointToAnswer]:
    return [
        PointToAnswer(number, each.text, each.start, each.end, each.ask, each.kind, each.details)
        for number, each in enumerate(reading.points, start=1)
    ]


def checked(
    draft: str = DRAFT, said: Said = MARKS, history: History = HISTORY, voice: str = "en"
) -> ReplyCheck:
    reading = LETTER.read()
    return check_reply(
        LETTER.text,
        points_of(reading),
        draft,
        at=AT,
        history=history,
        said=said,
        wishes=reading.wishes,
        experience=reading.experience,
        voice=voice,
    )


def rules(check: ReplyCheck, level: str) -> list[str]:
    return [each.rule for each in check.findings if each.level == level]
