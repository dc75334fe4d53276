"""Flows: what automation does, as data; their versions, what is proved of each, and who answers for it."""
