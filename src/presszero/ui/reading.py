"""How somebody likes to read: text size, contrast, spacing, motion, light or dark. Kept in their browser, without a login."""

from __future__ import annotations

from collections.abc import Mapping

COOKIE = "presszero_reading"
THEME_COOKIE = "presszero_theme"
LIVES_SECONDS = 31_536_000
# Each setting and what it may be; the first is how a page is drawn when nobody chose.
SETTINGS: dict[str, tuple[str, ...]] = {
    "size": ("usual", "large", "larger"),
    "contrast": ("usual", "more"),
    "spacing": ("usual", "wide"),
    "motion": ("usual", "still"),
}
THEMES = ("system", "light", "dark")


def read_reading(cookie: str) -> dict[str, str]:
    """Return each setting of a cookie; whatever it holds that is none of ours is left out.

    >>> read_reading("size=large&contrast=loud")
    {'size': 'large', 'contrast': 'usual', 'spacing': 'usual', 'motion': 'usual'}
    """
    given = dict(part.split("=", 1) for part in cookie[:200].split("&") if "=" in part)
    return chosen(given)


def chosen(given: Mapping[str, str]) -> dict[str, str]:
    """Return each setting as given, or as usual where that is none of its choices."""
    return {
        name: given[name] if given.get(name) in choices else choices[0] for name, choices in SETTINGS.items()
    }


def write_reading(settings: Mapping[str, str]) -> str:
    """Return the cookie of settings; "" when all are as usual."""
    return "&".join(f"{name}={value}" for name, value in settings.items() if value != "usual")
