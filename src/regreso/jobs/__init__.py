"""What follows from a move, done by workers: the row is the queue."""
