"""More of `./dev bench words`: who wrote of the same, and themes, on BANKING77's test part, which nothing was chosen on.

Settings were chosen on a part of its training messages of the same size. "Among all": the training messages, without
their topics, lie beside them as an organisation's own past does. The baselines are the plainest: words by their rarity,
and k-means on 150 dimensions of them.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from benchmarks.shared_data import missing, shared_data
from benchmarks.triage import read_csv as read
from presszero.pure.alike.similar import Scope
from presszero.pure.alike.themes import themes
from presszero.pure.triage.sense import SentenceModel

TOPICS = 77
GOALS = {False: (".78", ".70"), True: (".91", ".82")}


def alike(meaning: SentenceModel | None = None) -> Iterator[str]:
    """Yield the lines about messages that are alike. meaning: a sentence model that reads along."""
    folder = shared_data("banking77")
    if not folder:
        yield missing("banking77")
        return
    (texts, topics), (past, _) = (read(folder / f"{part}.csv.gz") for part in ("test", "train"))
    said = np.array(topics)
    goals = GOALS[meaning is not None]
    alone = Scope.of(texts, meaning=meaning)
    yield f"me-too       P@1 {_right(alone, said):.3f}  (plain baseline {_plain(texts, said):.3f}; {len(texts):,} messages, goal {goals[0]})"
    yield f"             P@1 {_right(Scope.of(texts + past, meaning=meaning), said):.3f} among all {len(texts) + len(past):,}"
    yield from _themes(texts, topics, meaning)


def _right(scope: Scope, said: np.ndarray) -> float:
    few = len(said)
    like = scope.together[:few] @ scope.together[:few].T
    np.fill_diagonal(like, -1)
    return float((said[like.argmax(axis=1)] == said).mean())


def _plain(texts: list[str], said: np.ndarray) -> float:
    from sklearn.feature_extraction.text import TfidfVectorizer

    rows = TfidfVectorizer().fit_transform(texts)
    like = (rows @ rows.T).toarray()
    np.fill_diagonal(like, -1)
    return float((said[like.argmax(axis=1)] == said).mean())


def _themes(texts: list[str], topics: list[str], meaning: SentenceModel | None) -> Iterator[str]:
    from sklearn.cluster import KMeans
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.metrics import v_measure_score
    from sklearn.preprocessing import normalize

    found = themes(texts, most=TOPICS, meaning=meaning)
    group = {key: theme.id for theme in found for key in theme.keys}
    ours = v_measure_score(topics, [group[str(number)] for number in range(len(texts))])
    few = normalize(TruncatedSVD(150, random_state=0).fit_transform(TfidfVectorizer().fit_transform(texts)))
    plain = v_measure_score(topics, KMeans(TOPICS, n_init=3, random_state=0).fit_predict(few))
    yield f"themes       V-measure {ours:.3f}  (plain baseline {plain:.3f}; {TOPICS} themes, goal {GOALS[meaning is not None][1]})"
    half = len(texts) * 2 // 3
    order = np.random.default_rng(0).permutation(len(texts))
    keys = [str(number) for number in order]
    shuffled = [texts[number] for number in order]
    before = themes(shuffled[:half], keys[:half], most=TOPICS, meaning=meaning)
    after = themes(shuffled, keys, before=before, meaning=meaning)
    was = {key: theme.id for theme in before for key in theme.keys}
    stay = np.mean([was[key] == theme.id for theme in after for key in theme.keys if key in was])
    names = len({theme.name for theme in before} & {theme.name for theme in after})
    yield f"             with half as many again {names} of {TOPICS} names stay, and {stay:.2f} of the messages in their theme"
