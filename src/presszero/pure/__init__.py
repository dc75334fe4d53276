"""The science, usable without the platform: functions of their arguments."""
