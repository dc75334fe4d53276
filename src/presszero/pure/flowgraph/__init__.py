"""Flows: what a caller hears and may do, the one step that runs them, and the proof of what a caller can reach.

Read in this order: `graph` (what a flow is once read), `stepping` (the one
semantics), `exploring` and `verifying` (the proof), `language` (how people write
flows), `importers` (how other platforms write them).
"""
