"""Drafts, their findings, what a person said of each point, and the decision to send."""
