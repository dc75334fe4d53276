"""A small WSGI application and its server process for the tests of the front."""
