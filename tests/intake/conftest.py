"""A colleague at the desk, as in the desk's own tests."""

from tests.desk.conftest import at_the_desk

__all__ = ["at_the_desk"]
