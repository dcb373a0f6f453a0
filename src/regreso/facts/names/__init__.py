"""Personal names across alphabets: what a written word may sound like, and whom a short form may mean."""
