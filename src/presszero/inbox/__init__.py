"""How work is found: lists of cases, search, saved views, and acts on many cases at once."""
