"""The web form and the customer's page as doors."""
