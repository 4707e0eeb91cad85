"""Pages of signing in, of people and their roles, of who read what."""
