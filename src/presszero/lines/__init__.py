"""Lines: people waiting for the same kind of help."""
