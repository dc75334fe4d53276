"""Pages after something was refused: what was typed is still there, and a sentence says what to do."""

from __future__ import annotations

from typing import Any

from tests.ui.sample_pages import customer_page
from tests.ui.sample_together import on_behalf_page


def refused_customer() -> dict[str, Any]:
    """Return the customer's page after an empty letter and a file that is too large."""
    context = customer_page()
    form = context["page"].write_back
    form.form_error = "Write what you would like to say; there was nothing in the field."
    form.files_error = "The film is 48 MB; 20 MB together can be sent. Choose a smaller one, or send a link."
    return context


def new_on_behalf() -> dict[str, Any]:
    """Return the page for somebody at the phone before a word is written."""
    context = on_behalf_page(heard=False)
    context["new"].error = ""
    return context
