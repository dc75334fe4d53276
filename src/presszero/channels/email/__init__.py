"""Mail in and out. The parts here need no database and no Django."""
