"""Find one person across alphabets and doubts: facts in, candidates with probability and reasons out."""
