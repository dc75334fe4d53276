"""More of `./dev bench words`: urgency, form letters, three letters in one, and speed.

The labels and pairs of twcs are the collection's own (55 organisations) and are read for measuring only; nothing that
ships was made from them.

Three messages in one: which of the three does the check name first? The order of its findings is measured, by how far a
paragraph is nearer to a point, in letters and stems, than to any other (pure/words/lettering.py). The odds of the check
itself order worse (AUC .57, first .45): how long and how much to the point a draft is tells whether anything is open, and
is the same for all three; sentences that only thank or ask back answer nothing and yet tell whom they are for. With a sentence
model the lead in meaning is added. Runs of letters by their best text alone (TF-IDF), which is the plain baseline, are
printed beside. One draw of 196 letters moves by .03, and the mean of five by as much when two of 634 replies are others,
so twenty are drawn. Which replies are specific is said twice: by how little they look like forms, and by the rarity of
their words among all replies, which none of our rules has a part in.
"""

from __future__ import annotations

import csv
import gzip
import random
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from datetime import time as time_of_day
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer
from tests.corpora.letters import UrgentLetter, table, urgent_letters, written_letters

from benchmarks.shared_data import missing, shared_data
from presszero.pure.words import History, PastReply, PointToAnswer, check_reply, read_letter
from presszero.pure.words.drafts import Read
from presszero.pure.words.nearness import SentenceModel
from presszero.pure.words.normal import level
from presszero.pure.words.particular import particulars
from presszero.pure.words.sameness import form_likeness
from presszero.pure.words.shapes import PointKind
from presszero.pure.words.urgency import UNCLEAR, urgency

AT = datetime(2026, 11, 18, 10, tzinfo=UTC)


def auc(wanted: Sequence[bool], scores: Sequence[float]) -> float:
    """Return how often a wanted one scores above another, ties counting half."""
    yes = [score for score, want in zip(scores, wanted, strict=True) if want]
    no = [score for score, want in zip(scores, wanted, strict=True) if not want]
    wins = sum((a > b) + 0.5 * (a == b) for a in yes for b in no)
    return wins / (len(yes) * len(no)) if yes and no else float("nan")


def urgent(half: str) -> str:
    rows = table("urgency", half)
    said = [bool(urgency(row["message"])) for row in rows]
    want = [row["urgent"] != "no" for row in rows]
    hits = sum(a and b for a, b in zip(said, want, strict=True))
    return f"urgency      precision {hits / max(1, sum(said)):.2f}  recall {hits / max(1, sum(want)):.2f}  ({sum(want)} urgent of {len(rows)})"


def urgent_in_letters() -> list[str]:
    """What is told of letters that nothing was taught from: whatever worries, and what heads the case."""
    letters = [letter for code in ("en", "fr") for letter in urgent_letters(code, "urgent.kept")]
    said = [
        urgency(letter.text, datetime.combine(letter.sent_on, time_of_day(10), UTC)) for letter in letters
    ]
    return [
        _found_of(letters, [bool(each) for each in said], "urgency, letters that worry"),
        _found_of(
            letters,
            [any(not one.rule.endswith(UNCLEAR) for one in each) for each in said],
            "urgency, letters with a reason",
        ),
    ]


def _found_of(letters: Sequence[UrgentLetter], said: Sequence[bool], name: str) -> str:
    want = [letter.kind != "no" for letter in letters]
    hits = sum(a and b for a, b in zip(said, want, strict=True))
    return f"{name}  found {hits} of {sum(want)}  calm ones taken for urgent {sum(said) - hits} of {len(want) - sum(want)}"


def empathy(half: str) -> str:
    rows = [row for row in table("apologies", half) if row["kind"] == "empathy"]
    scores = [float(particulars(level(row["passage"]))) for row in rows]
    return f"empathy      particular against stock, AUC {auc([row['manner'] == 'particular' for row in rows], scores):.2f}  ({len(rows)} passages)"


def own_forms(half: str) -> str:
    scores, forms = [], []
    for language in ("en", "fr"):
        for letter in written_letters(half, language):
            for reply in (letter.good, letter.partial, letter.form):
                scores.append(form_likeness(reply.text, letter.text))
                forms.append(reply.form)
    dressed = table("replies", half)
    likeness = [form_likeness(row["reply"]) for row in dressed]
    hard = auc([row["form"] == "yes" for row in dressed], likeness)
    return f"form letters own set, AUC {auc(forms, scores):.2f}  ({sum(forms)} forms of {len(forms)}); dressed as personal, AUC {hard:.2f}  ({len(dressed)})"


@dataclass(frozen=True)
class Pair:
    organisation: str
    reply_id: str
    message: str
    reply: str


def strangers(meaning: SentenceModel | None = None) -> Iterator[str]:
    """Yield the lines about real pairs, or why they are left out."""
    folder = shared_data("twcs")
    if folder is None:
        yield missing("twcs")
        return
    pairs = list(_pairs(folder))
    history = History.from_replies([PastReply(pair.reply) for pair in pairs])
    with (folder / "labels_110.tsv").open(encoding="utf-8") as file:
        labels = {
            row["reply_tweet_id"]: row["form_letter"] == "1" for row in csv.DictReader(file, delimiter="\t")
        }
    labelled = [pair for pair in pairs if pair.reply_id in labels]
    scores = [form_likeness(pair.reply, pair.message, history.rarity(pair.reply)) for pair in labelled]
    yield f"form letters twcs, AUC {auc([labels[pair.reply_id] for pair in labelled], scores):.2f}  ({len(labelled)} labels, one quick reader)"
    yield from _three_in_one(pairs, history, meaning)


