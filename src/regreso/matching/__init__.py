"""Find one person across alphabets, spellings and doubts: facts in, candidates with probability and reasons out."""
