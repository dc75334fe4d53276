"""Port Lumen: one town, its people, seeds and stories."""
