"""The door of the staff: signing in by two ways, keys and codes of one's own, and the first time."""
