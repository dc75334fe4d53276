"""Which topic a message is about, or none of them; learned from cases that people sorted.

Nothing is loaded here: learning needs scikit-learn and sorting needs numpy, and a front process must hold neither.
Import what you need from its own module: `learning` to train, `sorter` to sort, `measuring` to judge.
"""
