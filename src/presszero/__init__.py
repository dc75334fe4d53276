"""Customer service that a person answers."""
