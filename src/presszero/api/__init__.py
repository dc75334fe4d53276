"""The machines' face: one OpenAPI 3.1 API."""
