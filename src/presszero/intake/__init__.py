"""A contact arrives: who, which case, which line."""