def _pairs(folder: Path) -> Iterator[Pair]:
    with gzip.open(folder / "pairs_dev.tsv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            message, reply = _bare(row["customer_text"]), _bare(row["reply_text"])
            if len(message) > 20 and len(reply) > 20:
                yield Pair(row["org"], row["reply_tweet_id"], message, reply)


def _bare(text: str) -> str:
    """Return a message without handles, links and the initials under it."""
    text = re.sub(r"@\w+|https?://\S+", " ", text)
    return " ".join(re.sub(r"[\^*-] ?[A-Z][A-Za-z]{0,2}\s*$", "", text.strip()).split())


def _three_in_one(pairs: Sequence[Pair], history: History, meaning: SentenceModel | None) -> Iterator[str]:
    """Three customers' messages as one letter; the reply answers two. Which point is the missing one?"""
    rarity = {pair.reply_id: history.rarity(pair.reply) for pair in pairs}
    specific = {
        "least like forms": lambda pair: form_likeness(pair.reply, pair.message, rarity[pair.reply_id]),
        "of rarest words": lambda pair: -(rarity[pair.reply_id] or 0.0),
    }
    ways = {
        "the check": lambda three, two: _open(three, two, meaning),
        "plain runs of letters": _plain(pairs),
    }
    for manner, order in specific.items():
        by_organisation = defaultdict(list)
        for pair in sorted(pairs, key=order)[: int(SPECIFIC * len(pairs))]:
            by_organisation[pair.organisation].append(pair)
        told = [f"{name}: {_order(by_organisation, way)}" for name, way in ways.items()]
        yield f"three in one twcs, replies {manner}, {DRAWS} draws; {'; '.join(told)}"


SPECIFIC = 0.4
DRAWS = 20
Way = Callable[[Sequence[Pair], Sequence[Pair]], list[float]]


def _order(by_organisation: Mapping[str, Sequence[Pair]], way: Way) -> str:
    """Say how well a way to score three messages against two replies finds the missing one, in the mean of some draws."""
    areas, firsts = [], []
    for draw in range(DRAWS):
        chance = random.Random(20261126 + draw)
        scores: list[float] = []
        gaps: list[bool] = []
        first, count = 0.0, 0
        for three in _threes(by_organisation, chance):
            gap = chance.randrange(3)
            said = way(three, [pair for at, pair in enumerate(three) if at != gap])
            scores += said
            gaps += [at == gap for at in range(3)]
            most = [at for at, score in enumerate(said) if score == max(said)]
            first += (gap in most) / len(most)
            count += 1
        areas.append(auc(gaps, scores))
        firsts.append(first / count)
    return f"AUC {sum(areas) / DRAWS:.2f}, missing one first {sum(firsts) / DRAWS:.2f}"


def _threes(by_organisation: Mapping[str, Sequence[Pair]], chance: random.Random) -> Iterator[Sequence[Pair]]:
    for pairs in by_organisation.values():
        own = list(pairs)
        chance.shuffle(own)
        yield from (own[at : at + 3] for at in range(0, len(own) - 2, 3))


def _plain(pairs: Sequence[Pair]) -> Way:
    """Return the plain baseline: one less the cosine with the nearest reply, TF-IDF of runs of letters."""
    runs = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    runs.fit([text for pair in pairs for text in (pair.message, pair.reply)])

    def score(three: Sequence[Pair], answered: Sequence[Pair]) -> list[float]:
        asked = runs.transform([pair.message for pair in three])
        said = runs.transform([pair.reply for pair in answered])
        return [1 - float(row.max()) for row in (asked @ said.T).toarray()]

    return score


def _open(three: Sequence[Pair], answered: Sequence[Pair], meaning: SentenceModel | None) -> list[float]:
    letter, points, at = "", [], 0
    for number, pair in enumerate(three):
        kind: PointKind = "question" if "?" in pair.message else "complaint"
        points.append(PointToAnswer(number, pair.message, at, at + len(pair.message), pair.message, kind))
        letter += pair.message + "\n\n"
        at = len(letter)
    draft = "\n\n".join(pair.reply for pair in answered)
    return [-match.lead for match in Read.of(letter, points, draft, AT, ("en",), meaning).matches]


def speed(meaning: SentenceModel | None = None, runs: int = 60) -> str:
    """Return how long one check of twelve sentences against twelve takes, beside 10,000 past replies with letters."""
    letters = list(written_letters("tuned", "en"))
    texts = [letter.good.text for letter in letters] + [letter.form.text for letter in letters]
    past = [
        PastReply(f"{texts[at % len(texts)]} Reference {at}.", 1, letters[at % len(letters)].text)
        for at in range(10_000)
    ]
    began = time.process_time()
    history = History.from_replies(past)
    built = time.process_time() - began
    letter = " ".join(
        letter.text.splitlines()[2] for letter in letters[:4] if len(letter.text.splitlines()) > 2
    )[:1400]
    draft = " ".join(letter.good.text.split("\n", 1)[1] for letter in letters[:2])[:1600]
    reading = read_letter(letter, AT)
    points = [
        PointToAnswer(n, p.text, p.start, p.end, p.ask, p.kind, p.details)
        for n, p in enumerate(reading.points)
    ]
    took = []
    for at in range(runs):
        began = time.process_time()
        check_reply(
            letter,
            points,
            f"{draft} Number {at}.",
            at=AT,
            history=history,
            experience=reading.experience,
            meaning=meaning,
        )
        took.append(1000 * (time.process_time() - began))
    took.sort()
    return f"reply check  {len(points)} points, {len(draft)} characters, 10,000 past replies: p95 {took[int(0.95 * runs)]:.1f} ms, median {took[runs // 2]:.1f} ms of processor; index {built:.1f} s"
