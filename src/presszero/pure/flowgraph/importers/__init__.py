"""How other platforms write flows. An importer adds nothing: what the source does not give is not there.

What counts as a person in each dialect, and what is not known, stands in docs/reference/flow-dialects.md.
"""
