"""The desk of escorts, and the book of borders: journeys under way, and what is known of the way."""
