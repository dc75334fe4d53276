"""Chat: a widget on anybody's page, the flow that answers first, and the person who takes over."""
