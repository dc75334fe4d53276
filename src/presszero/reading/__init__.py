"""What was learned from this house's own cases: models, what they say of a case, and what people said to that."""
