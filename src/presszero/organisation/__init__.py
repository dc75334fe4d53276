"""Workers (person or bot), teams, topics, hours, presence, roles."""
