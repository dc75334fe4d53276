"""Shared template parts, charts, map."""
