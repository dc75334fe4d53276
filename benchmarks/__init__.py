"""Measurements, each a ratio within one run: `./dev bench NAME`."""
