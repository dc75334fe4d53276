"""Settings, addresses: everything that differs from one installation to the next."""
