"""A colleague at the desk, for what a case shows on its pages."""

from tests.desk.conftest import at_the_desk

__all__ = ["at_the_desk"]
