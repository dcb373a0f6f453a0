"""The desk of announcements: drafted, read in four languages, signed, published; and what did not arrive."""
