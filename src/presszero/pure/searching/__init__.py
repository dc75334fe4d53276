"""Finding words in letters: stems, what somebody asked for, near words, and the place of a hit.

>>> asked = read_search('refund "pier street" from:maren')
>>> [term.words for term in asked.terms], [(one.key, one.value) for one in asked.filters]
([('refund',), ('pier', 'street')], [('from', 'maren')])
"""

from presszero.pure.searching.asking import KEYS, Asked, Filter, Term, read_search, respelled, with_filter
from presszero.pure.searching.marking import Snippet, first_hit
from presszero.pure.searching.near import best_near, deletions, edits_between, is_listed
from presszero.pure.searching.pairs import marks_asked, marks_written, pair_mark
from presszero.pure.searching.stems import Section, forms_asked, forms_written, name_words, plain, word_places

__all__ = [
    "KEYS",
    "Asked",
    "Filter",
    "Section",
    "Snippet",
    "Term",
    "best_near",
    "deletions",
    "edits_between",
    "first_hit",
    "forms_asked",
    "forms_written",
    "is_listed",
    "marks_asked",
    "marks_written",
    "name_words",
    "pair_mark",
    "plain",
    "read_search",
    "respelled",
    "with_filter",
    "word_places",
]
