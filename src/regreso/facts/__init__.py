"""What can be known of a person: names, dates, places. Immutable values, no Django, no clock, no score."""
