"""Rules: when something happens to a case, if this holds, then do that. Read as sentences."""
