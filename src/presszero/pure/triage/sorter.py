"""A trained model at work: one message in, its topics out, with why. Needs numpy alone.

A model that learned from meaning, too, is given its sentence model by `reading_with`. Without it, and for messages in
another language, it says what the words alone say, with the probabilities of words alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from presszero.pure.threads import one_thread
from presszero.pure.triage.calibration import Calibration, Outlook
from presszero.pure.triage.features import KINDS, Looked, look_at, origins
from presszero.pure.triage.past import PastCases, nearest
from presszero.pure.triage.sense import Sense, SentenceModel
from presszero.pure.triage.shapes import NearCase, Ranked, Sorting, TellingWord
from presszero.pure.triage.tongues import language_of
from presszero.pure.triage.weighing import Floats, Vocabulary, Weighed

ACCEPTED_SHARE = 0.95
MOST_RANKED = 5
MOST_WORDS = 5


@dataclass(frozen=True)
class Sorter:
    """What was learned from past cases.

    topics: in the order of the columns of weights, (features, topics), and of bias.
    language: whose stems are taken where a message does not tell its own. sense: what meaning added to words.
    """

    topics: tuple[str, ...]
    language: str
    vocabulary: Vocabulary
    weights: npt.NDArray[np.float16]
    bias: Floats
    past: PastCases
    calibration: Calibration
    hash: str = ""
    sense: Sense | None = None
    meaning: SentenceModel | None = None

    def reading_with(self, meaning: SentenceModel | None) -> Sorter:
        """Return this model with the sentence model it learned with; another one, or None, leaves words alone."""
        fits = meaning is not None and self.sense is not None and meaning.hash == self.sense.model
        return replace(self, meaning=meaning if fits else None)

    def sort(self, text: str, *, accepted_share: float = ACCEPTED_SHARE) -> Sorting:
        """Return the topics a message is likely about, or that it is about none of them, and why.

        accepted_share: of messages that belong to a topic, how many shall be sorted; the rest is refused with
        what belongs nowhere, 0 to 1.
        """
        language = language_of(text, self.language)
        looked = look_at(text, language)
        message = self.vocabulary.weigh(looked)
        likeness = self.past.likeness(message)
        near = nearest(likeness)
        outlook = self._outlook([message], [[float(likeness[one]) for one in near]])
        calibration, meaning = self.calibration, ""
        if sense := self._sense_for(language):
            outlook, likeness = self._by_meaning(text, outlook, sense)
            calibration, meaning, near = sense.calibration, sense.model, nearest(likeness)
        chances = calibration.probabilities(outlook)[0]
        typicality = float(calibration.typicality(outlook)[0])
        order = np.argsort(-chances, kind="stable")[:MOST_RANKED]
        return Sorting(
            refused=typicality <= 1 - accepted_share,
            typicality=round(typicality, 4),
            ranked=tuple(Ranked(self.topics[one], round(float(chances[one]), 4)) for one in order),
            words=self._telling(text, looked, message, int(order[0])),
            near=tuple(self._near(one, float(likeness[one])) for one in near if likeness[one] > 0),
            model=self.hash,
            meaning=meaning,
        )

    def _sense_for(self, language: str) -> Sense | None:
        """Return the sense where its sentence model is at hand and reads this language."""
        return self.sense if self.meaning and self.sense and self.sense.language == language else None

    def _by_meaning(self, text: str, by_words: Outlook, sense: Sense) -> tuple[Outlook, Floats]:
        """Return the outlook by words and meaning, and how like each past case is in meaning."""
        assert self.meaning is not None
        vectors = self.meaning.vectors([text])
        with one_thread():
            read = sense.likeness(vectors[0])
            outlook = sense.outlook(by_words, vectors, [read])
        likeness = np.zeros(len(self.past.keys), np.float32)
        likeness[sense.past_rows] = read
        return outlook, likeness

    def chances(self, texts: Sequence[str]) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """Return the probabilities, (texts, topics), and the typicality of many messages at once."""
        spoken = [language_of(text, self.language) for text in texts]
        messages = [
            self.vocabulary.weigh(look_at(text, language))
            for text, language in zip(texts, spoken, strict=True)
        ]
        outlook = self._outlook(messages, [self._likest(one) for one in messages])
        chances, typical = self.calibration.probabilities(outlook), self.calibration.typicality(outlook)
        if (sense := self.sense) and self.meaning:
            read = [at for at, language in enumerate(spoken) if language == sense.language]
            if read:
                vectors = self.meaning.vectors([texts[at] for at in read])
                with one_thread():
                    likeness = map(sense.likeness, vectors)
                    meant = sense.outlook(outlook.rows(np.array(read)), vectors, likeness)
                chances[read] = sense.calibration.probabilities(meant)
                typical[read] = sense.calibration.typicality(meant)
        return chances, typical

    def _likest(self, message: Weighed) -> list[float]:
        likeness = self.past.likeness(message)
        return [float(likeness[one]) for one in nearest(likeness)]

    def _outlook(self, messages: Sequence[Weighed], likest: Sequence[Sequence[float]]) -> Outlook:
        scores = [one.weights @ self.weights[one.places].astype(np.float32) + self.bias for one in messages]
        return Outlook(
            np.array(scores, float),
            np.array([one.unknown_share for one in messages]),
            np.array([sum(few) / max(1, len(few)) for few in likest]),
        )

    def _near(self, place: int, likeness: float) -> NearCase:
        topic = self.topics[self.past.topics[place]]
        return NearCase(self.past.keys[place], topic, round(min(likeness, 1.0), 4))

    def _telling(self, text: str, looked: Looked, message: Weighed, topic: int) -> tuple[TellingWord, ...]:
        """The weights are added up, so each word's part of the sum is exact; a pair's is shared by its words."""
        spoke: dict[int, float] = defaultdict(float)
        weight_of = dict(zip(message.places.tolist(), message.weights.tolist(), strict=True))
        rows = self.weights[message.places].astype(np.float32)
        against = rows.mean(axis=1)
        says = dict(zip(message.places.tolist(), (rows[:, topic] - against).tolist(), strict=True))
        made_of = origins(looked)
        for kind in KINDS:
            known, times = self.vocabulary.places[kind], Counter(looked.features[kind])
            for feature, origin in zip(looked.features[kind], made_of[kind], strict=True):
                if (place := known.get(feature)) is not None:
                    part = weight_of[place] * says[place] / times[feature] / len(origin)
                    for token in origin:
                        spoke[token] += part
        return _most_telling(text, looked, spoke)


def _most_telling(text: str, looked: Looked, spoke: dict[int, float]) -> tuple[TellingWord, ...]:
    total = sum(part for part in spoke.values() if part > 0)
    first = sorted((-part, token) for token, part in spoke.items() if part > 0)[:MOST_WORDS]
    return tuple(
        TellingWord(text[word.start : word.end], word.start, word.end, round(-part / total, 4))
        for part, token in first
        for word in (looked.tokens[token],)
    )
