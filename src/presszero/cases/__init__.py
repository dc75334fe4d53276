"""Contacts, cases, points and promises: the spine of the product."""
