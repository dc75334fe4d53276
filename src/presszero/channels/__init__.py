"""The doors: one folder for each way a customer reaches us and is reached."""
