"""Noisy public material in, dated claims with their place in the source out; no claim is taken for true."""
