"""From a list's row or a whole message to facts, and from facts to answers. Knows no Django."""
