"""What operations take and answer. No shape holds more than the page of the same role shows."""
