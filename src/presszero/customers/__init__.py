"""Who customers are, the ways to reach them, and what of that is proved."""
