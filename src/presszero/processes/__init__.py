"""The processes of one installation: supervisor, database, front, worker, mail."""
